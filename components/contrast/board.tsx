/** The signals of the period: act on, good ones, changed ones, and what to leave alone. */

import { StatusMark } from '@/components/charts/status-mark';
import { KpiRows, valueText } from '@/components/kpi/kpi-rows';
import { directionText, targetText } from '@/components/kpi/target-text';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { dateInZone } from '@/lib/domain/calendar-zone';
import type { BoardItem, ContrastView } from '@/lib/domain/contrast-view';
import { plainText } from '@/lib/domain/sentence';
import { budgetSentence } from '@/lib/domain/sentence-signal';
import { grainNoun } from '@/lib/domain/wording';
import { formatNumber } from '@/lib/format';
import { contrastPath, type KpiFilter, kpiPath, kpisPath, type View } from '@/lib/paths';
import styles from './board.module.css';

export interface BoardProps {
  readonly shown: ContrastView;
  readonly view: View;
}

/** A list holds what a meeting can talk about; the list of KPIs holds the rest. */
const ACT_ON = 12;
const FOLDED = 8;

/** What chance gives is never said to be nothing. */
const LEAST = 0.1;

export function Board({ shown, view }: BoardProps) {
  const { actOn, inHand, good, changed, routine, untold } = shown.board;
  const rows = (items: readonly BoardItem[]) => (
    <KpiRows
      items={items}
      acts={{
        today: dateInZone(shown.frame.now, shown.organisation.timeZone),
        back: contrastPath(view),
      }}
      organisation={shown.organisation}
      period={shown.frame.period.key}
      view={view}
    />
  );
  const folded = (items: readonly BoardItem[], all: readonly Elsewhere[]) => (
    <>
      {rows(items.slice(0, FOLDED))}
      <More rest={items.length - FOLDED} all={all} view={view} />
    </>
  );
  const told = actOn.slice(0, ACT_ON);
  const missed = told.filter(({ status }) => status !== 'on_target');
  const parts = [
    {
      title: `New this ${grainNoun(shown.frame.period.grain, 'singular')}`,
      note: 'find out why before you act',
      items: missed.filter(({ signal }) => signal?.state === 'new'),
    },
    {
      title: 'Standing',
      note: 'worse than usual since before, with no action or a late one',
      items: missed.filter(({ signal }) => signal?.state !== 'new'),
    },
    {
      title: 'Still on target, yet worse than usual',
      note: 'a warning before the miss',
      items: told.filter(({ status }) => status === 'on_target'),
    },
  ].filter(({ items }) => items.length > 0);
  const withoutSignal: readonly Elsewhere[] = [
    { text: 'off target without a signal', filter: { status: 'off_target', signal: 'none' } },
    { text: 'at risk without a signal', filter: { status: 'at_risk', signal: 'none' } },
  ];
  const brief = (items: readonly BoardItem[]) => (
    <>
      <BriefRows items={items.slice(0, FOLDED)} locale={shown.organisation.locale} view={view} />
      <More rest={items.length - FOLDED} all={withoutSignal} view={view} />
    </>
  );
  return (
    <>
      <Card
        id="act-on"
        title="Act on: worse than usual"
        note={<Budget shown={shown} />}
        className={styles['actOn']}
      >
        {actOn.length === 0 ? (
          <p className={styles['none']}>No KPI is worse than usual: nothing to explain here.</p>
        ) : null}
        {parts.map(({ title, note, items }) => (
          <section key={title}>
            <h3 className={styles['part']}>
              {title} <span>· {note}</span>
            </h3>
            {rows(items)}
          </section>
        ))}
        <More
          rest={actOn.length - ACT_ON}
          all={[{ text: 'all that are worse than usual', filter: { signal: 'worse' } }]}
          view={view}
        />
      </Card>
      {inHand.length === 0 ? null : (
        <Folded
          title={`In hand: ${inHand.length} still worse than usual, with an action on time`}
          note="standing signals; leave them to those who act"
        >
          {folded(inHand, [{ text: 'all that are worse than usual', filter: { signal: 'worse' } }])}
        </Folded>
      )}
      {good.length === 0 ? null : (
        <Folded
          title={`Good news: ${good.length} better than usual`}
          note="a signal too: find out what was done, and keep it"
        >
          {folded(good, [{ text: 'all that are better than usual', filter: { signal: 'better' } }])}
        </Folded>
      )}
      {changed.length === 0 ? null : (
        <Folded
          title={`Changed: ${changed.length} where neither way is better`}
          note="a signal too: find out why"
        >
          {folded(changed, [{ text: 'all that signal', filter: { signal: 'any' } }])}
        </Folded>
      )}
      {routine.length === 0 ? null : (
        <Folded
          title={`Leave alone: ${misses(routine.length)} inside the usual range`}
          note="routine variation: change the process or the target, do not ask why this time"
        >
          {brief(routine)}
          <How rule="routine-variation" />
        </Folded>
      )}
      {untold.length === 0 ? null : (
        <Folded
          title={`Too early to tell: ${misses(untold.length)}`}
          note="too little history to tell a signal from noise"
        >
          {brief(untold)}
        </Folded>
      )}
    </>
  );
}

