/** Geometry of a process behaviour chart: everything that is drawn, as numbers, paths and texts. */
import { tickIndexes } from './labels';
import { linePath, type Ribbon, stepPath, stretches, tidy, type XY } from './lines';
import { axisLabels, type Box, type PlacedText } from './placed';
import { type DrawnAnnotation, placeAnnotations } from './process-annotations';
import { type Band, bandRuns, drawBands, type Run, ribbonOf } from './process-bands';
import { placeBandLabel, placeNote, type RoleText, type Room } from './process-labels';
import {
  drawable,
  drawablePoints,
  type ProcessAnnotation,
  type ProcessPhase,
  type ProcessPoint,
  phaseIndexes,
  type Scales,
  scalesOf,
} from './process-points';
import { placeSides, plotEnds, sideTexts } from './process-sides';
import { LINE, type Rendition } from './renditions';

export interface ProcessInput {
  readonly points: readonly ProcessPoint[];
  readonly phases: readonly ProcessPhase[];
  readonly annotations: readonly ProcessAnnotation[];
  /** The target as it is named beside its line ("target 95"). */
  readonly targetLabel: string | null;
  /** A value without its unit; `against` is the target that it must not be mistaken for. */
  readonly formatValue: (value: number, against: number | null) => string;
  readonly words: {
    readonly target: string;
    readonly band: string;
    readonly trialBand: string;
    readonly tooLittle: string;
    readonly empty: string;
    readonly soFar: string;
  };
}

export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly kind: 'plain' | 'last' | 'open' | 'good' | 'bad' | 'neutral';
  readonly radius: number;
}

export interface ProcessGeometry {
  readonly frame: Box;
  readonly bands: readonly Band[];
  readonly centers: string;
  readonly target: string;
  readonly line: string;
  /** The way to a period in progress. */
  readonly pending: string;
  readonly dots: readonly Dot[];
  readonly labels: readonly RoleText[];
  readonly periods: readonly PlacedText[];
  readonly annotations: readonly DrawnAnnotation[];
  /** Where the pointer finds each point, and how far apart they are. */
  readonly columns: readonly number[];
  readonly step: number;
}

/** Room that one label under the axis takes before another one is worth having. */
const PERIOD_ROOM = 120;

type Places = readonly (XY | null)[];

function placesOf(
  points: readonly ProcessPoint[],
  { x, y }: Scales,
  pick: (point: ProcessPoint) => number | null,
): Places {
  return points.map((point, index) => {
    const value = pick(point);
    return value === null ? null : { x: x(index), y: y(value) };
  });
}

/** Lines through the values: what is over, and the way to what is in progress. */
function linesOf(points: readonly ProcessPoint[], places: Places, phaseOf: readonly number[]) {
  const there = (index: number) => (places[index] ?? null) !== null;
  const pending = (index: number) => there(index) && points[index]?.inProgress === true;
  const starts = (index: number) => phaseOf[index] !== phaseOf[index - 1];
  const path = (indexes: readonly number[]) =>
    linePath(indexes.flatMap((index) => places[index] ?? []));
  const settled = stretches(points.length, (i) => there(i) && !pending(i), starts);
  const ways = points.flatMap((_, i) =>
    pending(i) && there(i - 1) && !starts(i) ? [path([i - 1, i])] : [],
  );
  return {
    line: settled.map(path).join(''),
    pending: ways.join(''),
    alone: new Set(settled.flatMap((run) => (run.length === 1 ? run : []))),
  };
}

function dotsOf(
  points: readonly ProcessPoint[],
  places: Places,
  alone: ReadonlySet<number>,
  step: number,
): Dot[] {
  const small = step >= 7 ? 2 : step >= 4 ? 1.5 : 0;
  const large = step >= 5 ? 4 : 3;
  const last = places.findLastIndex((place) => place !== null);
  return points.flatMap((point, index): Dot[] => {
    const place = places[index] ?? null;
    if (place === null) return [];
    const at = { x: tidy(place.x), y: tidy(place.y) };
    if (point.signal !== null) {
      return [{ ...at, kind: point.signal, radius: large }];
    }
    const partial = point.reported !== undefined && point.reported.in < point.reported.of;
    if (point.inProgress === true || partial) return [{ ...at, kind: 'open', radius: 3 }];
    if (index === last) return [{ ...at, kind: 'last', radius: 3 }];
    const radius = alone.has(index) ? 2 : small;
    return radius === 0 ? [] : [{ ...at, kind: 'plain', radius }];
  });
}

