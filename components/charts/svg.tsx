/** What all charts share: the drawing's frame, its texts, and one drawing for each width. */
import type { ReactNode } from 'react';
import { paint, type Tone, TYPEFACE } from '@/lib/chart/palette';
import type { PlacedText } from '@/lib/chart/placed';
import {
  type ChartSize,
  type Rendition,
  type RenditionName,
  renditionsOf,
  TEXT,
} from '@/lib/chart/renditions';
import styles from './svg.module.css';

export interface DrawingProps {
  readonly width: number;
  readonly height: number;
  /** What a screen reader speaks: the finding. Without it the drawing is decoration. */
  readonly name: string | null;
  /** Fixed in pixels, and without text; otherwise it fills its container. */
  readonly fixed?: boolean;
  readonly children: ReactNode;
}

/** An SVG that is whole in itself: it can be saved, embedded or turned into an image. */
export function Drawing({ width, height, name, fixed = false, children }: DrawingProps) {
  const drawing = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    fill: 'none',
    // The small ones, fixed in pixels, hold no text.
    ...(fixed
      ? { width, height }
      : {
          width: '100%',
          fontFamily: TYPEFACE,
          fontSize: TEXT,
          fontVariant: 'tabular-nums',
        }),
  };
  return name === null ? (
    <svg {...drawing} aria-hidden="true">
      {children}
    </svg>
  ) : (
    <svg {...drawing} role="img" aria-label={name}>
      {children}
    </svg>
  );
}

export interface LabelProps {
  readonly text: PlacedText;
  readonly tone?: Tone;
  /** Its ground's colour drawn around it, so that a line behind it does not run through it. */
  readonly ground?: Tone | null;
}

/** A text of a chart; one that had to be cut says all of itself when pointed at. */
export function Label({ text, tone = 'muted', ground = null }: LabelProps) {
  if (text.text === '') return null;
  return (
    <text
      x={round(text.x)}
      y={round(text.y)}
      fill={paint(tone)}
      {...(text.anchor === 'start' ? {} : { textAnchor: text.anchor })}
      {...(text.bold ? { fontWeight: 700 } : {})}
      {...(ground === null
        ? {}
        : {
            stroke: paint(ground),
            strokeWidth: 3,
            strokeLinejoin: 'round',
            paintOrder: 'stroke',
          })}
    >
      {text.text}
      {text.text === text.full ? null : <title>{text.full}</title>}
    </text>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Where the pointer finds each period, in units of the drawing. */
export interface HoverPlot {
  readonly columns: readonly number[];
  readonly step: number;
  readonly top: number;
  readonly bottom: number;
}

/** An invisible strip for each period, which names its figures when pointed at: no script needed. */
export function HoverColumns({
  columns,
  step,
  top,
  bottom,
  titles,
}: HoverPlot & { readonly titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <g
      className={styles['columns']}
      stroke="transparent"
      strokeWidth={Math.min(step, 60)}
      pointerEvents="stroke"
    >
      {columns.map((x, index) => (
        <path key={x} d={`M${x} ${round(top)}V${round(bottom)}`}>
          <title>{titles[index]}</title>
        </path>
      ))}
    </g>
  );
}

export interface RenditionsProps<Geometry> {
  readonly size: ChartSize;
  /** What the pointer is told of each period, oldest first; empty where it is told nothing. */
  readonly titles: readonly string[];
  readonly geometryOf: (rendition: Rendition) => Geometry;
  readonly plotOf: (geometry: Geometry) => HoverPlot;
  readonly draw: (rendition: Rendition, geometry: Geometry, titles: readonly string[]) => ReactNode;
}

/**
 * The same chart for several widths, of which the page shows the one that fits its container.
 * The widest comes first, as a style sheet can only hide what follows. What the pointer is told
 * lies over whichever is shown, once; a drawing of one width carries it in itself.
 */
export function Renditions<Geometry>({
  size,
  titles,
  geometryOf,
  plotOf,
  draw,
}: RenditionsProps<Geometry>) {
  const drawn = renditionsOf(size).map((rendition) => ({
    rendition,
    geometry: geometryOf(rendition),
  }));
  const [only] = drawn;
  if (only !== undefined && drawn.length === 1) {
    return draw(only.rendition, only.geometry, titles);
  }
  return (
    <div className={styles['frame']}>
      <div className={styles['fit']}>
        {drawn.toReversed().map(({ rendition, geometry }) => (
          <div key={rendition.name} className={styles[rendition.name satisfies RenditionName]}>
            {draw(rendition, geometry, [])}
          </div>
        ))}
        {titles.length === 0 ? null : (
          <div
            className={styles['strips']}
            style={Object.fromEntries(
              drawn.map(({ rendition, geometry }) => [
                `--${rendition.name}`,
                insetOf(rendition, plotOf(geometry)),
              ]),
            )}
            aria-hidden="true"
          >
            {titles.map((title) => (
              <i key={title} title={title} />
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** The plot as a part of its drawing, with half a strip beyond its first and last period. */
function insetOf({ width, height }: Rendition, { columns, step, top, bottom }: HoverPlot): string {
  const first = (columns[0] ?? 0) - step / 2;
  const last = width - (columns.at(-1) ?? width) - step / 2;
  const part = (value: number, of: number) => `${round((100 * value) / of)}%`;
  return [
    part(top, height),
    part(last, width),
    part(height - bottom, height),
    part(first, width),
  ].join(' ');
}