const misses = (count: number) => `${count} ${count === 1 ? 'miss' : 'misses'}`;

/** Where a list goes on. */
interface Elsewhere {
  readonly text: string;
  readonly filter: KpiFilter;
}

/** What is to be left alone needs no chart: which it is, by how much, who answers. */
function BriefRows({
  items,
  locale,
  view,
}: {
  readonly items: readonly BoardItem[];
  readonly locale: string;
  readonly view: View;
}) {
  return (
    <ul className={styles['brief']}>
      {items.map((item) => {
        const target = targetText(item.target, item.direction, item.decimals, locale);
        const better = directionText(item.direction);
        return (
          <li key={item.kpi.slug}>
            <StatusMark status={item.status} />
            <span>
              <Link href={kpiPath(item.kpi.slug, view)} data-step="">
                {item.kpi.name}
              </Link>{' '}
              <strong>{valueText(item, locale)}</strong>
              <small>
                {target === null
                  ? ''
                  : `target ${target}${better === null ? '' : `, ${better}`} · `}
                {`${item.accountable.name} answers${
                  item.accountable.lead === null ? '' : ` (${item.accountable.lead})`
                } · `}
                {plainText(item.sentence)}
              </small>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** How many a list leaves out, and where they are. */
function More({
  rest,
  all,
  view,
}: {
  readonly rest: number;
  readonly all: readonly Elsewhere[];
  readonly view: View;
}) {
  if (rest <= 0) return null;
  return (
    <p className={styles['more']}>
      {rest} more are not shown here. In the list of KPIs:{' '}
      {all.map(({ text, filter }, index) => (
        <span key={text}>
          {index === 0 ? '' : ', '}
          <Link href={kpisPath(filter, view)}>{text}</Link>
        </span>
      ))}
    </p>
  );
}

/** How many signals there are, against how many noise alone would give. */
function Budget({ shown }: { readonly shown: ContrastView }) {
  const { board, organisation, frame } = shown;
  const { locale } = organisation;
  const elsewhere = board.newCount + board.standingCount - board.actOn.length - board.inHand.length;
  return (
    <>
      {budgetSentence(
        {
          kpis: board.budget.kpis,
          new: board.newCount,
          standing: board.standingCount,
          expected: board.budget,
        },
        frame.period.grain,
        (count) =>
          count < LEAST
            ? `less than ${formatNumber(LEAST, 1, locale)}`
            : formatNumber(count, 1, locale),
      )}
      {elsewhere > 0
        ? ` ${elsewhere} of these ${board.newCount + board.standingCount} ${elsewhere === 1 ? 'is' : 'are'} not bad news and ${elsewhere === 1 ? 'stands' : 'stand'} further down.`
        : ''}{' '}
      <How rule="budget" />
    </>
  );
}

function Folded({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly children: React.ReactNode;
}) {
  return (
    <details className={styles['folded']}>
      <summary>
        <h2>{title}</h2> <span>· {note}</span>
      </summary>
      {children}
    </details>
  );
}
