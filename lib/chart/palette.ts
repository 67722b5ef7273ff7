/**
 * The colours of the product, once. `app/globals.css` gives the same names and values to pages;
 * a test keeps the two equal and checks their contrast in both themes.
 */

export const LIGHT = {
  paper: '#fbfaf7',
  card: '#ffffff',
  ink: '#1a1d21',
  muted: '#5d646b',
  mark: '#7b8289',
  line: '#e6e3dc',
  band: '#eef1f0',
  good: '#1e7b57',
  'good-soft': '#e6f2ec',
  risk: '#b2761a',
  'risk-ink': '#8a5a10',
  'risk-soft': '#fbf1e0',
  bad: '#b93628',
  'bad-soft': '#fdf1ee',
} as const;

export type Tone = keyof typeof LIGHT;
export type Palette = Readonly<Record<Tone, string>>;

export const DARK: Palette = {
  paper: '#131519',
  card: '#1b1e23',
  ink: '#eceae5',
  muted: '#a9afb6',
  mark: '#868d95',
  line: '#343940',
  band: '#2a2f34',
  good: '#55bd90',
  'good-soft': '#1b3329',
  risk: '#d99a3a',
  'risk-ink': '#e2ac52',
  'risk-soft': '#37290f',
  bad: '#f28b7d',
  'bad-soft': '#3b211d',
};

/**
 * A colour as a chart writes it: the page's custom property, with the light value for places that
 * have no stylesheet (a saved SVG, an e-mail).
 *
 * @example paint('ink') // 'var(--ink, #1a1d21)'
 */
export function paint(tone: Tone): string {
  return `var(--${tone}, ${LIGHT[tone]})`;
}

/** The page's typeface, with one that renderers outside a browser can find. */
export const TYPEFACE = 'var(--font, system-ui, sans-serif)';

/**
 * An SVG that needs no stylesheet: every custom property is replaced by its value, as most
 * renderers outside a browser know none.
 *
 * @example standalone('<path fill="var(--ink, #1a1d21)"/>') // '<path fill="#1a1d21"/>'
 */
export function standalone(svg: string, palette: Palette = LIGHT, font = 'sans-serif'): string {
  const values = new Map<string, string>([...Object.entries(palette), ['font', font]]);
  return svg.replace(
    /var\(--([a-z-]+), ([^()]+)\)/g,
    (_match, name: string, fallback: string) => values.get(name) ?? fallback,
  );
}
