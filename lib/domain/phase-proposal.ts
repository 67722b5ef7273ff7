/** When a process has moved for good, the page proposes to mark the change (rules: domain §7). */
import type { PeriodKey } from './calendar';
import type { ChartPoint, ProcessChart, Side } from './signals';

export interface PhaseProposal {
  /** First period of the run: what changed, changed then or before. */
  readonly from: PeriodKey;
  /** Points in a row on one side, 12 or more. */
  readonly points: number;
  readonly side: Side;
}

/**
 * The run of 12 points or more on one side that the chart ends in; null where there is none, and then
 * nothing is proposed. A missing period or a point on the centre ends a run, and so does a new phase.
 *
 * @example phaseProposal({ points, chart }) // { from: '2026-W35', points: 12, side: 'below' }
 */
export function phaseProposal({
  points,
  chart,
}: {
  readonly points: readonly ChartPoint[];
  readonly chart: Pick<ProcessChart, 'limits' | 'phases' | 'proposesPhase'>;
}): PhaseProposal | null {
  if (!chart.proposesPhase) return null;
  const begins = points.findIndex(({ period }) => period === chart.phases.at(-1)?.from);
  const sides = points.map((point, index) =>
    index < begins ? null : sideOf(point, chart.limits[index]?.center ?? null),
  );
  const side = sides.at(-1) ?? null;
  const first = sides.findLastIndex((each) => each !== side) + 1;
  const from = points[first]?.period;
  return side === null || from === undefined ? null : { from, points: sides.length - first, side };
}

function sideOf({ value }: ChartPoint, center: number | null): Side | null {
  if (value === null || center === null || value === center) return null;
  return value > center ? 'above' : 'below';
}
