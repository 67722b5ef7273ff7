/** One KPI that customers feel: its figure, its chart, what it says, who answers. */

import { ProcessBehaviourChart } from '@/components/charts/process-behaviour';
import { StatusMark } from '@/components/charts/status-mark';
import { valueText } from '@/components/kpi/kpi-rows';
import { directionText, targetText } from '@/components/kpi/target-text';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { ChartSize } from '@/lib/chart/renditions';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { ShownOrganisation } from '@/lib/domain/contrast-view';
import { changePhrase } from '@/lib/domain/sentence-change';
import { historyPhrase, usualLevelPhrase } from '@/lib/domain/sentence-stage';
import type { StageKpi } from '@/lib/domain/stage-view';
import { capitalised, grainNoun } from '@/lib/domain/wording';
import { formatList, formatNumber } from '@/lib/format';
import { formatAgainstTarget, formatDifference } from '@/lib/format-compare';
import { formatDayMonth } from '@/lib/format-period';
import { kpiPath, teamPath, type View } from '@/lib/paths';
import styles from './kpi-card.module.css';

export interface KpiCardProps {
  readonly item: StageKpi;
  readonly organisation: ShownOrganisation;
  readonly view: View;
  readonly periodLabel: (period: PeriodKey) => string;
  /** Takes the whole row, its words beside its chart. */
  readonly wide: boolean;
}

export function KpiCard({ item, organisation, view, periodLabel, wide }: KpiCardProps) {
  const { locale } = organisation;
  const history = historyPhrase(item.standing, item.grain);
  return (
    <li className={wide ? `${styles['card']} ${styles['wide']}` : styles['card']}>
      <div className={styles['head']}>
        <StatusMark status={item.status} size={15} />
        <h4>
          <Link href={kpiPath(item.kpi.slug, view)} data-step="">
            {item.kpi.name}
          </Link>
        </h4>
        <p className={styles['figure']}>
          <strong>{item.status === 'too_few' ? 'too few answers' : valueText(item, locale)}</strong>{' '}
          <Change item={item} locale={locale} />
        </p>
      </div>
      <div className={styles['chart']}>
        <StageKpiChart
          item={item}
          locale={locale}
          periodLabel={periodLabel}
          size={wide ? 'column' : 'card'}
        />
      </div>
      <div className={styles['words']}>
        <p>
          <SentenceText sentence={item.sentence} />.
        </p>
        <Level item={item} locale={locale} history={history} />
        <Facts item={item} locale={locale} periodLabel={periodLabel} view={view} />
        <Who item={item} locale={locale} view={view} />
      </div>
    </li>
  );
}

/** "▼ 0.5 on the week before": said in words for those who cannot see the arrow. */
function Change({ item, locale }: { readonly item: StageKpi; readonly locale: string }) {
  const better = directionText(item.direction);
  const tail = better === null ? '' : `, ${better}`;
  if (item.value === null || item.previousValue === null) {
    return <span>{better}</span>;
  }
  const { size, sign } = formatDifference(item.value, item.previousValue, item.decimals, locale);
  const before = `on the ${grainNoun(item.grain, 'singular')} before`;
  if (sign === 0) {
    return (
      <span>
        as the {grainNoun(item.grain, 'singular')} before{tail}
      </span>
    );
  }
  return (
    <span>
      <span aria-hidden="true">{sign > 0 ? '▲' : '▼'}</span>
      <span className="visually-hidden">{sign > 0 ? 'up' : 'down'}</span> {size} {before}
      {tail}
    </span>
  );
}

/** How often it missed, whether that is its usual level, and what began when its signal did. */
function Level({
  item,
  locale,
  history,
}: Pick<KpiCardProps, 'item'> & { readonly locale: string; readonly history: string | null }) {
  const { chart, direction, target, decimals, change, upper, lower, signal } = item;
  const last = chart.points.at(-1);
  const level = usualLevelPhrase(
    {
      direction,
      target: target?.target ?? null,
      center: last?.center ?? null,
      best: direction === 'higher' ? upper : lower,
      told: signal === null,
    },
    (value) => formatAgainstTarget(value, target, decimals, direction, locale),
  );
  const began =
    change === null
      ? null
      : `${signal?.state === 'new' ? 'it comes' : 'it began'} ${changePhrase(change, {
          dateName: (date) => formatDayMonth(date, locale),
        })}`;
  const said = [began, history, level].filter((each) => each !== null);
  if (said.length === 0) return null;
  return <p className={styles['apart']}>{said.map((each) => `${capitalised(each)}.`).join(' ')}</p>;
}

