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
  /** Fixed in pixels; otherwise it fills its container. */
  readonly fixed?: boolean;
  readonly children: ReactNode;
}

/** An SVG that is whole in itself: it can be saved, embedded or turned into an image. */
export function Drawing({ width, height, name, fixed = false, children }: DrawingProps) {
  const drawing = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width: fixed ? width : '100%',
    ...(fixed ? { height } : {}),
    fontFamily: TYPEFACE,
    fontSize: TEXT,
    fontVariant: 'tabular-nums',
    fill: 'none',
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

export interface HoverColumnsProps {
  readonly columns: readonly number[];
  readonly step: number;
  readonly top: number;
  readonly bottom: number;
  readonly titleOf: (index: number) => string;
}

/** An invisible strip for each period, which names its figures when pointed at: no script needed. */
export function HoverColumns({ columns, step, top, bottom, titleOf }: HoverColumnsProps) {
  return (
    <g
      className={styles['columns']}
      stroke="transparent"
      strokeWidth={Math.min(step, 60)}
      pointerEvents="stroke"
    >
      {columns.map((x, index) => (
        <path key={x} d={`M${x} ${round(top)}V${round(bottom)}`}>
          <title>{titleOf(index)}</title>
        </path>
      ))}
    </g>
  );
}

export interface RenditionsProps {
  readonly size: ChartSize;
  readonly draw: (rendition: Rendition) => ReactNode;
}

/**
 * The same chart for several widths, of which the page shows the one that fits its container.
 * The widest comes first, as a style sheet can only hide what follows.
 */
export function Renditions({ size, draw }: RenditionsProps) {
  const renditions = renditionsOf(size);
  const only = renditions.length === 1 ? renditions[0] : undefined;
  if (only !== undefined) return draw(only);
  return (
    <div className={styles['frame']}>
      {renditions.toReversed().map((rendition) => (
        <div key={rendition.name} className={styles[rendition.name satisfies RenditionName]}>
          {draw(rendition)}
        </div>
      ))}
    </div>
  );
}
