/** A stage's share over the periods, small enough for a table's row. */
import { paint, type Tone } from '@/lib/chart/palette';
import { shareGeometry } from '@/lib/chart/sparkline';
import type { ScorecardStatus } from '@/lib/domain/scorecard';
import { Drawing } from './svg';

export interface ShareLineProps {
  /** 0 to 1, oldest first; null where there was none. */
  readonly shares: readonly (number | null)[];
  /** The present status: a line that is not good is coloured. */
  readonly status: ScorecardStatus;
  /** What a screen reader speaks; null where a text beside it says it already. */
  readonly name: string | null;
  readonly width?: number;
  readonly height?: number;
}

const TONES: Readonly<Record<ScorecardStatus, Tone>> = {
  on_target: 'mark',
  at_risk: 'risk',
  off_target: 'bad',
  no_data: 'mark',
  withheld: 'mark',
};

/** Always on 0 to 100 %, so that stages compare. */
export function ShareLine({ shares, status, name, width = 64, height = 20 }: ShareLineProps) {
  const geometry = shareGeometry(shares, { width, height });
  const colour = paint(TONES[status]);
  const dots = geometry.last === null ? geometry.alone : [...geometry.alone, geometry.last];
  return (
    <Drawing width={width} height={height} name={name} fixed>
      <path d={geometry.line} stroke={colour} strokeWidth={1.5} strokeLinejoin="round" />
      {dots.map((dot) => (
        <circle key={dot.x} cx={dot.x} cy={dot.y} r={2} fill={colour} />
      ))}
    </Drawing>
  );
}
