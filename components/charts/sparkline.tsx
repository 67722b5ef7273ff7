/** A KPI's last periods in a line of a list. */
import { paint } from '@/lib/chart/palette';
import { type SparkPoint, sparkGeometry } from '@/lib/chart/sparkline';
import { SignalDots } from './signal-dots';
import { Drawing } from './svg';

export interface SparklineProps {
  readonly points: readonly SparkPoint[];
  /** What a screen reader speaks; null where the line of the list says it already. */
  readonly name: string | null;
  readonly width?: number;
  readonly height?: number;
}

/** Usual range, dashed target, line, signals and the newest value. */
export function Sparkline({ points, name, width = 120, height = 30 }: SparklineProps) {
  const geometry = sparkGeometry(points, { width, height });
  return (
    <Drawing width={width} height={height} name={name} fixed>
      <path d={geometry.band} fill={paint('band')} />
      <path d={geometry.target} stroke={paint('good')} strokeDasharray="3 2" />
      <path d={geometry.line} stroke={paint('ink')} strokeWidth={1.25} strokeLinejoin="round" />
      {geometry.dots
        .filter(({ kind }) => kind === 'last')
        .map((dot) => (
          <circle key={dot.x} cx={dot.x} cy={dot.y} r={2.25} fill={paint('ink')} />
        ))}
      <SignalDots dots={geometry.dots} radius={null} />
    </Drawing>
  );
}
