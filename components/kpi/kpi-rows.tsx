/** KPIs as lines: status, figure, small chart, what it says, who answers. */
import Link from 'next/link';
import { Sparkline } from '@/components/charts/sparkline';
import { StatusMark } from '@/components/charts/status-mark';
import { SentenceText } from '@/components/ui/sentence';
import type { BoardItem, ShownOrganisation } from '@/lib/domain/contrast-view';
import { targetPhrase } from '@/lib/domain/sentence-kpi';
import { formatNumber, formatValue } from '@/lib/format';
import { formatAgainstTarget, formatDifference, formatTarget } from '@/lib/format-compare';
import { kpiPath, type View } from '@/lib/paths';
import styles from './kpi-rows.module.css';

export interface KpiRowsProps {
  readonly items: readonly BoardItem[];
  readonly organisation: ShownOrganisation;
  /** Key of the period that the page looks at. */
  readonly period: string;
  readonly view: View;
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
  organisation: { locale },
  period,
  view,
}: Omit<KpiRowsProps, 'items'> & { readonly item: BoardItem }) {
  const { stages, accountable, contributing } = item;
  return (
    <li className={styles['row']}>
      <StatusMark status={item.status} />
      <div className={styles['name']}>
        <Link href={kpiPath(item.kpi.slug, view)} prefetch={false}>
          {item.kpi.name}
        </Link>
        <small>
          {stages.length === 0 ? 'touches no stage' : stages.map(({ name }) => name).join(', ')}
          {stages.some(({ critical }) => critical) ? ' · critical' : ''}
          {item.period === period ? '' : ` · ${item.period}`}
        </small>
      </div>
      <div className={styles['value']}>
        <strong>{valueText(item, locale)}</strong>
        <small>
          {changeText(item, locale)}
          {boundsText(item, locale)}
        </small>
      </div>
      <Sparkline points={item.points} name={null} />
      <p className={styles['finding']}>
        <SentenceText sentence={item.sentence} />
      </p>
      <div className={styles['who']}>
        <span>
          <strong>{accountable.name}</strong> answers
        </span>
        <small>
          {accountable.lead}
          {contributing.length === 0 ? '' : `${accountable.lead === null ? '' : ' · '}shared by ${contributing
            .map(({ name }) => name)
            .join(', ')}`}
        </small>
      </div>
    </li>
  );
}

function valueText(item: BoardItem, locale: string): string {
  if (item.value === null) return 'no figure';
  const { target, value, decimals, direction, unit } = item;
  if (target === null) return formatValue(value, unit, decimals, locale);
  return withUnitOf(formatAgainstTarget(value, target, decimals, direction, locale), item, locale);
}

/** The unit as `formatValue` writes it, around a figure that was written elsewhere. */
function withUnitOf(figure: string, { unit, decimals }: BoardItem, locale: string): string {
  const zero = formatNumber(0, decimals, locale);
  return formatValue(0, unit, decimals, locale).replace(zero, figure);
}

function changeText(item: BoardItem, locale: string): string {
  if (item.value === null || item.previousValue === null) return '';
  const { size, sign } = formatDifference(item.value, item.previousValue, item.decimals, locale);
  if (sign === 0) return 'unchanged · ';
  return `${sign > 0 ? '▲' : '▼'} ${size} · `;
}

function boundsText(item: BoardItem, locale: string): string {
  const target = targetPhrase(item.target, item.direction, (value) =>
    formatTarget(value, item.decimals, locale),
  );
  const usual =
    item.lower === null || item.upper === null
      ? null
      : `usual ${formatNumber(item.lower, item.decimals, locale)}–${formatNumber(item.upper, item.decimals, locale)}`;
  return [target === null ? 'no target' : `target ${target}`, usual]
    .filter((part) => part !== null)
    .join(', ');
}
