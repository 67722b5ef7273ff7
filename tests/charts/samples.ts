/** Series that charts are tried on. */

import type { ProcessPhase, ProcessPoint } from '@/lib/chart/process-points';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { TrendPoint } from '@/lib/domain/contrast';

export const key = (index: number) => `W${String(index).padStart(4, '0')}` as PeriodKey;

const EMPTY = { lower: null, upper: null, center: null, target: null, signal: null } as const;

/** Points of consecutive periods with these values and whatever else they have in common. */
export function pointsOf(
  values: readonly (number | null)[],
  common: Partial<ProcessPoint> = {},
): ProcessPoint[] {
  return values.map((value, index) => ({
    period: key(index),
    label: `W${index + 22}`,
    value,
    ...EMPTY,
    ...common,
  }));
}

export const phase = (from: number, state: ProcessPhase['state'], to = 9999): ProcessPhase => ({
  from: key(from),
  to: key(to),
  state,
});

/** Deliveries on the promised day: usual until a new screen comes in. */
const PROMISED = [
  93.9, 93.4, 92.2, 94.3, 93.7, 93.7, 93.5, 95.0, 94.4, 94.7, 93.1, 92.9, 92.3, 93.1, 90.4, 95.1,
  93.5, 93.4, 94.3, 93.0, 93.7, 91.0, 86.5, 87.7, 84.4, 84.0,
];

export const promised = pointsOf(PROMISED, {
  lower: 90.5,
  upper: 96.5,
  center: 93.5,
  target: 95,
}).map(
  (point, index): ProcessPoint =>
    index === 14 || index > 21 ? { ...point, signal: 'bad' } : point,
);

/** Two phases, the second on trial, with good signals, a gap and a period that is not over. */
export const restarted = pointsOf(
  [60, 58, null, 63, 57, 61, 59, null, null, 62, 75, 78, 77, 80, 84, 83],
  { lower: 52, upper: 68, center: 60, target: 75 },
).map(
  (point, index): ProcessPoint =>
    index < 10
      ? point
      : {
          ...point,
          lower: 70,
          upper: 86,
          center: 78,
          signal: index === 14 ? 'good' : null,
          inProgress: index === 15,
        },
);

const trendPoint = (siloShare: number | null, stageShare: number | null, index: number) => ({
  period: key(index),
  siloShare,
  stageShare,
});

export const widening: TrendPoint[] = Array.from({ length: 26 }, (_, i) =>
  trendPoint(0.84 + (i % 3) * 0.005, i < 15 ? 0.8 + (i % 4) * 0.006 : 0.82 - (i - 14) * 0.0153, i),
);

/** Lines that cross, with a gap in each. */
export const crossing: TrendPoint[] = Array.from({ length: 12 }, (_, i) =>
  trendPoint(i === 4 ? null : 0.7 + i * 0.01, i === 8 ? null : 0.82 - i * 0.015, i),
);
