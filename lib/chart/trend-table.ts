/** The figures of the contrast trend as a table: what a reader without the picture gets. */
import type { PeriodKey } from '../domain/calendar';
import type { TrendPoint } from '../domain/contrast';

export interface ChartTable {
  readonly columns: readonly string[];
  /** One row a period, newest first. The first cell names it. */
  readonly rows: readonly (readonly string[])[];
}

/** A figure that is not there: said, so that a blank cell is never taken for a zero. */
const NO_FIGURE = 'no data';

export interface TrendFormats {
  readonly periodLabel: (period: PeriodKey) => string;
  readonly formatShare: (share: number) => string;
  /** A gap in points, with its sign. */
  readonly formatPoints: (points: number) => string;
}

/** The contrast trend as a table: both shares and the gap between them. */
export function trendTable(trend: readonly TrendPoint[], formats: TrendFormats): ChartTable {
  const share = (value: number | null) => (value === null ? NO_FIGURE : formats.formatShare(value));
  return {
    columns: ['Period', 'Teams report', 'Customers get', 'Gap'],
    rows: trend
      .toReversed()
      .map(({ period, siloShare, stageShare }) => [
        formats.periodLabel(period),
        share(siloShare),
        share(stageShare),
        siloShare === null || stageShare === null
          ? NO_FIGURE
          : formats.formatPoints(100 * (siloShare - stageShare)),
      ]),
  };
}
