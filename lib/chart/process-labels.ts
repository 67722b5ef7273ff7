/** The labels beside a process behaviour chart, and the one that names the band. */
import { spread } from './labels';
import type { Ribbon, XY } from './lines';
import { type Box, boxOf, overlaps, type PlacedText, place } from './placed';
import { LINE, TEXT } from './renditions';
import { textWidth } from './text';

/** What a label says, which the drawing colours by. */
export type LabelRole = 'edge' | 'target' | 'value' | 'partial' | 'band' | 'note';

export interface RoleText extends PlacedText {
  readonly role: LabelRole;
  /** Lies on a line, and needs the colour of its ground around it to be read. */
  readonly over: 'card' | 'band' | null;
}

export interface Wanted {
  readonly text: string;
  /** Where the labelled thing is. */
  readonly y: number;
  readonly x: number;
  readonly role: LabelRole;
}

const isBold = (role: LabelRole) => role === 'value';

/** How wide a column of labels has to be. */
export function columnWidth(texts: readonly { text: string; role: LabelRole }[]): number {
  return texts.reduce(
    (widest, { text, role }) =>
      Math.max(widest, textWidth(text, { size: TEXT, bold: isBold(role) })),
    0,
  );
}

/** Labels one under the other, each as near as can be to what it names; the value comes first. */
export function placeColumn(
  wanted: readonly Wanted[],
  anchor: 'start' | 'end',
  room: (label: Wanted) => number,
  low: number,
  high: number,
): RoleText[] {
  const slots = wanted.map((label) => ({
    at: label.y,
    size: LINE,
    weight: label.role === 'value' || label.role === 'partial' ? 4 : 1,
  }));
  const middles = spread(slots, low, high);
  return wanted.map((label, index) => ({
    ...place(label.text, label.x, middles[index] ?? label.y, anchor, {
      bold: isBold(label.role),
      room: room(label),
    }),
    role: label.role,
    over: null,
  }));
}

/** Whether a line through the points touches the box. */
function touches(line: readonly (XY | null)[], box: Box): boolean {
  return line.some((point, index) => {
    const before = line[index - 1] ?? point;
    if (point === null || before === null) return false;
    if (point.x < box.left || before.x > box.right) return false;
    const at = (x: number) =>
      before.y + ((point.y - before.y) * (x - before.x)) / (point.x - before.x);
    const upright = point.x === before.x;
    const from = upright ? before.y : at(Math.max(box.left, before.x));
    const to = upright ? point.y : at(Math.min(box.right, point.x));
    return Math.min(from, to) < box.bottom && Math.max(from, to) > box.top;
  });
}

export interface Room {
  readonly frame: Box;
  /** What must not be covered if it can be helped, the most important first. */
  readonly lines: readonly (readonly (XY | null)[])[];
  /** What is not covered at all. */
  readonly texts: readonly PlacedText[];
}

/** A place for a text; `on` is its ground. */
interface Spot extends XY {
  readonly on: 'card' | 'band';
}

/** The first of the places at which a text covers least; null where it could only cover a text. */
function placeFree(
  text: string,
  role: LabelRole,
  spots: readonly Spot[],
  room: Room,
): RoleText | null {
  let best: RoleText | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const label = place(text, spot.x, spot.y, 'start');
    const box = boxOf(label);
    if (box.top < room.frame.top - 2 || box.bottom > room.frame.bottom + 2) continue;
    if (box.right > room.frame.right || room.texts.some((other) => overlaps(box, boxOf(other)))) {
      continue;
    }
    const cost = room.lines.reduce(
      (sum, line, order) => sum + (touches(line, box) ? 1 / (order + 1) : 0),
      0,
    );
    if (cost < least) {
      least = cost;
      best = { ...label, role, over: cost > 0 ? spot.on : null };
    }
    if (cost === 0) break;
  }
  return best;
}

const HALF = LINE / 2;

function columns(text: string, left: number, right: number, parts: readonly number[]): number[] {
  const span = Math.max(0, right - left - textWidth(text, { size: TEXT }) - 8);
  return parts.map((part) => left + 4 + span * part);
}

/** Where the name of a band stands: inside it, or else at its edge. */
export function placeBandLabel(text: string, band: readonly Ribbon[], room: Room): RoleText | null {
  const first = band[0];
  const last = band.at(-1);
  if (first === undefined || last === undefined) return null;
  const at = (x: number): Ribbon => {
    const index = band.findIndex((corner) => corner.x >= x);
    const [a, b] = [band[index - 1] ?? first, band[index] ?? last];
    const part = b.x === a.x ? 0 : (x - a.x) / (b.x - a.x);
    const between = (from: number, to: number) => from + part * (to - from);
    return { x, top: between(a.top, b.top), bottom: between(a.bottom, b.bottom) };
  };
  const inside = (middle: (edge: Ribbon) => number) => (edge: Ribbon) =>
    edge.bottom - edge.top < LINE ? [] : [{ x: edge.x, y: middle(edge), on: 'band' as const }];
  const beside = (middle: (edge: Ribbon) => number) => (edge: Ribbon) => [
    { x: edge.x, y: middle(edge), on: 'card' as const },
  ];
  const places: ((edge: Ribbon) => Spot[])[] = [
    inside((edge) => edge.bottom - HALF),
    inside((edge) => edge.top + HALF),
    beside((edge) => edge.bottom + HALF + 3),
    beside((edge) => edge.top - HALF - 3),
  ];
  const edges = columns(text, first.x, last.x, [0, 1, 0.5, 0.25, 0.75]).map(at);
  const spots = places.flatMap((spotsAt) => edges.flatMap(spotsAt));
  return placeFree(text, 'band', spots, room);
}

/** Where a remark on the whole chart stands: along an edge of the plot or in its middle. */
export function placeNote(text: string, room: Room): RoleText | null {
  const { frame } = room;
  const heights = [(frame.top + frame.bottom) / 2, frame.bottom - HALF, frame.top + HALF];
  const spots = heights.flatMap((y) =>
    columns(text, frame.left, frame.right, [0.5, 1, 0.75, 0.25, 0]).map((x) => ({
      x,
      y,
      on: 'card' as const,
    })),
  );
  return placeFree(text, 'note', spots, room);
}
