/** What the page shows on which figures are entered by hand. */
import type { Grain, PeriodKey } from './calendar';
import type { Organisation } from './catalog';
import type { CellTexts, GridKpi } from './enter-grid';
import type { ListPage } from './list-page';
import type { Status } from './status';
import { counted } from './wording';

/** How many periods are shown side by side. */
export const PERIOD_COUNTS = [4, 6, 8, 13, 26] as const;

/** What a reader chose to enter, as the address says it; blank is the page's own choice. */
export interface EnterChoices {
  readonly team: string;
  /** Words of a KPI's name. */
  readonly q: string;
  readonly grain: Grain;
  readonly segment: string;
  readonly place: string;
  readonly periods: number;
  /** The newest period shown. */
  readonly until: PeriodKey;
}

export interface EnterPeriod {
  readonly key: PeriodKey;
  /** `W46`, with its year where that is another. */
  readonly short: string;
  /** `Week 46 · 9–15 Nov 2026`. */
  readonly name: string;
  readonly inProgress: boolean;
}

/** What one figure comes to, as the pages say it. */
export interface EnterVerdict {
  readonly status: Status;
  /** With its unit; null where there is no figure. */
  readonly value: string | null;
  readonly target: string | null;
  /** Who brought it, where a figure of this very key is in force. */
  readonly by: string | null;
}

export interface EnterKpi extends GridKpi {
  readonly name: string;
  readonly unit: string;
  readonly answers: string;
  /** One for each period. */
  readonly verdicts: readonly EnterVerdict[];
}

interface Named {
  readonly slug: string;
  readonly name: string;
}

export interface EnterView {
  readonly organisation: Organisation;
  readonly demo: boolean;
  readonly choices: EnterChoices;
  readonly teams: readonly Named[];
  readonly grains: readonly Grain[];
  readonly segments: readonly Named[];
  readonly places: readonly Named[];
  readonly periods: readonly EnterPeriod[];
  readonly kpis: readonly EnterKpi[];
  /** What each cell holds. */
  readonly cells: CellTexts;
  readonly paged: Omit<ListPage<unknown>, 'items'>;
  /** Keys of the newest period when one goes back and forth; null where there is nothing further. */
  readonly earlier: PeriodKey;
  readonly later: PeriodKey | null;
}

/**
 * What became of the figures that were saved.
 *
 * @example savedSentence({ accepted: 3, superseded: 1, unchanged: 0 })
 * // '3 figures are new, 1 says something else than before.'
 */
export function savedSentence(saved: {
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
}): string {
  const { accepted, superseded, unchanged } = saved;
  const parts = [
    accepted === 0 ? [] : [`${counted(accepted, 'figure is', 'figures are')} new`],
    superseded === 0 ? [] : [`${counted(superseded, 'says', 'say')} something else than before`],
    unchanged === 0 ? [] : [`${counted(unchanged, 'is', 'are')} as known already`],
  ].flat();
  return `${parts.join(', ')}.`;
}
