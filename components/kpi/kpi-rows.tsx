/** KPIs as lines: status, figure, small chart, what it says, who answers. */

import { Step } from '@/components/action/step';
import { Sparkline } from '@/components/charts/sparkline';
import { StatusMark } from '@/components/charts/status-mark';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import { type CalendarDate, parsePeriodKey } from '@/lib/domain/calendar';
import type { BoardItem, ShownOrganisation } from '@/lib/domain/contrast-view';
import { formatNumber, withUnit } from '@/lib/format';
import { formatAgainstTarget } from '@/lib/format-compare';
import { kpiPath, type View } from '@/lib/paths';
import styles from './kpi-rows.module.css';
import { directionText, targetText } from './target-text';
import { changeText } from './value-text';

export interface KpiRowsProps {
  readonly items: readonly BoardItem[];
  readonly organisation: ShownOrganisation;
  /** Key of the period that the page looks at. */
  readonly period: string;
  readonly view: View;
  /** Slug of the stage that the page is about, which need not be said in every line. */
  readonly within?: string;
  /** Where the list is one to act on: what is done about each, as of which day, and where a form goes back to. */
  readonly acts?: { readonly today: CalendarDate; readonly back: string };
}

export function KpiRows({ items, ...rest }: KpiRowsProps) {
  return (
    <ul className={styles['rows']}>
      {items.map((item) => (
        <Row key={item.kpi.slug} item={item} {...rest} />
      ))}
    </ul>
  );
}

function Row({
  item,
  organisation,
  period,
  view,
  within,
  acts,
}: Omit<KpiRowsProps, 'items'> & { readonly item: BoardItem }) {
  const { accountable, contributing } = item;
  const { locale } = organisation;
  const grain = parsePeriodKey(item.period, organisation)?.grain;
  const change = grain === undefined ? null : changeText(item, grain, locale);
  return (
    <li className={styles['row']}>
      <StatusMark status={item.status} />
      <div className={styles['name']}>
        <Link href={kpiPath(item.kpi.slug, view)} data-step="">
          {item.kpi.name}
        </Link>
        <small>{placeText(item, within, item.period === period ? null : item.period)}</small>
      </div>
      <div className={styles['value']}>
        <strong>{valueText(item, locale)}</strong>
        {change === null ? null : <small>{change}</small>}
        <small>{boundsText(item, locale)}</small>
      </div>
      <Sparkline points={item.points} name={null} />
      <p className={styles['finding']}>
        <SentenceText sentence={item.sentence} />
        {acts === undefined ? null : <Step item={item} locale={locale} {...acts} />}
      </p>
      <div className={styles['who']}>
        <span>
          <strong>{accountable.name}</strong> answers
        </span>
        <small>
          {[
            ...(accountable.lead === null ? [] : [accountable.lead]),
            ...(contributing.length === 0 ? [] : [sharersText(contributing)]),
          ].join(' · ')}
        </small>
      </div>
    </li>
  );
}

/** Stages, whether it is critical there, and the period where it is another than the page's. */
function placeText(
  { stages }: BoardItem,
  within: string | undefined,
  period: string | null,
): string {
  const others = stages.filter(({ slug }) => slug !== within).map(({ name }) => name);
  const here = stages.length > others.length;
  const critical = stages.some((stage) => stage.critical);
  return [
    ...(stages.length === 0 ? ['touches no stage'] : []),
    ...(others.length === 0 ? [] : [`${here ? 'also in ' : ''}${others.join(', ')}`]),
    ...(critical ? ['critical'] : []),
    ...(period === null ? [] : [period]),
  ].join(' · ');
}

/** "Stores, Digital share". */
function sharersText(contributing: BoardItem['contributing']): string {
  const names = contributing.map(({ name }) => name).join(', ');
  return `${names} ${contributing.length === 1 ? 'shares' : 'share'}`;
}

/** The figure with its unit, with as many digits as show on which side of its target it lies. */
export function valueText(
  item: Pick<BoardItem, 'target' | 'value' | 'decimals' | 'direction' | 'unit'>,
  locale: string,
): string {
  const { target, value, decimals, direction, unit } = item;
  if (value === null) return 'no figure';
  return withUnit(formatAgainstTarget(value, target, decimals, direction, locale), unit, locale);
}

function boundsText(item: BoardItem, locale: string): string {
  const { lower, upper, decimals, direction } = item;
  const target = targetText(item.target, direction, decimals, locale);
  const usual =
    lower === null || upper === null
      ? null
      : // Its ends stay on one line.
        `usual ${formatNumber(lower, decimals, locale)}\u2060–\u2060${formatNumber(upper, decimals, locale)}`;
  return [target === null ? 'no target' : `target ${target}`, directionText(direction), usual]
    .filter((part) => part !== null)
    .join(', ');
}
