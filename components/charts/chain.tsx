/** What one customer lives through: each stage's reliability, and all of them together. */
import type { ReactNode } from 'react';
import { type ChainRow, chainGeometry, chainRange, type NamedStage } from '@/lib/chart/chain';
import { diamond, triangle } from '@/lib/chart/marks';
import { paint } from '@/lib/chart/palette';
import type { Chain } from '@/lib/domain/chain';
import styles from './chain.module.css';
import { Drawing, Label } from './svg';

export interface ChainChartProps {
  readonly stages: readonly NamedStage[];
  readonly chain: Chain;
  /** What a screen reader speaks: the finding. */
  readonly name: string | null;
  readonly formatShare: (share: number) => string;
  /** "About 6 in 10 get through all eight without a failure.", between dots and range. */
  readonly children?: ReactNode;
}

function StageDot({ row }: { readonly row: ChainRow }) {
  if (row.x === null) return null;
  if (row.shape === 'off_target') return <path d={diamond(row.x, row.y, 5)} fill={paint('bad')} />;
  if (row.shape === 'at_risk') return <path d={triangle(row.x, row.y, 4.5)} fill={paint('risk')} />;
  return <circle cx={row.x} cy={row.y} r={3.75} fill={paint('muted')} />;
}

/** Dots on an axis that need not start at zero. */
export function ChainDots({
  stages,
  name,
  formatShare,
}: Omit<ChainChartProps, 'chain' | 'children'>) {
  const geometry = chainGeometry(stages, formatShare, 'not measured');
  return (
    <Drawing width={geometry.width} height={geometry.height} name={name}>
      <path
        d={geometry.ticks.map(({ x }) => `M${x} 2V${geometry.bottom}`).join('')}
        stroke={paint('line')}
      />
      {geometry.rows.map((row) => (
        <g key={row.slug}>
          <Label text={row.name} tone="ink" />
          <StageDot row={row} />
          <Label text={row.value} tone={row.x === null ? 'muted' : 'ink'} ground="card" />
        </g>
      ))}
      {geometry.ticks.map(({ x, label }) => (
        <Label key={x} text={label} />
      ))}
    </Drawing>
  );
}

/** The range of all stages together, on 0 to 100 %. */
export function ChainRangeBar({
  chain,
  name,
  formatShare,
}: Pick<ChainChartProps, 'chain' | 'name' | 'formatShare'>) {
  const range = chainRange(chain, formatShare, {
    atLeast: 'at least',
    independent: 'if stages fail independently',
    atMost: 'at most',
  });
  if (range === null) return null;
  return (
    <Drawing width={range.width} height={range.height} name={name}>
      <g strokeWidth={6} strokeLinecap="round">
        <path d={`M3 ${range.y}H${range.width - 3}`} stroke={paint('line')} />
        <path
          d={`M${Math.max(3, range.from)} ${range.y}H${Math.min(range.width - 3, range.to)}`}
          stroke={paint('mark')}
        />
      </g>
      <path
        d={`M${Math.max(1.5, Math.min(range.width - 1.5, range.tick))} ${range.y - 6}v12`}
        stroke={paint('ink')}
        strokeWidth={3}
      />
      <Label text={range.independent} tone="ink" />
      {range.ends.map((end) => (
        <Label key={end.text} text={end} />
      ))}
    </Drawing>
  );
}

/** Dots, the caller's sentence, and the range under it. */
export function ChainChart({ stages, chain, name, formatShare, children }: ChainChartProps) {
  const { independent, atLeast, atMost } = chain;
  const spoken =
    independent === null || atLeast === null || atMost === null
      ? name
      : `All measured stages together: ${formatShare(independent)} if they fail independently, at least ${formatShare(atLeast)}, at most ${formatShare(atMost)}`;
  return (
    <div className={styles['chain']}>
      <ChainDots stages={stages} name={name} formatShare={formatShare} />
      {children}
      <ChainRangeBar chain={chain} name={spoken} formatShare={formatShare} />
    </div>
  );
}
