/** Colours of drawings and pages that stand outside the product's own pages. */
import { DARK, LIGHT, type Palette, standalone } from './palette';

export type Theme = 'light' | 'dark' | 'viewer';

const properties = (palette: Palette) =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/**
 * Custom properties for a theme: of the viewer's, both.
 *
 * @example themeStyle('dark') // ':root{--paper:#131519;…}'
 */
export function themeStyle(theme: Theme): string {
  const scheme = theme === 'viewer' ? 'light dark' : theme;
  const own = `:root{color-scheme:${scheme};${properties(theme === 'dark' ? DARK : LIGHT)}}`;
  return theme === 'viewer'
    ? `${own}@media(prefers-color-scheme:dark){:root{${properties(DARK)}}}`
    : own;
}

/** Which colours a renderer outside a browser is given: it cannot know what a viewer prefers. */
function fixedPalette(theme: Theme): Palette {
  return theme === 'dark' ? DARK : LIGHT;
}

/** The same drawing with every colour written in. */
export function withColours(svg: string, theme: Theme, font: string): string {
  return standalone(svg, fixedPalette(theme), font);
}

/** Without the fallbacks, where a style sheet stands beside the drawing. */
export function withoutFallbacks(markup: string): string {
  return markup.replaceAll(/var\(--([a-z-]+), [^()]+\)/g, 'var(--$1)');
}