/** The same with its ends where the lines that are drawn through it end. */
function reaching(places: Places, reach: number): Places {
  const first = places[0] ?? null;
  const last = places.at(-1) ?? null;
  return [
    first === null ? null : { x: first.x - reach, y: first.y },
    ...places,
    last === null ? null : { x: last.x + reach, y: last.y },
  ];
}

/** The name of the newest band that has room for it, or why there is none. */
function bandLabel(
  input: ProcessInput,
  runs: readonly Run[],
  ribbons: readonly (readonly Ribbon[])[],
  room: Room,
): RoleText | null {
  const { words } = input;
  for (const [index, run] of [...runs.entries()].reverse()) {
    const text = run.trial ? words.trialBand : words.band;
    const label = placeBandLabel(text, ribbons[index] ?? [], room);
    if (label !== null) return label;
  }
  if (runs.length > 0) return null;
  if (input.points.every(({ value }) => drawable(value) === null)) {
    return placeNote(words.empty, room);
  }
  return input.phases.at(-1)?.state === 'too_little_history'
    ? placeNote(words.tooLittle, room)
    : null;
}

/**
 * Everything that a process behaviour chart shows, for one width.
 *
 * Lines break at missing figures and where a phase starts; bands do not break at missing figures,
 * as limits hold for the whole phase.
 */
export function processGeometry(input: ProcessInput, rendition: Rendition): ProcessGeometry {
  const { width, height } = rendition;
  const points = drawablePoints(input.points);
  const phaseOf = phaseIndexes(points, input.phases);
  const runs = bandRuns(points, phaseOf, input.phases);
  const sides = sideTexts(points, runs, { ...input, ...input.words }, width);

  // Texts decide how wide the plot is, the plot where annotations stand, and those how high it is.
  const ends = plotEnds(sides, width);
  const notes = placeAnnotations(
    input.annotations.filter((note) => points[note.periodIndex] !== undefined),
    scalesOf(points, { ...ends, top: 0, bottom: 1 }).x,
    width,
    width < 500 ? 2 : 3,
  );
  const frame: Box = { ...ends, top: notes.height + 4, bottom: height - LINE - 4 };
  const scales = scalesOf(points, frame);
  const values = placesOf(points, scales, (point) => point.value);
  const centers = placesOf(points, scales, (point) => point.center);
  const targets = [
    placesOf(points, scales, (point) => point.target),
    placesOf(points, scales, (point) => drawable(point.range?.low)),
    placesOf(points, scales, (point) => drawable(point.range?.high)),
  ];
  const lines = linesOf(points, values, phaseOf);
  const ribbons = runs.map((run) => ribbonOf(run, points, scales));
  const labels = placeSides(sides, frame, scales, width, runs.length > 0 ? 'band' : 'card');
  const name = bandLabel(input, runs, ribbons, {
    frame,
    lines: [
      ...[values, ...targets, centers]
        .filter((places) => places.some((place) => place !== null))
        .map((places) => reaching(places, scales.reach)),
      ...notes.drawn.map(({ x, top }) => [
        { x, y: top },
        { x, y: frame.bottom },
      ]),
    ],
    texts: labels,
  });
  const marks = tickIndexes(points.length, frame.right - frame.left, PERIOD_ROOM).map((index) => ({
    x: scales.x(index),
    text: points[index]?.label ?? '',
  }));
  return {
    frame,
    bands: drawBands(runs, ribbons),
    centers: runs
      .map((run) =>
        stepPath(
          run.indexes.map((index) => centers[index] ?? null),
          scales.reach,
        ),
      )
      .join(''),
    target: targets.map((places) => stepPath(places, scales.reach)).join(''),
    line: lines.line,
    pending: lines.pending,
    dots: dotsOf(points, values, lines.alone, scales.step),
    labels: name === null ? labels : [...labels, name],
    periods: axisLabels(marks, height - LINE / 2, width),
    annotations: notes.drawn,
    columns: points.map((_, index) => tidy(scales.x(index))),
    step: tidy(scales.step),
  };
}
