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
const WITHHELD = 'withheld';

export interface TrendFormats {
  readonly periodLabel: (period: PeriodKey) => string;
  readonly formatShare: (share: number) => string;
  /** Two shares and their gap in points, written so that they subtract. */
  readonly formatGap: (
    silo: number,
    stage: number,
  ) => { readonly silo: string; readonly stage: string; readonly gap: string };
}

/** The contrast trend as a table: both shares and the gap between them. */
export function trendTable(trend: readonly TrendPoint[], formats: TrendFormats): ChartTable {
  const figures = ({ siloShare, stageShare, withheld }: TrendPoint): readonly string[] => {
    if (siloShare === null || stageShare === null) {
      const none = withheld ? WITHHELD : NO_FIGURE;
      const share = (value: number | null) => (value === null ? none : formats.formatShare(value));
      return [share(siloShare), share(stageShare), none];
    }
    const { silo, stage, gap } = formats.formatGap(siloShare, stageShare);
    return [silo, stage, gap];
  };
  return {
    columns: ['Period', 'Teams report', 'Customers get', 'Gap'],
    rows: trend.toReversed().map((point) => [formats.periodLabel(point.period), ...figures(point)]),
  };
}
