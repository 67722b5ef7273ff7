/** Geometry of the contrast trend: what teams report against what customers get. */
import { scaleLinear } from 'd3-scale';
import type { PeriodKey } from '../domain/calendar';
import type { TrendPoint } from '../domain/contrast';
import { spread, tickIndexes } from './labels';
import { linePath, stretches, tidy, type XY } from './lines';
import { axisLabels, boxOf, type PlacedText, place } from './placed';
import type { Frame } from './process-points';
import { LINE, type Rendition, TEXT } from './renditions';
import { textWidth } from './text';
import { type Tint, tintsBetween } from './trend-tints';

export interface TrendWords {
  /** The newest share as text; null when there is none. */
  readonly value: string | null;
  /** What it is a share of ("teams report"). */
  readonly name: string;
}

export interface TrendInput {
  readonly trend: readonly TrendPoint[];
  readonly periodLabel: (period: PeriodKey) => string;
  readonly silo: TrendWords;
  readonly stage: TrendWords;
  /** The newest gap as text ("19.8 points"); null when there is none. */
  readonly gap: string | null;
  readonly noData: string;
}

export type TrendRole = 'silo' | 'stage' | 'above' | 'below' | 'even';

export interface TrendLabel extends PlacedText {
  readonly role: TrendRole;
}

export interface TrendGeometry {
  readonly frame: Frame;
  readonly grid: readonly { readonly y: number; readonly label: PlacedText }[];
  readonly tints: readonly Tint[];
  readonly silo: string;
  readonly stage: string;
  readonly dots: readonly (XY & { readonly role: 'silo' | 'stage' })[];
  readonly labels: readonly TrendLabel[];
  readonly bracket: { readonly x: number; readonly top: number; readonly bottom: number } | null;
  readonly periods: readonly PlacedText[];
  readonly columns: readonly number[];
  readonly step: number;
}

const GAP = 9;
/** The least span of the axis, in percent, so that small moves do not look like large ones. */
const LEAST_SPAN = 20;

const percent = (share: number | null) =>
  share === null || !Number.isFinite(share) ? null : 100 * share;

/** An axis for these percentages: round ends, at least 20 wide, within 0 to 100. */
export function trendDomain(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 100];
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  const span = Math.max(LEAST_SPAN, Math.max(...values) - Math.min(...values));
  const low = Math.max(0, Math.min(100 - span, middle - span / 2));
  const [from = 0, to = 100] = scaleLinear([low, Math.min(100, low + span)], [0, 1])
    .nice(3)
    .domain();
  return [Math.max(0, from), Math.min(100, to)];
}

interface Line {
  readonly text: string;
  readonly bold: boolean;
}

interface SideBlock {
  readonly role: TrendRole;
  readonly at: number;
  readonly lines: readonly Line[];
}

/** A series' label: on one line where there is room, value over name where there is not. */
function seriesLines(
  words: TrendWords,
  role: 'silo' | 'stage',
  input: TrendInput,
  narrow: boolean,
) {
  const bold = role === 'stage';
  if (words.value === null) {
    return narrow
      ? [
          { text: input.noData, bold },
          { text: words.name, bold: false },
        ]
      : [{ text: `${words.name}: ${input.noData}`, bold }];
  }
  return narrow
    ? [
        { text: words.value, bold: true },
        { text: words.name, bold: false },
      ]
    : [{ text: `${words.value} ${words.name}`, bold }];
}

const widthOf = (lines: readonly Line[]) =>
  lines.reduce((w, { text, bold }) => Math.max(w, textWidth(text, { size: TEXT, bold })), 0);

interface Side {
  readonly blocks: readonly SideBlock[];
  readonly gap: SideBlock | null;
}

/** Labels of the two lines and of the gap between their newest points. */
function placeSide({ blocks, gap }: Side, x: number, frame: Frame) {
  const sizeOf = (block: SideBlock) => block.lines.length * LINE;
  const layOut = (parts: readonly SideBlock[], shift: (block: SideBlock) => number) => {
    const slots = parts.map((block) => ({ at: block.at, size: sizeOf(block) }));
    const centres = spread(slots, frame.top - LINE / 2, frame.bottom + LINE / 2);
    return parts.flatMap((block, index) =>
      block.lines.map((line, row) => ({
        ...place(
          line.text,
          x + shift(block),
          (centres[index] ?? 0) + (row - (block.lines.length - 1) / 2) * LINE,
          'start',
          { bold: line.bold },
        ),
        role: block.role,
      })),
    );
  };

  const series = layOut(blocks, () => 0);
  if (gap === null) return { labels: series, bracket: null };
  const ends = series.map((label) => ({ label, box: boxOf(label), role: label.role }));
  const upper = blocks[0]?.at ?? 0;
  const lower = blocks[1]?.at ?? 0;
  const [top, bottom] = upper <= lower ? [blocks[0], blocks[1]] : [blocks[1], blocks[0]];
  const from = Math.max(...ends.flatMap((e) => (e.role === top?.role ? e.box.bottom : [])));
  const to = Math.min(...ends.flatMap((e) => (e.role === bottom?.role ? e.box.top : [])));
  if (to - from >= LINE + 6) {
    const middle = (from + to) / 2;
    const label = layOut([{ ...gap, at: middle }], () => GAP + 3);
    return { labels: [...series, ...label], bracket: { x: x + 4, top: from + 3, bottom: to - 3 } };
  }
  const [first, second] = [top, bottom];
  const between = first === undefined || second === undefined ? [] : [first, gap, second];
  return { labels: layOut(between, () => 0), bracket: null };
}

