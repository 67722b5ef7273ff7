/** What the form of the grid knows between two answers. */
import type { CellTexts } from '@/lib/domain/enter-grid';

export interface EnterState {
  /** As typed; null where what is in force is shown. */
  readonly typed: CellTexts | null;
  /** What the form was filled with; null where that is what is in force. */
  readonly was: CellTexts | null;
  readonly faults: CellTexts;
  /** Figures that saving would withdraw. */
  readonly asks: readonly { readonly name: string; readonly text: string }[];
  readonly saved: {
    readonly importId: number | null;
    readonly sentence: string;
    readonly warnings: readonly string[];
  } | null;
  /** What is wrong with the whole. */
  readonly problem: string | null;
  /** How many answers there were. */
  readonly round: number;
}

export const NOTHING_ENTERED: EnterState = {
  typed: null,
  was: null,
  faults: {},
  asks: [],
  saved: null,
  problem: null,
  round: 0,
};
