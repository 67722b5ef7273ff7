/** What all charts share: the drawing's frame and its texts. No style sheet: pictures are drawn by it as well. */
import type { ReactNode } from 'react';
import { paint, type Tone, TYPEFACE } from '@/lib/chart/palette';
import type { PlacedText } from '@/lib/chart/placed';
import { TEXT } from '@/lib/chart/renditions';

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
