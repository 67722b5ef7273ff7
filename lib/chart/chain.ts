/** Geometry of the chain: how reliable each stage is, and what that means for one customer. */
import { scaleLinear } from 'd3-scale';
import type { Chain } from '../domain/chain';
import type { Status } from '../domain/status';
import { spread } from './labels';
import { tidy } from './lines';
import { type PlacedText, place } from './placed';
import { LINE, TEXT } from './renditions';
import { textWidth } from './text';

export interface NamedStage {
  readonly slug: string;
  readonly name: string;
  /** 0 to 1; null when not measured. */
  readonly reliability: number | null;
  /** Of the KPI that measures it: a miss has another shape and colour. */
  readonly status?: Status;
}

export interface ChainRow {
  readonly slug: string;
  readonly name: PlacedText;
  readonly y: number;
  /** Null when not measured. */
  readonly x: number | null;
  readonly shape: 'off_target' | 'at_risk' | 'other';
  /** The value beside the dot, or the words that there is none. */
  readonly value: PlacedText;
}

export interface ChainGeometry {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly ticks: readonly { readonly x: number; readonly label: PlacedText }[];
  readonly bottom: number;
  readonly rows: readonly ChainRow[];
}

const CHAIN_WIDTH = 320;
const ROW = 20;
const GAP = 9;

/**
 * Dots on an axis that ends at 100 % and starts at a round figure below the smallest: the dots
 * show differences, and no bar suggests a proportion.
 */
export function chainGeometry(
  stages: readonly NamedStage[],
  formatShare: (share: number) => string,
  notMeasured: string,
): ChainGeometry {
  const measured = stages.flatMap(({ reliability }) => reliability ?? []);
  const weakest = Math.min(...measured);
  const face = { size: TEXT };
  const names = stages.map(({ name }) => textWidth(name, face));
  const values = measured.map((share) => textWidth(formatShare(share), { ...face, bold: true }));
  const nameRoom = Math.min(Math.max(0, ...names), CHAIN_WIDTH * 0.4);
  const left = Math.ceil(nameRoom + GAP + 6);
  const right = CHAIN_WIDTH - Math.ceil(Math.max(20, ...values) + GAP);
  const low = Math.max(0, Math.min(90, Math.floor(10 * weakest + 1e-9) * 10));
  const x = scaleLinear([Number.isFinite(low) ? low : 90, 100], [left, right]);
  const bottom = stages.length * ROW;

  const rows = stages.map((stage, index): ChainRow => {
    const y = (index + 0.5) * ROW;
    const name = place(stage.name, left - GAP - 6, y, 'end', { room: nameRoom });
    const shape =
      stage.status === 'off_target' || stage.status === 'at_risk' ? stage.status : 'other';
    if (stage.reliability === null) {
      const value = place(notMeasured, left, y, 'start');
      return { slug: stage.slug, name, y, x: null, shape, value };
    }
    const at = x(100 * stage.reliability);
    const bold = stage.reliability === weakest;
    const value = place(formatShare(stage.reliability), at + GAP, y, 'start', { bold });
    return { slug: stage.slug, name, y, x: tidy(at), shape, value };
  });
  const ticks = measured.length === 0 ? [] : x.ticks(2);
  return {
    width: CHAIN_WIDTH,
    height: bottom + (ticks.length === 0 ? 0 : LINE + 5),
    left,
    right,
    bottom,
    rows,
    ticks: ticks.map((tick) => ({
      x: tidy(x(tick)),
      label: place(`${tick} %`, x(tick), bottom + 5 + LINE / 2, 'middle'),
    })),
  };
}

export interface ChainRangeWords {
  readonly atLeast: string;
  readonly independent: string;
  readonly atMost: string;
}

export interface ChainRange {
  readonly width: number;
  readonly height: number;
  /** The middle of the bar. */
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly tick: number;
  readonly independent: PlacedText;
  /** The ends of the range; none where it is a single share. */
  readonly ends: readonly PlacedText[];
}

const RANGE_Y = LINE + 7;

/** The share of customers for whom every stage goes right, as a range on 0 to 100 %. Null when no stage is measured. */
export function chainRange(
  chain: Pick<Chain, 'independent' | 'atLeast' | 'atMost'>,
  formatShare: (share: number) => string,
  words: ChainRangeWords,
): ChainRange | null {
  const { independent, atLeast, atMost } = chain;
  if (independent === null || atLeast === null || atMost === null) return null;
  const x = scaleLinear([0, 1], [0, CHAIN_WIDTH]);
  const exact = atLeast === atMost;
  const text = `${formatShare(independent)}${exact ? '' : ` ${words.independent}`}`;
  const half = textWidth(text, { size: TEXT, bold: true }) / 2;
  const at = Math.max(half, Math.min(CHAIN_WIDTH - half, x(independent)));
  const ends = exact
    ? []
    : [
        { share: atLeast, text: `${words.atLeast} ${formatShare(atLeast)}` },
        { share: atMost, text: `${words.atMost} ${formatShare(atMost)}` },
      ];
  const centres = spread(
    ends.map((end) => ({ at: x(end.share), size: textWidth(end.text, { size: TEXT }) + 12 })),
    -6,
    CHAIN_WIDTH + 6,
  );
  return {
    width: CHAIN_WIDTH,
    height: RANGE_Y + 5 + (exact ? 0 : LINE + 3),
    y: RANGE_Y,
    from: tidy(x(atLeast)),
    to: tidy(x(atMost)),
    tick: tidy(x(independent)),
    independent: place(text, at, LINE / 2, 'middle', { bold: true }),
    ends: ends.map((end, index) =>
      place(end.text, centres[index] ?? 0, RANGE_Y + 7 + LINE / 2, 'middle'),
    ),
  };
}
