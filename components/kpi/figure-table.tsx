/** The figures of a KPI, newest first: status, usual range, when each was recorded and from where. */

import { StatusMark, statusName } from '@/components/charts/status-mark';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { TargetBounds } from '@/lib/domain/catalog';
import { displayLimits } from '@/lib/domain/display-limits';
import type { KpiView, SeriesPoint } from '@/lib/domain/kpi-view';
import { type ImportSaid, originText, type Revision } from '@/lib/domain/provenance';
import { counted } from '@/lib/domain/wording';
import { formatNumber } from '@/lib/format';
import { formatAgainstTarget } from '@/lib/format-compare';
import { formatInstant } from '@/lib/format-period';
import { type KpiLook, kpiFiguresPath, kpiPath } from '@/lib/paths';
import { importPath } from '@/lib/paths-data';
import { uploadNewPath } from '@/lib/paths-upload';
import { reportText } from './figure-opened';
import styles from './kpi.module.css';
import { targetText } from './target-text';

/** So many rows stand open, so many more are folded; all of them are a link away. */
const OPEN = 8;
const FOLDED = 26;

export interface FigureTableProps {
  readonly shown: KpiView;
  readonly look: KpiLook;
  readonly periodLabel: (period: PeriodKey) => string;
}

export function FigureTable(props: FigureTableProps) {
  const { shown, look } = props;
  const points = shown.series.points.toReversed();
  const { newest } = shown.provenance;
  return (
    <Card
      id="figures"
      title="Figures"
      note={
        <>
          {counted(points.length, 'period', 'periods')}, newest first · as reported:{' '}
          <a href={kpiFiguresPath(shown.kpi.slug, 'csv', look)} download>
            CSV
          </a>{' '}
          <a href={kpiFiguresPath(shown.kpi.slug, 'xlsx', look)} download>
            XLSX
          </a>{' '}
          · <How rule="status" />
        </>
      }
    >
      {newest === null ? null : (
        <p className={styles['small']}>
          Newest import:{' '}
          <Link href={importPath(newest.importId)}>{originText(newest.origin, null)}</Link>{' '}
          {importText(newest, shown)}
        </p>
      )}
      {points.length === 0 ? (
        <p className={styles['small']}>
          No figures yet.{' '}
          <Link data-needs="figures.write" href={uploadNewPath()}>
            Bring some in from a file
          </Link>
          .
        </p>
      ) : (
        <Rows name="Newest figures" points={points.slice(0, OPEN)} {...props} />
      )}
      <Earlier points={points.slice(OPEN)} {...props} />
    </Card>
  );
}

/** Half a year is folded here; what is older is fetched when it is asked for. */
function Earlier({
  points,
  ...props
}: FigureTableProps & { readonly points: readonly SeriesPoint[] }) {
  const { shown, look } = props;
  if (points.length === 0) return null;
  const isAll = shown.open === 'figures';
  const rows = isAll ? points : points.slice(0, FOLDED - OPEN);
  const more = points.length - rows.length;
  return (
    <>
      <details className={styles['older']} open={isAll}>
        <summary>{counted(rows.length, 'earlier period', 'earlier periods')}</summary>
        <Rows name="Earlier figures" points={rows} {...props} />
      </details>
      {more === 0 ? null : (
        <p className={styles['more']}>
          <Link href={`${kpiPath(shown.kpi.slug, { ...look, open: 'figures' })}#figures`}>
            All {points.length + OPEN} periods
          </Link>
        </p>
      )}
    </>
  );
}

/** What the import that brought the newest figure said of its rows. */
function importText(said: ImportSaid, { organisation }: KpiView): string {
  const { locale, timeZone } = organisation;
  const rows = [
    [said.accepted, 'new'],
    [said.superseded, 'superseded'],
    [said.unchanged, 'unchanged'],
    [said.ignored, 'ignored'],
    [said.rejected, 'refused'],
  ] as const;
  const counts = rows
    .filter(([count]) => count > 0)
    .map(([count, outcome]) => `${formatNumber(count, 0, locale)} ${outcome}`);
  const when = formatInstant(said.recordedAt, timeZone, locale);
  return `by ${said.origin.actor}, ${when}: ${
    counts.length === 0 ? 'no rows' : `${counts.join(', ')} rows`
  }.`;
}

