/** The exact values of the period that is pointed at, by pointer or arrow keys. */
import type { TargetBounds } from '@/lib/domain/catalog';
import { formatNumber, withUnit } from '@/lib/format';
import { formatAgainstTarget } from '@/lib/format-compare';
import styles from './explorer.module.css';
import type { Compared, Explored, ExploredRow } from './explorer-facts';

/** A figure with its unit, never rounded so that a miss looks met. */
export function exactText(
  value: number | null,
  target: number | null,
  { unit, decimals, direction, organisation: { locale } }: Explored,
): string {
  if (value === null) return 'no figure';
  const bounds: TargetBounds = { target, atRisk: null, low: null, high: null, margin: null };
  return withUnit(
    formatAgainstTarget(value, direction === 'range' ? null : bounds, decimals, direction, locale),
    unit,
    locale,
  );
}

export function ExplorerTip({
  row,
  explored,
  compared,
}: {
  readonly row: ExploredRow | undefined;
  readonly explored: Explored;
  readonly compared: readonly Compared[];
}) {
  if (row === undefined) return null;
  const { decimals, organisation, unit } = explored;
  const { locale } = organisation;
  return (
    <div className={styles['tip']}>
      <strong>
        {row.label}: {exactText(row.value, row.target, explored)}
      </strong>
      {compared.map(({ token, name }) => (
        <span key={token}>
          {name}: {exactText(row.compared[token] ?? null, row.target, explored)}
        </span>
      ))}
      {row.target === null ? null : (
        <span>target {withUnit(formatNumber(row.target, decimals, locale), unit, locale)}</span>
      )}
      {row.band === null ? null : (
        <span>
          usual range {row.band.map((end) => formatNumber(end, decimals, locale)).join('–')}
        </span>
      )}
    </div>
  );
}
