/** Points that stand out: dots in rings, so that no signal is taken for the mark of a status. */
import type { XY } from '@/lib/chart/lines';
import { dots, rings } from '@/lib/chart/marks';
import { paint, type Tone } from '@/lib/chart/palette';

export type SignalKind = 'good' | 'bad' | 'neutral';

export interface SignalDotsProps {
  readonly dots: readonly (XY & { readonly kind: string })[];
  /** Of the ring; null where there is no room for rings: the dots alone. */
  readonly radius: number | null;
}

/** The ring says that it is a signal; its colour, and the words beside the chart, which way. */
const TONES: Readonly<Record<SignalKind, Tone>> = { good: 'good', bad: 'bad', neutral: 'ink' };
const KINDS: readonly SignalKind[] = ['good', 'bad', 'neutral'];

export function SignalDots({ dots: all, radius }: SignalDotsProps) {
  return KINDS.map((kind) => {
    const own = all.filter((dot) => dot.kind === kind);
    if (own.length === 0) return null;
    const stroke = paint(TONES[kind]);
    const inner = (
      <path
        key={kind}
        d={dots(own)}
        stroke={stroke}
        strokeWidth={radius ?? 4}
        strokeLinecap="round"
      />
    );
    return radius === null ? (
      inner
    ) : (
      <g key={kind}>
        <path d={rings(own, radius)} stroke={stroke} />
        {inner}
      </g>
    );
  });
}
