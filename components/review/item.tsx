/** The item that fills the screen: the finding, the evidence, what teams say, what is promised. */
import { ActionRows } from '@/components/action/action-rows';
import { KpiRows } from '@/components/kpi/kpi-rows';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { foldedFinding } from '@/lib/domain/agenda';
import { grainNoun } from '@/lib/domain/wording';
import { stagePath, teamPath } from '@/lib/paths';
import { newActionPath, reviewPath, thanksPath } from '@/lib/paths-review';
import { Decisions } from './decisions';
import { Entry } from './entry';
import lists from './lists.module.css';
import type { MeetingProps } from './meeting-props';
import { Note } from './note';
import styles from './review.module.css';
import { SignalItem } from './signal';

export function MeetingItem(props: MeetingProps) {
  const { shown, actions } = props;
  const { line } = shown.shown;
  return (
    <section className={styles['item']} aria-labelledby="item-title">
      <Evidence {...props} />
      {line.kind === 'decisions' ? <Decisions {...props} /> : <Asked {...props} />}
      <Promised {...props} />
      <Note
        key={line.id}
        item={line.id}
        note={line.note}
        by={line.noteBy}
        save={actions.saveNote.bind(null, line.id)}
        keep={actions.keepNote.bind(null, line.id)}
      />
      <Chair {...props} />
    </section>
  );
}

function Evidence(props: MeetingProps) {
  const { shown } = props;
  const { line, kpi, items, watermelons, suggested } = shown.shown;
  if (kpi !== null) return <SignalItem {...props} kpi={kpi} />;
  return (
    <>
      <h1 id="item-title">{titleOf(props)}</h1>
      {items.length === 0 ? null : (
        <KpiRows
          items={items}
          organisation={shown.organisation}
          period={shown.period.key}
          view={{ period: shown.period.key, asOf: shown.review.asOf }}
        />
      )}
      {watermelons.length === 0 ? null : (
        <ul className={lists['plain']}>
          {watermelons.map(({ team, stage }) => (
            <li key={`${team.slug} ${stage.slug}`}>
              <Link href={teamPath(team.slug)}>{team.name}</Link>
              {team.lead === null ? '' : ` (${team.lead})`} reports green in{' '}
              <Link href={stagePath(stage.slug)}>{stage.name}</Link>, which is off target for
              customers.
            </li>
          ))}
        </ul>
      )}
      {line.kind === 'thanks' ? <Thanks {...props} suggested={suggested} /> : null}
    </>
  );
}

function titleOf({ shown }: MeetingProps): string {
  const { line, items } = shown.shown;
  switch (line.kind) {
    case 'standing':
    case 'routine':
    case 'good':
      return foldedFinding(line.kind, items.length, grainNoun(shown.period.grain, 'singular'));
    case 'promises':
      return `What was promised: ${line.subtitle}`;
    case 'watermelons':
      return `Green teams in red stages: ${line.subtitle}`;
    case 'signal':
    case 'thanks':
    case 'added':
    case 'decisions':
      return line.title;
  }
}

function Thanks({
  shown,
  suggested,
}: MeetingProps & { readonly suggested: MeetingProps['shown']['shown']['suggested'] }) {
  const { period, series, review, teams } = shown;
  const back = reviewPath(period.key, { series: series.slug, item: shown.shown.line.number });
  return (
    <>
      <ul className={lists['plain']}>
        {review.thanks.map(({ id, team, person, text }) => (
          <li key={id}>
            <strong>{person ?? teams.get(team) ?? team}</strong>: {text}
          </li>
        ))}
        {suggested.map(({ kpi, accountable }) => (
          <li key={kpi.slug}>
            {accountable.name} keeps {kpi.name} better than usual, and not for one week.{' '}
            <Link
              data-needs="review.record"
              className="alone"
              href={thanksPath({ kpi: kpi.slug, team: accountable.slug, review: review.id, back })}
            >
              Thank {accountable.name}
            </Link>
          </li>
        ))}
      </ul>
      <p>
        <Link
          data-needs="review.record"
          className="alone"
          href={thanksPath({ review: review.id, back })}
        >
          Thank somebody else
        </Link>
      </p>
    </>
  );
}