/** Its last periods, with what was marked. */
export function StageKpiChart({
  item,
  locale,
  periodLabel,
  size,
}: Pick<KpiCardProps, 'item' | 'periodLabel'> & {
  readonly locale: string;
  readonly size: ChartSize;
}) {
  const { chart, unit, decimals, direction } = item;
  const target = targetText(item.target, direction, decimals, locale);
  return (
    <ProcessBehaviourChart
      size={size}
      name={chart.name}
      unit={unit}
      targetLabel={target === null ? null : `target ${target}`}
      formatValue={(value, against) =>
        formatAgainstTarget(
          value,
          { target: against, atRisk: null, low: null, high: null, margin: null },
          decimals,
          direction,
          locale,
        )
      }
      points={chart.points.map(({ reported, ...point }) => ({
        ...point,
        label: periodLabel(point.period),
        ...(reported === null ? {} : { reported }),
      }))}
      phases={chart.phases}
      annotations={chart.annotations}
    />
  );
}

/** Where at risk ends and off target begins; null without an at-risk limit. */
function riskText({ target, direction, decimals }: StageKpi, locale: string): string | null {
  if (target === null) return null;
  const written = (value: number) => formatNumber(value, decimals, locale);
  if (direction === 'higher' && target.atRisk !== null) {
    return `off target below ${written(target.atRisk)}, above that at risk up to the target`;
  }
  if (direction === 'lower' && target.atRisk !== null) {
    return `off target above ${written(target.atRisk)}, below that at risk down to the target`;
  }
  if (direction !== 'range' || target.margin === null) return null;
  return `at risk up to ${written(target.margin)} outside the range`;
}

/** Target, answers and interval, and what the KPI is to this stage. */
function Facts({
  item,
  locale,
  periodLabel,
  view,
}: Pick<KpiCardProps, 'item' | 'periodLabel' | 'view'> & { readonly locale: string }) {
  const { interval, answers, decimals, direction } = item;
  const target = targetText(item.target, direction, decimals, locale);
  const atRisk = riskText(item, locale);
  const end = (value: number) => formatNumber(value, decimals, locale);
  const facts = [
    ...(target !== null ? [] : direction === 'none' ? [] : ['no target']),
    ...(atRisk === null ? [] : [atRisk]),
    ...(answers === null ? [] : [`${formatNumber(answers, 0, locale)} answers`]),
    ...(interval === null ? [] : [`95 % interval ${end(interval.low)}–${end(interval.high)}`]),
    ...(item.critical ? ['critical here'] : []),
    ...(item.reliability ? ['gives the stage’s reliability'] : []),
    ...(item.lens === 'both' ? ['counts for its team as well'] : []),
    ...(view.period == null || item.period === view.period
      ? []
      : [`figure of ${periodLabel(item.period)}`]),
  ];
  return facts.length === 0 ? null : (
    <p className={styles['facts']}>{capitalised(facts.join(' · '))}</p>
  );
}

function Who({
  item: { accountable, contributing },
  locale,
  view,
}: Pick<KpiCardProps, 'item' | 'view'> & { readonly locale: string }) {
  return (
    <p className={styles['who']}>
      <strong>
        <Link href={teamPath(accountable.slug, view)}>{accountable.name}</Link> answers
      </strong>
      {accountable.lead === null ? '' : ` (${accountable.lead})`}
      {contributing.length === 0
        ? ''
        : ` · ${formatList(
            contributing.map(({ name }) => name),
            locale,
          )} ${contributing.length === 1 ? 'shares' : 'share'} it`}
    </p>
  );
}
