/** One drawing for each width, of which a page shows the one that fits. */
import type { ReactNode } from 'react';
import {
  type ChartSize,
  type Rendition,
  type RenditionName,
  renditionsOf,
} from '@/lib/chart/renditions';
import styles from './svg.module.css';

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
