/** Text with its place in a drawing. */
import { LINE, TEXT } from './renditions';
import { clipText, textWidth } from './text';

export type Anchor = 'start' | 'middle' | 'end';

export interface PlacedText {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  /** As it fits; `full` is what it stands for. */
  readonly text: string;
  readonly full: string;
  readonly anchor: Anchor;
  readonly bold: boolean;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** From the middle of a line of text down to its baseline. */
const TO_BASELINE = 4;

/** The room a text takes, with no space around it. */
export function boxOf(label: PlacedText): Box {
  const width = textWidth(label.text, { size: TEXT, bold: label.bold });
  const left =
    label.anchor === 'start'
      ? label.x
      : label.anchor === 'end'
        ? label.x - width
        : label.x - width / 2;
  const middle = label.y - TO_BASELINE;
  const half = LINE / 2 - 0.5;
  return { left, right: left + width, top: middle - half, bottom: middle + half };
}

/** Whether two boxes have more than an edge in common. */
export function overlaps(a: Box, b: Box): boolean {
  return (
    a.left < b.right - 0.01 &&
    b.left < a.right - 0.01 &&
    a.top < b.bottom - 0.01 &&
    b.top < a.bottom - 0.01
  );
}

/** A text whose vertical middle is at `middle`, cut to `room` where that is given. */
export function place(
  text: string,
  x: number,
  middle: number,
  anchor: Anchor,
  options: { readonly bold?: boolean; readonly room?: number } = {},
): PlacedText {
  const bold = options.bold === true;
  const shown =
    options.room === undefined ? text : clipText(text, options.room, { size: TEXT, bold });
  return { x, y: middle + TO_BASELINE, text: shown, full: text, anchor, bold };
}

/**
 * Labels under an axis, centred on their marks but kept inside the drawing. The first and the
 * last come before those between, and whoever finds no room is left out.
 */
export function axisLabels(
  marks: readonly { readonly x: number; readonly text: string }[],
  middle: number,
  width: number,
): PlacedText[] {
  const kept: PlacedText[] = [];
  const order = [marks.length - 1, 0, ...marks.keys()];
  const seen = new Set<number>();
  for (const index of order) {
    const mark = marks[index];
    if (mark === undefined || seen.has(index)) continue;
    seen.add(index);
    const half = textWidth(clipText(mark.text, width, { size: TEXT }), { size: TEXT }) / 2;
    const x = Math.max(half, Math.min(width - half, mark.x));
    const label = place(mark.text, x, middle, 'middle', { room: width });
    const box = boxOf(label);
    const roomy = { ...box, left: box.left - 10, right: box.right + 10 };
    if (kept.every((other) => !overlaps(roomy, boxOf(other)))) kept.push(label);
  }
  return kept.sort((a, b) => a.x - b.x);
}
