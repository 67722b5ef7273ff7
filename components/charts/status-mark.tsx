/** Status as a shape and a colour, never as a colour alone. */
import { diamond, triangle } from '@/lib/chart/marks';
import { paint, type Tone } from '@/lib/chart/palette';
import type { ScorecardStatus } from '@/lib/domain/scorecard';
import type { Status } from '@/lib/domain/status';

/** Of a KPI, or of a scorecard. */
export type MarkedStatus = Status | ScorecardStatus;

export interface StatusMarkProps {
  readonly status: MarkedStatus;
  /** `overall`: the team shares the stage and measures nothing of its own there; drawn as an outline. */
  readonly basis?: 'own' | 'overall';
  /** Green team, red stage. */
  readonly watermelon?: boolean;
  /** In pixels. */
  readonly size?: number;
  /** Replaces the spoken name; null where a text beside the mark says it already. */
  readonly title?: string | null;
}

const NAMES: Readonly<Record<MarkedStatus, string>> = {
  on_target: 'on target',
  at_risk: 'at risk',
  off_target: 'off target',
  no_target: 'no target',
  not_yet_due: 'not yet due',
  no_data: 'no data',
  too_few: 'too few answers',
  withheld: 'withheld',
};

/**
 * The status in words, as it is spoken.
 *
 * @example statusName('on_target', 'own', true) // 'green team, red stage'
 */
export function statusName(
  status: MarkedStatus,
  basis: 'own' | 'overall' = 'own',
  watermelon = false,
): string {
  if (status === 'withheld') return NAMES[status];
  const name = watermelon ? 'green team, red stage' : NAMES[status];
  return basis === 'overall' ? `${name} by its whole scorecard, nothing of its own here` : name;
}

interface Judged {
  readonly path: string;
  readonly tone: Tone;
  readonly soft: Tone;
}

const CIRCLE = 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0 -11z';

const SHAPES: Readonly<Record<'on_target' | 'at_risk' | 'off_target', Judged>> = {
  on_target: { path: CIRCLE, tone: 'good', soft: 'good-soft' },
  at_risk: { path: triangle(8, 8, 6), tone: 'risk', soft: 'risk-soft' },
  off_target: { path: diamond(8, 8, 6.5), tone: 'bad', soft: 'bad-soft' },
};

function shape(status: MarkedStatus, overall: boolean) {
  switch (status) {
    case 'on_target':
    case 'at_risk':
    case 'off_target': {
      const { path, tone, soft } = SHAPES[status];
      return overall ? (
        <path
          d={path}
          fill={paint(soft)}
          stroke={paint(tone)}
          strokeWidth={1.5}
          strokeLinejoin="round"
          transform="translate(1.2 1.2) scale(.85)"
        />
      ) : (
        <path d={path} fill={paint(tone)} />
      );
    }
    case 'no_data':
      return <circle cx={8} cy={8} r={2.75} stroke={paint('mark')} strokeWidth={1.5} />;
    case 'too_few':
      return <circle cx={8} cy={8} r={2.5} fill={paint('mark')} />;
    case 'not_yet_due':
      return (
        <path
          d="M4 8h0M8 8h0M12 8h0"
          stroke={paint('mark')}
          strokeWidth={2.25}
          strokeLinecap="round"
        />
      );
    case 'no_target':
      return <path d="M5 8h6" stroke={paint('mark')} strokeWidth={2} strokeLinecap="round" />;
    case 'withheld':
      return (
        <>
          <path d="M4 7.5h8v5.25h-8z" fill={paint('mark')} />
          <path d="M5.75 7.5v-2a2.25 2.25 0 0 1 4.5 0v2" stroke={paint('mark')} strokeWidth={1.5} />
        </>
      );
  }
}

/** A red diamond in a green ring: outlined where the green is that of the whole scorecard. */
function watermelonShape(overall: boolean) {
  return (
    <>
      <circle
        cx={8}
        cy={8}
        r={6.25}
        fill={paint('card')}
        stroke={paint('good')}
        strokeWidth={overall ? 1.25 : 2}
      />
      {overall ? (
        <path d={diamond(8, 8, 3)} stroke={paint('bad')} strokeWidth={1.25} />
      ) : (
        <path d={diamond(8, 8, 3.25)} fill={paint('bad')} />
      )}
    </>
  );
}

/** A mark for a status: circle, triangle, diamond, a small one where nothing can be judged. */
export function StatusMark({
  status,
  basis = 'own',
  watermelon = false,
  size = 16,
  title = statusName(status, basis, watermelon),
}: StatusMarkProps) {
  const mark = {
    viewBox: '0 0 16 16',
    width: size,
    height: size,
    fill: 'none',
  };
  const drawn = watermelon
    ? watermelonShape(basis === 'overall')
    : shape(status, basis === 'overall');
  if (title === null) {
    return (
      <svg {...mark} aria-hidden="true">
        {drawn}
      </svg>
    );
  }
  return (
    <svg {...mark} role="img">
      <title>{title}</title>
      {drawn}
    </svg>
  );
}
