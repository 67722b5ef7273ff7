/** The figures of a KPI, newest first, with status, usual range and when each was recorded. */
import { StatusMark, statusName } from '@/components/charts/status-mark';
import { Card } from '@/components/ui/card';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { TargetBounds } from '@/lib/domain/catalog';
import { displayLimits } from '@/lib/domain/display-limits';
import type { KpiView, SeriesPoint } from '@/lib/domain/kpi-view';
import { formatNumber } from '@/lib/format';
import { formatAgainstTarget } from '@/lib/format-compare';
import { formatInstant } from '@/lib/format-period';
import styles from './kpi.module.css';
import { targetText } from './target-text';

const FIRST = 26;

export interface FigureTableProps {
  readonly shown: KpiView;
  readonly periodLabel: (period: PeriodKey) => string;
}

export function FigureTable({ shown, periodLabel }: FigureTableProps) {
  const points = shown.series.points.toReversed();
  return (
    <Card id="figures" title="Figures" note={`${points.length} periods, newest first`}>
      <Rows
        name="Newest figures"
        points={points.slice(0, FIRST)}
        shown={shown}
        periodLabel={periodLabel}
      />
      {points.length <= FIRST ? null : (
        <details className={styles['older']}>
          <summary>{points.length - FIRST} earlier periods</summary>
          <Rows
            name="Earlier figures"
            points={points.slice(FIRST)}
            shown={shown}
            periodLabel={periodLabel}
          />
        </details>
      )}
    </Card>
  );
}

function Rows({
  name,
  points,
  shown,
  periodLabel,
}: FigureTableProps & { readonly name: string; readonly points: readonly SeriesPoint[] }) {
  const { kpi, organisation } = shown;
  const { locale, timeZone } = organisation;
  return (
    <section className={styles['scroll']} aria-label={name} tabIndex={0}>
      <table className={styles['figures']}>
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col">{kpi.unit === '' ? 'Value' : kpi.unit}</th>
            <th scope="col">Target</th>
            <th scope="col">Status</th>
            <th scope="col">Usual range</th>
            <th scope="col">Recorded</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.period} className={point.mark === null ? undefined : styles['signal']}>
              <th scope="row">
                {periodLabel(point.period)}
                {point.inProgress ? <small> in progress</small> : null}
              </th>
              <td>
                {figureText(point, point.target, shown)}
                {point.reported === null || point.reported.in === point.reported.of ? null : (
                  <small>
                    {' '}
                    {point.reported.in} of {point.reported.of} reported
                  </small>
                )}
              </td>
              <td>{targetText(point.target, kpi.direction, kpi.decimals, locale) ?? '–'}</td>
              <td className={styles['status']}>
                <StatusMark status={point.status} title={null} size={13} />{' '}
                {statusName(point.status)}
                {point.mark === null ? null : <small> · signal</small>}
              </td>
              <td>{usualText(point, shown)}</td>
              <td>
                {point.recordedAt === null
                  ? '–'
                  : formatInstant(point.recordedAt, timeZone, locale)}
                {(point.revision ?? 1) > 1 ? <small> · revision {point.revision}</small> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function figureText(
  { measures }: SeriesPoint,
  target: TargetBounds | null,
  { kpi, organisation }: KpiView,
): string {
  return measures.value === null
    ? 'no figure'
    : formatAgainstTarget(measures.value, target, kpi.decimals, kpi.direction, organisation.locale);
}

function usualText({ limits }: SeriesPoint, { kpi, organisation }: KpiView): string {
  const { lower, upper } = displayLimits(kpi, limits);
  if (lower === null || upper === null) return '–';
  const end = (value: number) => formatNumber(value, kpi.decimals, organisation.locale);
  return `${end(lower)}–${end(upper)}${limits.state === 'trial' ? ' so far' : ''}`;
}
