/** What to set beside the KPI; each choice shows the colour of its line. */

import form from '@/components/ui/form.module.css';
import type { Named } from '@/lib/domain/contrast-view';
import styles from './explorer.module.css';
import { type Compared, type Explored, MOST_COMPARED, YEAR_BEFORE } from './explorer-facts';

/** More places than this are chosen from a list. */
const TICKED_PLACES = 6;

interface ChoicesProps {
  readonly explored: Explored;
  readonly choices: readonly Compared[];
  readonly chosen: readonly string[];
  readonly choose: (token: string, on: boolean) => void;
}

export function ExplorerChoices({ explored, choices, chosen, choose }: ChoicesProps) {
  const { segments, places, dimension } = explored;
  const tick = (token: string) => {
    const choice = choices.find((each) => each.token === token);
    if (choice === undefined) return null;
    const at = chosen.indexOf(token);
    return (
      <label key={token}>
        <input
          type="checkbox"
          checked={at >= 0}
          disabled={at < 0 && chosen.length >= MOST_COMPARED}
          onChange={(event) => choose(token, event.target.checked)}
        />
        {at < 0 ? null : (
          <i style={{ background: `var(--compare-${at + 1})` }} aria-hidden="true" />
        )}
        {choice.name}
      </label>
    );
  };
  const listed = places.length > TICKED_PLACES;
  const ticked = listed ? places.filter(({ slug }) => chosen.includes(`p:${slug}`)) : places;
  return (
    <fieldset className={styles['choices']}>
      <legend>
        Set beside it, up to {MOST_COMPARED}. Dashed green is the target, the band the usual range;
        arrow keys on the chart read it out.
      </legend>
      {tick(YEAR_BEFORE)}
      {segments.length === 0 ? null : (
        <span className={styles['group']}>
          {dimension}: {segments.map(({ slug }) => tick(`s:${slug}`))}
        </span>
      )}
      {ticked.map(({ slug }) => tick(`p:${slug}`))}
      {listed ? (
        <PlaceList
          places={places.filter(({ slug }) => !chosen.includes(`p:${slug}`))}
          full={chosen.length >= MOST_COMPARED}
          choose={choose}
        />
      ) : null}
    </fieldset>
  );
}

function PlaceList({
  places,
  full,
  choose,
}: {
  readonly places: readonly Named[];
  readonly full: boolean;
  readonly choose: ChoicesProps['choose'];
}) {
  return (
    <select
      className={form['control']}
      aria-label="Add a place"
      value=""
      disabled={full}
      onChange={(event) => {
        if (event.target.value !== '') choose(`p:${event.target.value}`, true);
      }}
    >
      <option value="">Add a place…</option>
      {places.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </select>
  );
}
