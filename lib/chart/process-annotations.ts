/** What happened when: dotted lines whose texts stand in lanes above the plot. */
import { boxOf, overlaps, type PlacedText, place } from './placed';
import type { ProcessAnnotation } from './process-points';
import { LINE } from './renditions';

export interface DrawnAnnotation {
  readonly x: number;
  readonly top: number;
  /** The whole text, for a title. */
  readonly text: string;
  /** Null where there is no room: the line still says that something happened. */
  readonly label: PlacedText | null;
}

const FIRST_LANE = 9;
const SIDE = 5;
/** Below this a clipped text says nothing. */
const LEAST = 56;

interface Placed {
  readonly label: PlacedText;
  /** From the top, 0 first. */
  readonly lane: number;
  readonly x: number;
}

function candidates(text: string, x: number, width: number, lanes: number): Placed[] {
  const right = width - x - SIDE;
  const left = x - SIDE;
  const sides = right >= left ? (['start', 'end'] as const) : (['end', 'start'] as const);
  const all: Placed[] = [];
  for (const clip of [false, true]) {
    for (let lane = 0; lane < lanes; lane += 1) {
      for (const anchor of sides) {
        const room = anchor === 'start' ? right : left;
        if (clip && room < LEAST) continue;
        const at = anchor === 'start' ? x + SIDE : x - SIDE;
        const label = place(text, at, FIRST_LANE + lane * LINE, anchor, { room });
        if (label.text !== '' && (label.text === text) !== clip) all.push({ label, lane, x });
      }
    }
  }
  return all;
}

/** Whether a column runs through a text, or too near to it. */
function meets(column: number, label: PlacedText): boolean {
  const box = boxOf(label);
  return column > box.left - 2 && column < box.right + 2;
}

/** Lines run from their own lane down: a text must not lie on a line that starts above it. */
function collides(a: Placed, b: Placed): boolean {
  if (a.lane === b.lane) return overlaps(boxOf(a.label), boxOf(b.label));
  const [upper, lower] = a.lane < b.lane ? [a, b] : [b, a];
  return meets(upper.x, lower.label);
}

/** What happened in each period, the newest first. */
function byPeriod(annotations: readonly ProcessAnnotation[]): [number, string[]][] {
  const texts = new Map<number, string[]>();
  for (const { periodIndex, text } of annotations) {
    texts.set(periodIndex, [...(texts.get(periodIndex) ?? []), text]);
  }
  return [...texts].sort(([a], [b]) => b - a);
}

/**
 * The annotations with their lanes; the newest choose first. A text goes to the side with more
 * room, is clipped only where it must be, and never covers another text or another line.
 *
 * @param x place of a period
 * @param most how many lanes there may be
 */
export function placeAnnotations(
  annotations: readonly ProcessAnnotation[],
  x: (index: number) => number,
  width: number,
  most: number,
): { readonly drawn: readonly DrawnAnnotation[]; readonly height: number } {
  const taken: Placed[] = [];
  const choices = byPeriod(annotations).map(([index, texts]) => {
    const at = x(index);
    const text = texts.join(' · ');
    const choice = candidates(text, at, width, most).find((candidate) =>
      taken.every((other) => !collides(candidate, other)),
    );
    if (choice !== undefined) taken.push(choice);
    return { x: at, text, choice };
  });
  const height = LINE * taken.reduce((used, { lane }) => Math.max(used, lane + 1), 0);
  const drawn = choices.map(({ x: at, text, choice }) => ({
    x: at,
    text,
    top: choice === undefined ? height : choice.lane * LINE + 2,
    label: choice?.label ?? null,
  }));
  return { drawn, height };
}
