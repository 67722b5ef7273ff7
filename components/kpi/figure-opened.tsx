/** One figure opened: everything that was ever reported for it and its parts. */

import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { type PeriodKey, periodContaining } from '@/lib/domain/calendar';
import type { KpiView } from '@/lib/domain/kpi-view';
import { originText, type Revision } from '@/lib/domain/provenance';
import { counted } from '@/lib/domain/wording';
import { formatNumber } from '@/lib/format';
import { formatInstant } from '@/lib/format-period';
import { type KpiLook, kpiPath } from '@/lib/paths';
import { importPath } from '@/lib/paths-data';
import styles from './kpi.module.css';

interface FigureOpenedProps {
  readonly shown: KpiView;
  readonly look: KpiLook;
  readonly periodLabel: (period: PeriodKey) => string;
}

export function FigureOpened({ shown, look, periodLabel }: FigureOpenedProps) {
  const { opened } = shown.provenance;
  if (opened === null) return null;
  const { revisions, total } = opened;
  return (
    <Card
      id="figure"
      title={`How the figure of ${periodLabel(opened.period)} came about`}
      note={
        <>
          {counted(total, 'report', 'reports')}
          {total > revisions.length ? `, of which ${revisions.length} are listed` : ''} ·{' '}
          <Link href={`${kpiPath(shown.kpi.slug, { ...look, figure: null })}#figures`}>close</Link>
        </>
      }
    >
      {revisions.length === 0 ? (
        <p className={styles['small']}>Nothing was reported for it.</p>
      ) : (
        <section className={styles['scroll']} aria-label="Reports" tabIndex={0}>
          <Reports revisions={revisions} shown={shown} periodLabel={periodLabel} />
        </section>
      )}
    </Card>
  );
}

function Reports({
  revisions,
  shown,
  periodLabel,
}: Omit<FigureOpenedProps, 'look'> & { readonly revisions: readonly Revision[] }) {
  const { organisation } = shown;
  const { locale, timeZone } = organisation;
  return (
    <table className={styles['figures']}>
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col">Of whom, where</th>
          <th scope="col">Figure</th>
          <th scope="col">Revision</th>
          <th scope="col">Recorded</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {revisions.map((each, index) => {
          const before = revisions[index - 1];
          const older = before !== undefined && keyOf(before) === keyOf(each);
          return (
            <tr
              key={`${keyOf(each)} ${each.revision}`}
              className={older ? styles['superseded'] : undefined}
            >
              <th scope="row">
                {periodLabel(periodContaining(each.periodStart, each.grain, organisation).key)}
              </th>
              <td>{partText(each, shown)}</td>
              <td>{older ? <s>{reportText(each, shown)}</s> : reportText(each, shown)}</td>
              <td>{each.revision}</td>
              <td>{formatInstant(each.recordedAt, timeZone, locale)}</td>
              <td>
                <Link href={importPath(each.importId)}>{originText(each.origin, each.line)}</Link>
                <small> by {each.origin.actor}</small>
                {each.note === null ? null : (
                  <small className={styles['note']}> “{each.note}”</small>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const keyOf = ({ grain, periodStart, segment, place }: Revision): string =>
  `${grain} ${periodStart} ${segment} ${place}`;

function partText({ segment, place }: Revision, { segments, places }: KpiView): string {
  const named = (slug: string, known: readonly { slug: string; name: string }[]) =>
    known.find((each) => each.slug === slug)?.name ?? slug;
  const parts = [
    segment === null ? null : named(segment, segments),
    place === null ? null : named(place, places),
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'all' : parts.join(', ');
}

/** What a report said: the value, and for a ratio or an NPS what it is made of. */
export function reportText(
  { measures, withdrawn, hidden }: Revision,
  { kpi, organisation: { locale } }: Pick<KpiView, 'kpi' | 'organisation'>,
): string {
  if (withdrawn) return 'withdrawn';
  if (hidden) return 'too few answers';
  const { value, numerator, denominator, n } = measures;
  const written = value === null ? 'no value' : formatNumber(value, kpi.decimals, locale);
  const count = (figure: number) =>
    formatNumber(figure, Number.isInteger(figure) ? 0 : kpi.decimals, locale);
  if (numerator !== null && denominator !== null) {
    return `${written} (${count(numerator)} of ${count(denominator)})`;
  }
  return n === null ? written : `${written} (${count(n)} answers)`;
}