/** Everything that the contrast trend shows, for one width. */
export function trendGeometry(input: TrendInput, rendition: Rendition): TrendGeometry {
  const { trend } = input;
  const { width, height } = rendition;
  const narrow = width < 500;
  const shares = {
    silo: trend.map((p) => percent(p.siloShare)),
    stage: trend.map((p) => percent(p.stageShare)),
  };
  const drawn = [...shares.silo, ...shares.stage].flatMap((value) => value ?? []);
  const domain = trendDomain(drawn);
  const ticks = scaleLinear(domain, [0, 1]).ticks(3);
  const tickText = (tick: number) => `${tick} %`;

  const series = (['silo', 'stage'] as const).flatMap((role) => {
    const index = shares[role].findLastIndex((value) => value !== null);
    const value = shares[role][index] ?? null;
    const lines = seriesLines(input[role], role, input, narrow);
    return value === null ? [] : [{ role, index, value, lines }];
  });
  const gapLines = input.gap === null ? [] : [{ text: input.gap, bold: true }];
  const side = Math.max(0, ...series.map((s) => widthOf(s.lines)), widthOf(gapLines) + GAP + 3);
  const frame: Frame = {
    left: Math.ceil(Math.max(...ticks.map((t) => textWidth(tickText(t), { size: TEXT }))) + GAP),
    right: width - Math.ceil(Math.min(side, width * 0.45) + GAP + 2),
    top: 9,
    bottom: height - LINE - 14,
  };
  const yScale = scaleLinear(domain, [frame.bottom, frame.top]);
  const y = (value: number) => tidy(yScale(value));
  const span = frame.right - frame.left - 4;
  const step = trend.length > 1 ? span / (trend.length - 1) : span;
  const x = (index: number) => tidy(frame.left + (trend.length > 1 ? index * step : span / 2));
  const points = (values: readonly (number | null)[]) =>
    values.map((value, index) => (value === null ? null : { x: x(index), y: y(value) }));
  const silo = points(shares.silo);
  const stage = points(shares.stage);
  const path = (line: readonly (XY | null)[]) =>
    stretches(line.length, (i) => line[i] !== null)
      .map((run) => linePath(run.flatMap((i) => line[i] ?? [])))
      .join('');
  // One figure between two gaps has no line: it gets a dot, as the newest of each series does.
  const alone = (line: readonly (XY | null)[], role: 'silo' | 'stage') =>
    stretches(line.length, (i) => line[i] !== null).flatMap((run, order, runs) => {
      const lastPoint = line[run.at(-1) ?? -1] ?? null;
      const shown = run.length === 1 || order === runs.length - 1;
      return shown && lastPoint !== null ? [{ ...lastPoint, role }] : [];
    });

  const newest = { silo: shares.silo.at(-1) ?? null, stage: shares.stage.at(-1) ?? null };
  const difference =
    newest.silo === null || newest.stage === null ? null : newest.silo - newest.stage;
  const sign =
    difference === null || difference === 0 ? 'even' : difference > 0 ? 'above' : 'below';
  const { labels, bracket } = placeSide(
    {
      blocks: series.map(({ role, value, lines }) => ({ role, at: y(value), lines })),
      gap:
        difference === null || gapLines.length === 0 || series.length < 2
          ? null
          : {
              role: sign,
              at: (y(newest.silo ?? 0) + y(newest.stage ?? 0)) / 2,
              lines: gapLines,
            },
    },
    frame.right + GAP,
    frame,
  );
  return {
    frame,
    grid: ticks.map((tick) => ({
      y: y(tick),
      label: place(tickText(tick), frame.left - GAP, y(tick), 'end'),
    })),
    tints: tintsBetween(silo, stage),
    silo: path(silo),
    stage: path(stage),
    dots: [...alone(silo, 'silo'), ...alone(stage, 'stage')],
    labels,
    bracket,
    periods: axisLabels(
      tickIndexes(trend.length, span, 110).flatMap((index) => {
        const point = trend[index];
        return point === undefined ? [] : [{ x: x(index), text: input.periodLabel(point.period) }];
      }),
      height - LINE / 2,
      width,
    ),
    columns: trend.map((_, index) => x(index)),
    step: tidy(step),
  };
}
