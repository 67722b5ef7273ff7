/** The list of actions: typed in a line, narrowed by team, person and stage, followed as a calendar. */
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { Pager } from '@/components/ui/pager';
import type { ActionList, ActionsView } from '@/lib/domain/action-view';
import { listPage } from '@/lib/domain/list-page';
import { counted } from '@/lib/domain/wording';
import {
  type ActionFilter,
  actionsCalendarPath,
  actionsPath,
  newActionPath,
} from '@/lib/paths-review';
import styles from './action.module.css';
import { ActionRows } from './action-rows';

export interface ActionsPageProps {
  readonly shown: ActionsView;
  /** The form that saves what was understood; null where no line was typed. */
  readonly saving: ReactNode;
  readonly notice: string | null;
  /** With which a calendar program reads for whoever looks; null where none is needed. */
  readonly calendarKey: string | null;
}

const NOTICES: Readonly<Record<string, string>> = {
  opened: 'The action is open.',
  saved: 'Saved.',
  closed: 'Closed. It stays in the list of what is done and dropped.',
};

export function ActionsPage({ shown, saving, notice, calendarKey }: ActionsPageProps) {
  const filter = filterOf(shown);
  const paged = listPage(shown.lines, shown.page);
  const { open, late } = shown.counts;
  return (
    <>
      <h1 className={styles['title']}>{headline(shown)}</h1>
      <p className={styles['lead']}>
        {open === 0
          ? 'Nothing is promised here that is still to be done.'
          : late === 0
            ? 'All are on time.'
            : `${late === 1 ? 'One is' : `${late} are`} late.`}
      </p>
      {notice === null || NOTICES[notice] === undefined ? null : (
        <p className={styles['notice']} role="status">
          {NOTICES[notice]}
        </p>
      )}
      <div className={styles['stack']}>
        <Card
          id="add"
          title="Add an action"
          note="what, who, by when; it is shown before it is saved"
        >
          <LineForm filter={filter} line={shown.understood?.line ?? ''} />
          {saving}
        </Card>
        <Card id="actions" title="Actions">
          <Lists shown={shown} filter={filter} />
          <Filters shown={shown} />
          {shown.lines.length === 0 ? (
            <p className={styles['none']}>None.</p>
          ) : (
            <ActionRows
              lines={paged.items}
              seen={shown.seen}
              organisation={shown.organisation}
              today={shown.today}
              back={actionsPath(filter, { page: paged.page })}
            />
          )}
          <Pager paged={paged} noun="Actions" hrefOf={(page) => actionsPath(filter, { page })} />
          <p className={styles['feed']}>
            <a href={actionsCalendarPath(filter, calendarKey)}>These as a calendar</a> (iCalendar):
            open actions on the day that they are due.
            {calendarKey === null
              ? ''
              : ' Its address reads in your name: give it to your calendar and to nobody else.'}
          </p>
        </Card>
      </div>
    </>
  );
}

const filterOf = ({ team, person, stage, kpi, list }: ActionsView): ActionFilter => ({
  team: team?.slug ?? null,
  person,
  stage: stage?.slug ?? null,
  kpi: kpi?.slug ?? null,
  state: list === 'open' ? null : list,
});

function headline({ counts, team, person, stage, kpi }: ActionsView): string {
  const of = [
    ...(person === null ? [] : [`of ${person}`]),
    ...(team === null ? [] : [`of ${team.name}`]),
    ...(stage === null ? [] : [`in ${stage.name}`]),
    ...(kpi === null ? [] : [`on ${kpi.name}`]),
  ].join(' ');
  return `${counted(counts.open, 'open action', 'open actions')}${of === '' ? '' : ` ${of}`}`;
}

/** One line: what it says is shown on the page that follows, and saved from there. */
function LineForm({ filter, line }: { readonly filter: ActionFilter; readonly line: string }) {
  const kept = (['team', 'stage', 'kpi'] as const).flatMap((name) => {
    const value = filter[name];
    return value == null ? [] : [{ name, value }];
  });
  return (
    <form action="/actions" className={styles['line']}>
      {kept.map(({ name, value }) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className={form['field']}>
        <label htmlFor="action-line">In one line</label>
        <input
          id="action-line"
          className={form['control']}
          type="text"
          name="line"
          required
          defaultValue={line}
          placeholder="Roll back receiving screen, Stores, Fri"
          autoComplete="off"
        />
      </div>
      <button type="submit" className={form['button']}>
        Read it
      </button>
      <p className={form['hint']}>
        Or{' '}
        <Link data-needs="review.record" href={newActionPath({ team: filter.team ?? null })}>
          fill in the form
        </Link>
        .
      </p>
    </form>
  );
}

function Lists({ shown, filter }: { readonly shown: ActionsView; readonly filter: ActionFilter }) {
  const { open, late, done } = shown.counts;
  const lists: readonly (readonly [ActionList, string])[] = [
    ['open', `Open (${open})`],
    ['late', `Late (${late})`],
    ['done', `Done (${done})`],
    ['dropped', 'Dropped'],
    ['all', 'All'],
  ];
  return (
    <nav className={styles['lists']} aria-label="Which actions">
      {lists.map(([list, text]) => (
        <Link
          key={list}
          href={actionsPath({ ...filter, state: list === 'open' ? null : list })}
          aria-current={list === shown.list ? 'true' : undefined}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}

function Filters({ shown }: { readonly shown: ActionsView }) {
  const { choices, team, person, stage, list } = shown;
  const selects = [
    { name: 'team', label: 'Team', any: 'any team', value: team?.slug, items: choices.teams },
    {
      name: 'person',
      label: 'Person',
      any: 'anyone',
      value: person,
      items: choices.people.map((name) => ({ slug: name, name })),
    },
    { name: 'stage', label: 'Stage', any: 'any stage', value: stage?.slug, items: choices.stages },
  ];
  return (
    <form action="/actions" className={styles['filters']} aria-label="Narrow the list">
      {list === 'open' ? null : <input type="hidden" name="state" value={list} />}
      {selects.map(({ name, label, any, value, items }) => (
        <label key={name}>
          {label}
          <select className={form['control']} name={name} defaultValue={value ?? ''}>
            <option value="">{any}</option>
            {items.map((item) => (
              <option key={item.slug} value={item.slug}>
                {item.name}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" className={form['button']}>
        Show
      </button>
    </form>
  );
}
