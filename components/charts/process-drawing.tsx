/** A KPI over time in one width: its figures, its usual range, its target, and what stands out. */
import type { ReactNode } from 'react';
import { dots as dotsPath } from '@/lib/chart/marks';
import { paint, type Tone } from '@/lib/chart/palette';
import { type ProcessGeometry, type ProcessInput, processGeometry } from '@/lib/chart/process';
import type { LabelRole } from '@/lib/chart/process-labels';
import type { ProcessAnnotation, ProcessPhase, ProcessPoint } from '@/lib/chart/process-points';
import type { ChartSize, Rendition } from '@/lib/chart/renditions';
import { SignalDots } from './signal-dots';
import { Drawing, Label } from './svg';

export interface ProcessBehaviourChartProps {
  readonly points: readonly ProcessPoint[];
  readonly phases: readonly ProcessPhase[];
  readonly annotations?: readonly ProcessAnnotation[];
  readonly unit: string;
  /** The target as it is named beside its line ("target 95"). */
  readonly targetLabel: string | null;
  /** What a screen reader speaks: the finding; null where a text beside the chart says it. */
  readonly name: string | null;
  readonly size?: ChartSize;
  /** A value without its unit; `against` is the target that it must not be mistaken for. */
  readonly formatValue: (value: number, against: number | null) => string;
  /** Strips that name each figure when pointed at; not wanted in an image. */
  readonly hover?: boolean;
}

export const WORDS: ProcessInput['words'] = {
  target: 'target',
  band: 'usual range',
  trialBand: 'usual range so far',
  tooLittle: 'too little history',
  empty: 'no figures yet',
  soFar: 'so far',
};

const TONES: Readonly<Record<LabelRole, Tone>> = {
  edge: 'muted',
  target: 'good',
  value: 'ink',
  partial: 'muted',
  band: 'muted',
  note: 'muted',
};

function Bands({ geometry }: { readonly geometry: ProcessGeometry }) {
  return geometry.bands.map((band) => (
    <g key={band.area}>
      <path d={band.area} fill={paint('band')} />
      {band.trial ? <path d={band.edges} stroke={paint('mark')} strokeDasharray="2 3" /> : null}
    </g>
  ));
}

/** Plain dots of one size are one path; one that is open is a figure that may still change. */
function Dots({ geometry: { dots, step } }: { readonly geometry: ProcessGeometry }) {
  const plain = dots.filter(({ kind }) => kind === 'plain' || kind === 'last');
  const radii = [...new Set(plain.map(({ radius }) => radius))];
  return (
    <>
      {radii.map((radius) => (
        <path
          key={radius}
          d={dotsPath(plain.filter((dot) => dot.radius === radius))}
          stroke={paint('ink')}
          strokeWidth={2 * radius}
          strokeLinecap="round"
        />
      ))}
      {dots
        .filter(({ kind }) => kind === 'open')
        .map((dot) => (
          <circle
            key={dot.x}
            cx={dot.x}
            cy={dot.y}
            r={dot.radius}
            fill={paint('card')}
            stroke={paint('ink')}
            strokeWidth={1.5}
          />
        ))}
      <SignalDots dots={dots} radius={step >= 5 ? 4.5 : 3.5} />
    </>
  );
}

interface FigureProps extends ProcessBehaviourChartProps {
  readonly rendition: Rendition;
  readonly geometry: ProcessGeometry;
  /** Over all of it. */
  readonly children?: ReactNode;
}

export function ProcessFigure({ rendition, geometry, name, children }: FigureProps) {
  const { frame } = geometry;
  return (
    <Drawing width={rendition.width} height={rendition.height} name={name}>
      <Bands geometry={geometry} />
      <path d={geometry.centers} stroke={paint('mark')} strokeOpacity={0.6} />
      <path d={geometry.target} stroke={paint('good')} strokeWidth={1.5} strokeDasharray="5 3" />
      {geometry.annotations.map((note) => (
        <path
          key={note.x}
          d={`M${note.x.toFixed(1)} ${note.top.toFixed(1)}V${frame.bottom.toFixed(1)}`}
          stroke={paint('mark')}
          strokeDasharray="1.5 3"
          strokeWidth={1.25}
        >
          <title>{note.text}</title>
        </path>
      ))}
      <path
        d={geometry.line}
        stroke={paint('ink')}
        strokeWidth={geometry.step < 2 ? 0.75 : geometry.step < 4 ? 1 : 1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <path d={geometry.pending} stroke={paint('ink')} strokeWidth={1.5} strokeDasharray="2 3" />
      <Dots geometry={geometry} />
      {geometry.labels.map((label) => (
        <Label
          key={`${label.role} ${label.y}`}
          text={label}
          tone={TONES[label.role]}
          ground={label.over}
        />
      ))}
      {[...geometry.periods, ...geometry.annotations.flatMap(({ label }) => label ?? [])].map(
        (label) => (
          <Label key={`${label.x} ${label.y}`} text={label} />
        ),
      )}
      {children}
    </Drawing>
  );
}

/** The chart in one width, whole in itself and without what the pointer is told: for pictures. */
export function ProcessDrawing(
  props: ProcessBehaviourChartProps & { readonly rendition: Rendition },
) {
  const { annotations = [], rendition } = props;
  const geometry = processGeometry({ ...props, annotations, words: WORDS }, rendition);
  return <ProcessFigure {...props} geometry={geometry} />;
}
