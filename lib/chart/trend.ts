/** Geometry of the contrast trend: what teams report against what customers get. */
import { scaleLinear } from 'd3-scale';
import type { PeriodKey } from '../domain/calendar';
import type { TrendPoint } from '../domain/contrast';
import { tickIndexes } from './labels';
import { linePath, stretches, tidy, type XY } from './lines';
import { axisLabels, type Box, type PlacedText, place } from './placed';
import { LINE, type Rendition, TEXT } from './renditions';
import { textWidth } from './text';
import {
  type Block,
  type Bracket,
  labelsWidth,
  placeLabels,
  seriesLines,
  type TrendLabel,
  type TrendWords,
} from './trend-labels';
import { type Tint, tintsBetween } from './trend-tints';

export interface TrendInput {
  readonly trend: readonly TrendPoint[];
  readonly periodLabel: (period: PeriodKey) => string;
  readonly silo: TrendWords;
  readonly stage: TrendWords;
  /** The newest gap as text ("19.8 points"); null when there is none. */
  readonly gap: string | null;
  readonly noData: string;
}

type Series = 'silo' | 'stage';

export interface TrendGeometry {
  readonly frame: Box;
  readonly grid: readonly { readonly y: number; readonly label: PlacedText }[];
  readonly tints: readonly Tint[];
  readonly silo: string;
  readonly stage: string;
  readonly dots: readonly (XY & { readonly role: Series })[];
  readonly labels: readonly TrendLabel[];
  readonly bracket: Bracket | null;
  readonly periods: readonly PlacedText[];
  readonly columns: readonly number[];
  readonly step: number;
}

/** Between the plot and what stands beside it. */
const GAP = 9;
/** The least span of the axis, in percent, so that small moves do not look like large ones. */
const LEAST_SPAN = 20;
/** Room that one label under the axis takes before another one is worth having. */
const PERIOD_ROOM = 110;
/** Narrower than this, labels stand on two lines. */
const STACKED_BELOW = 500;

const percent = (share: number | null) =>
  share === null || !Number.isFinite(share) ? null : 100 * share;

/** An axis for these percentages: round ends, at least 20 wide, within 0 to 100. */
export function trendDomain(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 100];
  const least = Math.min(...values);
  const most = Math.max(...values);
  const span = Math.max(LEAST_SPAN, most - least);
  const low = Math.max(0, Math.min(100 - span, (least + most - span) / 2));
  const [from = 0, to = 100] = scaleLinear([low, Math.min(100, low + span)], [0, 1])
    .nice(3)
    .domain();
  return [Math.max(0, from), Math.min(100, to)];
}

function linesOf(places: readonly (XY | null)[], role: Series) {
  const runs = stretches(places.length, (index) => places[index] !== null);
  // One figure between two gaps has no line: it gets a dot, as the newest of each series does.
  const dots = runs.flatMap((run, order) => {
    const end = places[run.at(-1) ?? -1] ?? null;
    const shown = run.length === 1 || order === runs.length - 1;
    return shown && end !== null ? [{ ...end, role }] : [];
  });
  return { path: runs.map((run) => linePath(run.flatMap((i) => places[i] ?? []))).join(''), dots };
}

/** The gap's label; null unless both newest shares are there. */
function gapBlock(text: string | null, silo: number | null, stage: number | null): Block | null {
  if (text === null || silo === null || stage === null) return null;
  const role = silo === stage ? 'even' : silo > stage ? 'above' : 'below';
  return { role, at: (silo + stage) / 2, lines: [{ text, bold: true }] };
}

/** Everything that the contrast trend shows, for one width. */
export function trendGeometry(input: TrendInput, rendition: Rendition): TrendGeometry {
  const { trend } = input;
  const { width, height } = rendition;
  const shares = {
    silo: trend.map((point) => percent(point.siloShare)),
    stage: trend.map((point) => percent(point.stageShare)),
  };
  const domain = trendDomain([...shares.silo, ...shares.stage].flatMap((value) => value ?? []));
  const ticks = scaleLinear(domain, [0, 1])
    .ticks(3)
    .map((value) => ({ value, text: `${value} %` }));

  // Heights in percent for now: how wide the labels are decides where the plot ends.
  const blocks = (['silo', 'stage'] as const).flatMap((role): Block[] => {
    const at = shares[role].findLast((value) => value !== null) ?? null;
    const style = { bold: role === 'stage', stacked: width < STACKED_BELOW, noData: input.noData };
    return at === null ? [] : [{ role, at, lines: seriesLines(input[role], style) }];
  });
  const gap = gapBlock(input.gap, shares.silo.at(-1) ?? null, shares.stage.at(-1) ?? null);

  const tickWidth = Math.max(...ticks.map(({ text }) => textWidth(text, { size: TEXT })));
  const frame: Box = {
    left: Math.ceil(tickWidth + GAP),
    right: width - Math.ceil(labelsWidth(blocks, gap) + GAP + 2),
    top: 9,
    bottom: height - LINE - 14,
  };
  const scale = scaleLinear(domain, [frame.bottom, frame.top]);
  const y = (value: number) => tidy(scale(value));
  const span = frame.right - frame.left - 4;
  const step = trend.length > 1 ? span / (trend.length - 1) : span;
  const x = (index: number) => tidy(frame.left + (trend.length > 1 ? index * step : span / 2));
  const placesOf = (role: Series) =>
    shares[role].map((value, index) => (value === null ? null : { x: x(index), y: y(value) }));
  const places = { silo: placesOf('silo'), stage: placesOf('stage') };
  const silo = linesOf(places.silo, 'silo');
  const stage = linesOf(places.stage, 'stage');
  const lifted = (block: Block): Block => ({ ...block, at: y(block.at) });
  const marks = tickIndexes(trend.length, span, PERIOD_ROOM).flatMap((index) => {
    const point = trend[index];
    return point === undefined ? [] : [{ x: x(index), text: input.periodLabel(point.period) }];
  });
  return {
    frame,
    grid: ticks.map(({ value, text }) => ({
      y: y(value),
      label: place(text, frame.left - GAP, y(value), 'end'),
    })),
    tints: tintsBetween(places.silo, places.stage),
    silo: silo.path,
    stage: stage.path,
    dots: [...silo.dots, ...stage.dots],
    ...placeLabels(blocks.map(lifted), gap === null ? null : lifted(gap), frame.right + GAP, frame),
    periods: axisLabels(marks, height - LINE / 2, width),
    columns: trend.map((_, index) => x(index)),
    step: tidy(step),
  };
}
