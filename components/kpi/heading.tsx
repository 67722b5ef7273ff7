/** What a KPI is called, what it says, and who answers for it. */

import { StatusMark, statusName } from '@/components/charts/status-mark';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { KpiView } from '@/lib/domain/kpi-view';
import { targetPhrase } from '@/lib/domain/sentence-kpi';
import { formatTarget } from '@/lib/format-compare';
import { kpiPath, type View } from '@/lib/paths';
import styles from './kpi.module.css';
import { riskText } from './target-text';
import { changeText, intervalText, valueText } from './value-text';
import { Who } from './who';

interface HeadingProps {
  readonly shown: KpiView;
  readonly view: View;
  readonly periodLabel: (period: PeriodKey) => string;
}

export function Heading({ shown, view, periodLabel }: HeadingProps) {
  const { kpi, place, record } = shown;
  return (
    <>
      <h1 className={styles['name']}>
        {kpi.name}
        {place === null ? '' : ` at ${place.name}`}
      </h1>
      <p className={styles['finding']}>
        <StatusMark status={shown.status} size={18} title={null} />
        <strong className={styles['value']}>{figureText(shown)}</strong>{' '}
        <span className={styles['word']} data-status={shown.status}>
          {statusName(shown.status)}
        </span>{' '}
        <span>{boundsText(shown)}</span>
        <Origin shown={shown} view={view} />
      </p>
      <p className={styles['sentence']}>
        <SentenceText sentence={shown.sentence} />.
        {record.length === 0 ? null : (
          <>
            {' '}
            <SentenceText sentence={record} />
          </>
        )}
      </p>
      <p className={styles['who']}>
        <Who answers={shown.answers} shares={shown.shares} view={view} />
        {` · ${freshText(shown, periodLabel)}`}
        {place === null ? null : (
          <>
            {' · '}
            <Link href={kpiPath(kpi.slug, view)}>everywhere</Link>
          </>
        )}
      </p>
    </>
  );
}

/** The way to where the figure comes from: what was reported for it, when, by whom, in which file. */
function Origin({ shown: { kpi, value, judged, place }, view }: Omit<HeadingProps, 'periodLabel'>) {
  if (value === null || judged === null) return null;
  const look = { ...view, period: judged.key, figure: judged.key, place: place?.slug ?? null };
  return (
    <>
      {' '}
      <Link href={`${kpiPath(kpi.slug, look)}#figure`}>Where it comes from</Link>
    </>
  );
}

/** Whether figures come in on time; apart from what they say. */
function freshText(
  { freshness: { state, due, newest } }: KpiView,
  periodLabel: HeadingProps['periodLabel'],
): string {
  switch (state) {
    case 'fresh':
      return `figures up to date (${periodLabel((newest ?? due).key)} is in)`;
    case 'late':
      return `figures late: ${periodLabel(due.key)} is missing`;
    case 'stale':
      return `figures stale: ${periodLabel(due.key)} and the one before are missing`;
    case 'never':
      return 'no figure has come in yet';
  }
}

function figureText({ kpi, value, target, organisation: { locale } }: KpiView): string {
  return value === null ? 'No figure' : valueText(kpi, value, target, locale);
}

/** Change, target, at-risk limit and interval, as far as there are any. */
function boundsText({ kpi, target, interval, organisation, ...shown }: KpiView): string {
  const { locale } = organisation;
  const { decimals, direction } = kpi;
  const phrase = targetPhrase(target, direction, (value) => formatTarget(value, decimals, locale));
  const { value, previousValue } = shown;
  return [
    changeText({ value, previousValue, decimals }, shown.series.grain, locale),
    phrase === null ? (direction === 'none' ? null : 'no target in effect') : `target ${phrase}`,
    riskText(target, direction, decimals, locale),
    interval === null ? null : `95 % interval ${intervalText(kpi, interval, locale)}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
