/** A point that stands out: shape and colour say whether for the better. */
import { diamond, square } from '@/lib/chart/marks';
import { paint } from '@/lib/chart/palette';

export interface SignalDotProps {
  readonly x: number;
  readonly y: number;
  readonly kind: 'good' | 'bad' | 'neutral';
  readonly radius: number;
}

/** Circle: good. Diamond: bad. Square: changed, and neither is better. */
export function SignalDot({ x, y, kind, radius }: SignalDotProps) {
  switch (kind) {
    case 'bad':
      return <path d={diamond(x, y, radius)} fill={paint('bad')} />;
    case 'good':
      return <circle cx={x} cy={y} r={radius} fill={paint('good')} />;
    case 'neutral':
      return <path d={square(x, y, radius)} fill={paint('ink')} />;
  }
}
