/** The page on which figures are entered that no system holds. */
import { Choice, namedOption } from '@/components/ui/choice';
import filters from '@/components/ui/filters.module.css';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { Pager } from '@/components/ui/pager';
import { type EnterView, PERIOD_COUNTS } from '@/lib/domain/enter-view';
import { counted, grainNoun } from '@/lib/domain/wording';
import { newEntryPath } from '@/lib/paths';
import { dataPath, type EnterLook, enterPath } from '@/lib/paths-data';
import styles from './enter.module.css';
import { EnterForm } from './enter-form';
import type { EnterState } from './state';

export interface EnterPageProps {
  readonly view: EnterView;
  readonly look: EnterLook;
  readonly action: (before: EnterState, form: FormData) => Promise<EnterState>;
}

export function EnterPage({ view, look, action }: EnterPageProps) {
  const { kpis, paged, choices } = view;
  return (
    <>
      <p>
        <Link href={dataPath()}>Data</Link>
      </p>
      <h1 className={styles['title']}>Enter figures</h1>
      <p className={styles['lead']}>
        For what no system holds. What you save is checked, dated and kept like figures from a file,
        with your name and your note, and can be taken back as a whole.
      </p>
      <Filters view={view} look={look} />
      {kpis.length === 0 ? (
        <p>
          No KPI by {choices.grain} here.{' '}
          {Object.values(look).some((each) => each !== undefined && each !== '') ? (
            <Link href={enterPath()}>Show all</Link>
          ) : (
            <Link href={newEntryPath('kpi')}>Define one</Link>
          )}
        </p>
      ) : (
        <>
          <Steps view={view} look={look} />
          <EnterForm key={JSON.stringify(look)} view={view} action={action} />
          <Keys />
          <Pager
            paged={paged}
            noun="KPIs"
            hrefOf={(page) => enterPath({ ...look, page: String(page) })}
          />
        </>
      )}
    </>
  );
}

function Filters({ view, look }: Omit<EnterPageProps, 'action'>) {
  const { choices, teams, segments, places, grains } = view;
  const options = grains.includes(choices.grain) ? grains : [choices.grain, ...grains];
  return (
    <search className={filters['search']}>
      <form action={enterPath()} className={filters['form']}>
        <label className={filters['find']}>
          Find
          <input className={form['control']} type="search" name="q" defaultValue={choices.q} />
        </label>
        <Choice
          name="team"
          label="Team that answers"
          any="any team"
          value={choices.team}
          options={teams.map(namedOption)}
        />
        <Choice
          name="grain"
          label="Reported by"
          any={null}
          value={choices.grain}
          options={options.map((grain) => [grain, grain])}
        />
        <Choice
          name="periods"
          label="Side by side"
          any={null}
          value={String(choices.periods)}
          options={PERIOD_COUNTS.map((count) => [
            String(count),
            counted(
              count,
              grainNoun(choices.grain, 'singular'),
              grainNoun(choices.grain, 'plural'),
            ),
          ])}
        />
        {segments.length === 0 ? null : (
          <Choice
            name="segment"
            label="Of whom"
            any="everyone"
            value={choices.segment === 'all' ? '' : choices.segment}
            options={segments.map(namedOption)}
          />
        )}
        {places.length === 0 ? null : (
          <Choice
            name="place"
            label="Where"
            any="everywhere"
            value={choices.place}
            options={places.map(namedOption)}
          />
        )}
        <p className={`${form['buttons']} ${filters['buttons']}`}>
          <button type="submit" className={form['button']}>
            Show
          </button>
          {Object.values(look).some((each) => each !== undefined && each !== '') ? (
            <Link href={enterPath()}>Clear</Link>
          ) : null}
        </p>
      </form>
    </search>
  );
}

function Steps({ view: { earlier, later, choices }, look }: Omit<EnterPageProps, 'action'>) {
  const noun = grainNoun(choices.grain, 'plural');
  return (
    <p className={styles['steps']}>
      <Link href={enterPath({ ...look, until: earlier })}>‹ Earlier {noun}</Link>
      {later === null ? null : (
        <Link href={enterPath({ ...look, until: later })}>Later {noun} ›</Link>
      )}
    </p>
  );
}

function Keys() {
  return (
    <p className={styles['keys']}>
      As in a spreadsheet: arrows, <kbd>Enter</kbd> and <kbd>Tab</kbd> go on, <kbd>F2</kbd> edits,{' '}
      <kbd>Esc</kbd> brings back what was there, with <kbd>Shift</kbd> several cells are selected,
      copied and pasted. <kbd>Ctrl</kbd> <kbd>Enter</kbd> saves; <kbd>Esc</kbd> <kbd>Tab</kbd>{' '}
      leaves the grid. An emptied figure is withdrawn once you confirm it.
    </p>
  );
}
