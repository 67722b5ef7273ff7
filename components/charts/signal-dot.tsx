/** A point that stands out: shape and colour say whether for the better. */
import { diamond } from '@/lib/chart/marks';
import { paint } from '@/lib/chart/palette';

export interface SignalDotProps {
  readonly x: number;
  readonly y: number;
  readonly kind: 'good' | 'bad' | 'neutral';
  readonly radius: number;
}

/** Circle: good. Diamond: bad. Ring: changed, and neither is better. */
export function SignalDot({ x, y, kind, radius }: SignalDotProps) {
  if (kind === 'bad') return <path d={diamond(x, y, radius)} fill={paint('bad')} />;
  if (kind === 'good') return <circle cx={x} cy={y} r={radius} fill={paint('good')} />;
  return (
    <circle
      cx={x}
      cy={y}
      r={radius - 0.5}
      fill={paint('card')}
      stroke={paint('ink')}
      strokeWidth={2}
    />
  );
}
