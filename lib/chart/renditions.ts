/**
 * The widths in which a chart is drawn. Text in an SVG shrinks with it, so a chart is drawn for
 * several widths with the same text size and the page shows the one that fits
 * (`components/charts/renditions.module.css` holds the same numbers). Each is used from
 * 11/12 of its own width, where its text of 12 units is 11 pixels high, to 5/4, where it is 15.
 */

export interface Rendition {
  readonly name: 'narrow' | 'medium' | 'broad' | 'wide';
  readonly width: number;
  readonly height: number;
}

export type RenditionName = Rendition['name'];

/** Font size of every text in a chart, in units of the drawing. */
export const TEXT = 12;
/** Room that one line of text takes. */
export const LINE = 15;

export const RENDITIONS: Readonly<Record<RenditionName, Rendition>> = {
  narrow: { name: 'narrow', width: 320, height: 200 },
  medium: { name: 'medium', width: 440, height: 210 },
  broad: { name: 'broad', width: 620, height: 280 },
  wide: { name: 'wide', width: 900, height: 280 },
};

/**
 * `card`, `column` and `large` are drawn in several widths: for a card, for the wide column of a page,
 * for all of it; a single name where the width is known (embeds, images).
 */
export type ChartSize = 'card' | 'column' | 'large' | RenditionName;

/**
 * The renditions of a size, narrowest first.
 *
 * @example renditionsOf('card').map((r) => r.width) // [320, 440]
 */
export function renditionsOf(size: ChartSize): readonly Rendition[] {
  switch (size) {
    case 'card':
      return [RENDITIONS.narrow, RENDITIONS.medium];
    case 'column':
      return [RENDITIONS.narrow, RENDITIONS.broad];
    case 'large':
      return [RENDITIONS.narrow, RENDITIONS.broad, RENDITIONS.wide];
    default:
      return [RENDITIONS[size]];
  }
}
