/**
 * How wide a text will be, without a browser to ask. Advance widths are those of DejaVu Sans,
 * the widest face in the page's font stack, so that a label that fits here fits everywhere.
 */

/** Thousandths of the font size. */
const ADVANCES: readonly (readonly [number, string])[] = [
  [280, "'ijl"],
  [300, 'IJ'],
  [320, ' ,.·‘’\u00a0\u202f'],
  [350, '/:;\\|f'],
  [395, '-()[]t!'],
  [415, 'r'],
  [525, '"*_`–“”sz?'],
  [580, 'cLFk'],
  [615, 'vxyPTYoae'],
  [640, 'EhnuSbdgpq0123456789$€£{}'],
  [700, 'KAVXZBRC'],
  [760, 'UNH'],
  [790, 'DGOQ&'],
  [840, 'w#+<=>^~−×→'],
  [980, 'Mm%'],
];
const ADVANCE = new Map(ADVANCES.flatMap(([width, chars]) => [...chars].map((c) => [c, width])));
/** Anything else: an accented letter is no wider than this, an ideograph exactly as wide. */
const OTHER = 1000;
const ACCENTED = 660;
const BOLD = 1.13;

export interface Face {
  /** In the units of the drawing. */
  readonly size: number;
  readonly bold?: boolean;
}

function advance(char: string): number {
  return ADVANCE.get(char) ?? (char >= 'à' && char <= 'ɏ' ? ACCENTED : OTHER);
}

/**
 * Width of a text in the units of the font size, never too small.
 *
 * @example textWidth('W47', { size: 10 }) // 22.8
 */
export function textWidth(text: string, face: Face): number {
  let thousandths = 0;
  for (const char of text) thousandths += advance(char);
  return (thousandths / 1000) * face.size * (face.bold === true ? BOLD : 1);
}

/**
 * The text, cut to a width with an ellipsis; empty when not even one letter would fit.
 *
 * @example clipText('new receiving screen', 60, { size: 10 }) // 'new rece…'
 */
export function clipText(text: string, width: number, face: Face): string {
  if (textWidth(text, face) <= width) return text;
  const chars = [...text];
  while (chars.length > 0) {
    chars.pop();
    const clipped = `${chars.join('').trimEnd()}…`;
    if (chars.length > 0 && textWidth(clipped, face) <= width) return clipped;
  }
  return '';
}