/** The decision that is asked for; or the way to ask for one. */
function Asked({ shown, actions }: MeetingProps) {
  const { line } = shown.shown;
  const { asked, askedBy, id } = line;
  const taken = shown.review.decisions.filter(({ item }) => item === id);
  return (
    <div className={styles['asked']} data-asked={asked === null ? undefined : ''}>
      {taken.map((decision) => (
        <p key={decision.id}>
          <strong>Decided</strong> {decision.text}
          {decision.proposedBy === null ? '' : ` · proposed by ${decision.proposedBy}`} ·{' '}
          {decision.present.length} present
        </p>
      ))}
      {asked === null ? null : (
        <p>
          <strong>Decision asked</strong> {asked}
          {askedBy === null ? '' : ` · proposed by ${askedBy}`}
        </p>
      )}
      <details open={asked !== null}>
        <summary>{asked === null ? 'Ask for a decision, or record one' : 'Decide'}</summary>
        <div className={styles['pair']}>
          <Entry
            key={`decide ${id} ${asked ?? ''} ${taken.length}`}
            id={`decide-${id}`}
            action={actions.decide.bind(null, id)}
            fields={[
              { name: 'text', label: 'What is decided', value: asked ?? '' },
              { name: 'by', label: 'Proposed by (may stay blank)', value: askedBy ?? '' },
            ]}
            does="Decide"
          />
          {asked === null ? (
            <Entry
              key={`ask ${id}`}
              id={`ask-${id}`}
              action={actions.ask.bind(null, id)}
              fields={[
                { name: 'text', label: 'Decision asked' },
                { name: 'by', label: 'Proposed by (may stay blank)' },
              ]}
              does="Ask"
            />
          ) : null}
        </div>
      </details>
    </div>
  );
}

function Promised({ shown, leads, saving }: MeetingProps) {
  const { line, actions, kpi } = shown.shown;
  if (line.kind === 'thanks' || line.kind === 'decisions') return null;
  const { series, period, review } = shown;
  const back = reviewPath(period.key, { series: series.slug, item: line.number });
  const item = String(line.number);
  return (
    <div className={styles['actions']}>
      <h2>Actions</h2>
      {actions.length === 0 ? (
        <p className={styles['none']}>None yet.</p>
      ) : (
        <ActionRows
          lines={actions}
          organisation={shown.organisation}
          today={shown.today}
          back={back}
          {...(kpi === null ? {} : { without: 'kpi' as const })}
        />
      )}
      <form action={reviewPath(period.key)} className={styles['type']}>
        <input type="hidden" name="series" value={series.slug} />
        <input type="hidden" name="item" value={item} />
        {leads ? <input type="hidden" name="lead" value="yes" /> : null}
        <label className="visually-hidden" htmlFor="type-action">
          An action in one line
        </label>
        <input
          id="type-action"
          key={shown.understood?.line ?? ''}
          className={form['control']}
          type="text"
          name="line"
          required
          defaultValue={shown.understood?.line ?? ''}
          placeholder="What, who, by when: “Stop installs, Digital, today”"
          autoComplete="off"
        />
        <button type="submit" className={form['button']}>
          Read it
        </button>
      </form>
      {saving ?? (
        <p className={styles['none']}>
          Or{' '}
          <Link
            data-needs="review.record"
            href={newActionPath({
              kpi: kpi?.kpi.slug ?? null,
              team: kpi?.accountable.slug ?? null,
              review: review.id,
              back,
            })}
          >
            fill in the form
          </Link>
          .
        </p>
      )}
    </div>
  );
}

/** What the chair does with an item, and what anybody may add. */
function Chair({ shown, actions, leads }: MeetingProps) {
  const { line } = shown.shown;
  const states = (['done', 'parked', 'skipped', 'open'] as const).filter(
    (state) => state !== line.state,
  );
  const words = { done: 'Done', parked: 'Park', skipped: 'Skip', open: 'Open again' };
  return (
    <details className={styles['chair']}>
      <summary>{leads ? 'This item and the agenda' : 'Add an item to the agenda'}</summary>
      {leads ? (
        <div className={styles['states']}>
          {states.map((state) => (
            <form key={state} action={actions.mark.bind(null, line.id, state)}>
              <button type="submit" className={styles['quiet']}>
                {words[state]}
              </button>
            </form>
          ))}
          {(['up', 'down'] as const).map((by) => (
            <form key={by} action={actions.move.bind(null, line.id, by)}>
              <button type="submit" className={styles['quiet']}>
                Move {by}
              </button>
            </form>
          ))}
        </div>
      ) : null}
      <Entry
        key={`add ${shown.agenda.length}`}
        id="add-item"
        action={actions.add}
        fields={[
          { name: 'title', label: 'Another item' },
          { name: 'minutes', label: 'Minutes', value: '5', kind: 'number' },
        ]}
        does="Add it"
      />
    </details>
  );
}
