/** Six weeks, twelve months and running totals, each beside the year before. */
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import {
  type CalendarDate,
  type Grain,
  type Period,
  type PeriodKey,
  periodContaining,
} from '@/lib/domain/calendar';
import { type SpanFigure, statedValue } from '@/lib/domain/figure-span';
import type { KpiView, RollUps } from '@/lib/domain/kpi-view';
import type { YearPair } from '@/lib/domain/six-twelve';
import { isRate } from '@/lib/domain/to-date';
import { grainNoun } from '@/lib/domain/wording';
import { formatDate, formatDayMonth } from '@/lib/format-period';
import styles from './kpi.module.css';
import { writtenPair } from './value-text';

interface RollUpsProps {
  readonly shown: KpiView;
  readonly periodLabel: (period: PeriodKey) => string;
}

export function RollUpsCard({ shown, periodLabel }: RollUpsProps) {
  const { rollUps, kpi, organisation } = shown;
  if (rollUps === null) return null;
  const { weeks, months, lastDay } = rollUps;
  const rates = isRate(kpi) ? 'points' : 'per cent';
  return (
    <Card
      id="roll-ups"
      title="Beside the year before"
      note={
        <>
          {`to ${formatDate(lastDay, organisation.locale)}; changes in ${rates}, of unrounded figures`}{' '}
          <How rule="rolling-up" />
        </>
      }
    >
      <div className={styles['pairs']}>
        <div>
          <ToDate shown={shown} rollUps={rollUps} periodLabel={periodLabel} />
          {weeks.length === 0 ? null : (
            <Pairs
              name="Six weeks"
              pairs={weeks}
              shown={shown}
              label={(from, to) => weekLabel(from, to, shown, periodLabel)}
            />
          )}
        </div>
        {months.length === 0 ? null : (
          <Pairs
            name="Twelve months"
            pairs={months}
            shown={shown}
            label={(from) => periodLabel(periodContaining(from, 'month', organisation).key)}
          />
        )}
      </div>
      {weeks.length > 0 && kpi.grain === 'week' ? (
        <p className={styles['small']}>
          A week counts in the month of its Thursday, and is compared with the week 52 weeks before.
        </p>
      ) : null}
    </Card>
  );
}

/** A week by its number; seven days that end on another day than Sunday by their dates. */
function weekLabel(
  from: CalendarDate,
  to: CalendarDate,
  { organisation }: KpiView,
  periodLabel: RollUpsProps['periodLabel'],
): string {
  const week: Period = periodContaining(to, 'week', organisation);
  if (week.end === to) return periodLabel(week.key);
  const { locale } = organisation;
  return `${formatDayMonth(from, locale)} to ${formatDayMonth(to, locale)}`;
}

function ToDate({ shown, rollUps, periodLabel }: RollUpsProps & { readonly rollUps: RollUps }) {
  const { kpi, organisation } = shown;
  const last = rollUps.weeks.at(-1);
  const previous = rollUps.weeks.at(-2);
  const wholeName = (from: CalendarDate, grain: 'month' | 'quarter' | 'year') =>
    periodLabel(periodContaining(from, grain, organisation).key);
  return (
    <Table name="To date" before="Before" shown={shown}>
      {last === undefined || previous === undefined ? null : (
        <>
          <Row
            name={`${weekLabel(last.now.from, last.now.to, shown, periodLabel)} on the week before`}
            pair={{ now: last.now, before: previous.now }}
            shown={shown}
          />
          <Row
            name={`${weekLabel(last.now.from, last.now.to, shown, periodLabel)} on the year before`}
            pair={last}
            shown={shown}
          />
        </>
      )}
      {rollUps.toDate.map((each) => (
        <Row
          key={each.grain}
          name={`${wholeName(each.now.from, each.grain)} to date`}
          pair={each}
          shown={shown}
        />
      ))}
      {last === undefined && rollUps.toDate.length === 0 ? (
        <tr>
          <td colSpan={4}>{kpi.name} is reported by year: nothing runs within it.</td>
        </tr>
      ) : null}
    </Table>
  );
}

function Pairs({
  name,
  pairs,
  shown,
  label,
}: {
  readonly name: string;
  readonly pairs: readonly YearPair[];
  readonly shown: KpiView;
  readonly label: (from: CalendarDate, to: CalendarDate) => string;
}) {
  return (
    <Table name={name} before="Year before" shown={shown}>
      {pairs.toReversed().map((pair) => (
        <Row
          key={pair.now.from}
          name={label(pair.now.from, pair.now.to)}
          pair={pair}
          shown={shown}
        />
      ))}
    </Table>
  );
}

function Table({
  name,
  before,
  shown,
  children,
}: {
  readonly name: string;
  /** What the figures beside the present ones are of. */
  readonly before: string;
  readonly shown: KpiView;
  readonly children: React.ReactNode;
}) {
  return (
    <table className={styles['pair']}>
      <caption>{name}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Period</span>
          </th>
          <th scope="col">{shown.kpi.unit === '' ? 'Now' : shown.kpi.unit}</th>
          <th scope="col">{before}</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Row({
  name,
  pair: { now, before },
  shown,
}: {
  readonly name: string;
  readonly pair: YearPair;
  readonly shown: KpiView;
}) {
  const { kpi, organisation } = shown;
  const [value, earlier] = [statedValue(kpi, now), statedValue(kpi, before)];
  const written = writtenPair(kpi, value, earlier, organisation.locale);
  return (
    <tr>
      <th scope="row">{name}</th>
      <Figure figure={now} text={written.now} grain={kpi.grain} />
      <Figure figure={before} text={written.before} grain={kpi.grain} />
      <td>{written.change}</td>
    </tr>
  );
}

function Figure({
  figure: { reported },
  text,
  grain,
}: {
  readonly figure: SpanFigure;
  readonly text: string;
  readonly grain: Grain;
}) {
  const partly = reported.in > 0 && reported.in < reported.of;
  return (
    <td>
      {text}
      {partly ? (
        <small>
          from {reported.in} of {reported.of} {grainNoun(grain, 'plural')}
        </small>
      ) : null}
    </td>
  );
}
