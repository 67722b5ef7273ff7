/** What teams report against what customers get, over time. */
import { paint, type Tone } from '@/lib/chart/palette';
import type { Rendition, RenditionName } from '@/lib/chart/renditions';
import { type TrendGeometry, trendGeometry } from '@/lib/chart/trend';
import type { TrendRole } from '@/lib/chart/trend-labels';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { TrendPoint } from '@/lib/domain/contrast';
import { HoverColumns, Renditions } from './renditions';
import { Drawing, Label } from './svg';

export interface ContrastTrendProps {
  readonly trend: readonly TrendPoint[];
  /** What a screen reader speaks: the finding; null where a text beside the chart says it. */
  readonly name: string | null;
  /** A period in a few letters ("W47"). */
  readonly periodLabel: (period: PeriodKey) => string;
  readonly formatShare: (share: number) => string;
  /** The newest shares and gap, as the headline says them; null where there is none. */
  readonly siloText: string | null;
  readonly stageText: string | null;
  readonly gapText: string | null;
  readonly size?: 'column' | 'large' | RenditionName;
  readonly hover?: boolean;
}

const TONES: Readonly<Record<TrendRole, Tone>> = {
  silo: 'muted',
  stage: 'ink',
  above: 'bad',
  below: 'good',
  even: 'muted',
};

function titleOf(point: TrendPoint, props: ContrastTrendProps): string {
  const share = (value: number | null) =>
    value === null ? (point.withheld ? 'withheld' : 'no data') : props.formatShare(value);
  return `${props.periodLabel(point.period)}: teams report ${share(point.siloShare)} · customers get ${share(point.stageShare)}`;
}

interface FigureProps {
  readonly rendition: Rendition;
  readonly geometry: TrendGeometry;
  readonly titles: readonly string[];
  readonly name: string | null;
}

function TrendFigure({ rendition, geometry, titles, name }: FigureProps) {
  const { frame, bracket } = geometry;
  return (
    <Drawing width={rendition.width} height={rendition.height} name={name}>
      <path
        d={geometry.grid.map(({ y }) => `M${frame.left} ${y}H${frame.right}`).join('')}
        stroke={paint('line')}
      />
      {geometry.tints.map((tint) => (
        <path
          key={tint.path}
          d={tint.path}
          fill={paint(tint.side === 'above' ? 'bad-soft' : 'good-soft')}
        />
      ))}
      <g strokeLinejoin="round" strokeLinecap="round">
        <path d={geometry.silo} stroke={paint('mark')} strokeWidth={1.75} />
        <path d={geometry.stage} stroke={paint('ink')} strokeWidth={2.25} />
      </g>
      {geometry.dots.map((dot) => (
        <circle
          key={`${dot.role} ${dot.x}`}
          cx={dot.x}
          cy={dot.y}
          r={3.5}
          fill={paint(dot.role === 'silo' ? 'mark' : 'ink')}
        />
      ))}
      {bracket === null ? null : (
        <path
          d={`M${bracket.x} ${bracket.top.toFixed(1)}V${bracket.bottom.toFixed(1)}`}
          stroke={paint(geometry.labels.some(({ role }) => role === 'below') ? 'good' : 'bad')}
          strokeWidth={1.25}
        />
      )}
      {geometry.grid.map(({ y, label }) => (
        <Label key={y} text={label} />
      ))}
      {geometry.labels.map((label) => (
        <Label key={`${label.role} ${label.y}`} text={label} tone={TONES[label.role]} />
      ))}
      {geometry.periods.map((label) => (
        <Label key={label.x} text={label} />
      ))}
      <HoverColumns {...hoverPlot(geometry)} titles={titles} />
    </Drawing>
  );
}

const hoverPlot = ({ columns, step, frame }: TrendGeometry) => ({
  columns,
  step,
  top: frame.top,
  bottom: frame.bottom,
});

/** The chart in one width, whole in itself and without what the pointer is told: for pictures. */
export function TrendDrawing(props: ContrastTrendProps & { readonly rendition: Rendition }) {
  const { rendition, name } = props;
  const geometry = trendGeometry(inputOf(props), rendition);
  return <TrendFigure rendition={rendition} geometry={geometry} titles={[]} name={name} />;
}

const inputOf = (props: ContrastTrendProps) => ({
  trend: props.trend,
  periodLabel: props.periodLabel,
  silo: { value: props.siloText, name: 'teams report' },
  stage: { value: props.stageText, name: 'customers get' },
  gap: props.gapText,
  noData: 'no data',
});

/** Two lines and the room between them. A table of the same figures comes from `trendTable`. */
export function ContrastTrend(props: ContrastTrendProps) {
  const { trend, hover = true } = props;
  const input = inputOf(props);
  return (
    <Renditions
      size={props.size ?? 'large'}
      titles={hover ? trend.map((point) => titleOf(point, props)) : []}
      geometryOf={(rendition) => trendGeometry(input, rendition)}
      plotOf={hoverPlot}
      draw={(rendition, geometry, titles) => (
        <TrendFigure rendition={rendition} geometry={geometry} titles={titles} name={props.name} />
      )}
    />
  );
}