function Rows({
  name,
  points,
  ...props
}: FigureTableProps & { readonly name: string; readonly points: readonly SeriesPoint[] }) {
  const { kpi } = props.shown;
  return (
    <section className={styles['scroll']} aria-label={name} tabIndex={0}>
      <table className={styles['figures']}>
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col">{kpi.unit === '' ? 'Value' : `Value, ${kpi.unit}`}</th>
            <th scope="col">Target</th>
            <th scope="col">Status</th>
            <th scope="col">Usual range</th>
            <th scope="col">Recorded (opens how it came about)</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <Row key={point.period} point={point} {...props} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  point,
  shown,
  look,
  periodLabel,
}: FigureTableProps & { readonly point: SeriesPoint }) {
  const { kpi, organisation } = shown;
  const { locale } = organisation;
  return (
    <tr className={point.mark === null ? undefined : styles['signal']}>
      <th scope="row">
        {periodLabel(point.period)}
        {point.inProgress ? <small> in progress</small> : null}
      </th>
      <td>
        {figureText(point, point.target, shown)}
        {point.reported === null || point.reported.in === point.reported.of ? null : (
          <small>
            {' '}
            {point.reported.in} of {point.reported.of} figures
          </small>
        )}
      </td>
      <td>{targetText(point.target, kpi.direction, kpi.decimals, locale) ?? '–'}</td>
      <td className={styles['status']}>
        <StatusMark status={point.status} title={null} size={13} /> {statusName(point.status)}
        {point.mark === null ? null : <small> · signal</small>}
      </td>
      <td>{usualText(point, shown)}</td>
      <td>
        <Recorded point={point} shown={shown} look={look} />
      </td>
      <td>
        <Source point={point} shown={shown} look={look} />
      </td>
    </tr>
  );
}

/** When and from where; earlier revisions one press away. */
function Recorded({
  point,
  shown,
  look,
}: Omit<FigureTableProps, 'periodLabel'> & { readonly point: SeriesPoint }) {
  const { kpi, organisation, provenance } = shown;
  const { locale, timeZone } = organisation;
  const revisions = provenance.byPeriod[point.start] ?? [];
  if (point.recordedAt === null && revisions.length === 0) return <>–</>;
  const [newest, ...earlier] = revisions;
  return (
    <>
      <Link href={`${kpiPath(kpi.slug, { ...look, figure: point.period })}#figure`}>
        {formatInstant(point.recordedAt ?? newest?.recordedAt ?? '', timeZone, locale)}
      </Link>
      {newest === undefined && (point.revision ?? 1) > 1 ? <small> · revised</small> : null}
      {earlier.length === 0 ? null : (
        <details className={styles['revisions']}>
          <summary>{counted(earlier.length, 'earlier revision', 'earlier revisions')}</summary>
          <ul>
            {earlier.map((each) => (
              <li key={each.revision}>
                {revisionText(each, shown)}
                <Link href={importPath(each.importId)}>{originText(each.origin, each.line)}</Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The report that it is, or what it was put together from: each leads to what brought it. */
function Source({
  point: { start, period, recordedAt, reported },
  shown: { kpi, provenance },
  look,
}: Omit<FigureTableProps, 'periodLabel'> & { readonly point: SeriesPoint }) {
  const newest = provenance.byPeriod[start]?.[0];
  if (newest !== undefined) {
    return (
      <>
        <Link href={importPath(newest.importId)}>{originText(newest.origin, newest.line)}</Link>
        {newest.note === null ? null : <small className={styles['note']}> “{newest.note}”</small>}
      </>
    );
  }
  if (recordedAt === null) return <>–</>;
  return (
    <Link href={`${kpiPath(kpi.slug, { ...look, figure: period })}#figure`}>
      {reported === null || reported.of === 1 ? 'reported' : `put together from ${reported.of}`}
    </Link>
  );
}

function revisionText(revision: Revision, shown: KpiView): string {
  const { locale, timeZone } = shown.organisation;
  const when = formatInstant(revision.recordedAt, timeZone, locale);
  const note = revision.note === null ? '' : ` “${revision.note}”`;
  return `${revision.revision}: ${reportText(revision, shown)}${note}, ${when}, `;
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
