/** A KPI over time on a page: drawn for each width, with what the pointer is told. */
import { type ProcessGeometry, processGeometry } from '@/lib/chart/process';
import type { ProcessPoint } from '@/lib/chart/process-points';
import { type ProcessBehaviourChartProps, ProcessFigure, WORDS } from './process-drawing';
import { HoverColumns, Renditions } from './renditions';

/** What the pointer is told of one period. */
function pointTitle(
  point: ProcessPoint,
  notes: readonly string[],
  props: Pick<ProcessBehaviourChartProps, 'unit' | 'formatValue'>,
): string {
  const { value, target, reported } = point;
  const unit = props.unit === '' ? '' : `\u00a0${props.unit}`;
  const parts = [
    value === null ? 'no figure' : `${props.formatValue(value, target)}${unit}`,
    ...(target === null ? [] : [`target ${props.formatValue(target, null)}`]),
    ...(point.signal === null ? [] : ['signal']),
    ...(point.inProgress === true ? ['in progress'] : []),
    ...(reported !== undefined && reported.in < reported.of
      ? [`${reported.in} of ${reported.of} reported`]
      : []),
    ...notes,
  ];
  return `${point.label}: ${parts.join(' · ')}`;
}

const hoverPlot = ({ columns, step, frame }: ProcessGeometry) => ({
  columns,
  step,
  top: frame.top,
  bottom: frame.bottom,
});

function titlesOf(props: ProcessBehaviourChartProps): readonly string[] {
  const { points, annotations = [], hover = true } = props;
  if (!hover) return [];
  return points.map((point, index) => {
    const notes = annotations.filter((note) => note.periodIndex === index);
    return pointTitle(
      point,
      notes.map((note) => note.text),
      props,
    );
  });
}

/**
 * Process behaviour chart. The finding is its name; the figures are one pointer away, and a table
 * of them is the caller's to offer.
 */
export function ProcessBehaviourChart(props: ProcessBehaviourChartProps) {
  const { annotations = [] } = props;
  const input = { ...props, annotations, words: WORDS };
  return (
    <Renditions
      size={props.size ?? 'card'}
      titles={titlesOf(props)}
      geometryOf={(rendition) => processGeometry(input, rendition)}
      plotOf={hoverPlot}
      draw={(rendition, geometry, titles) => (
        <ProcessFigure {...props} rendition={rendition} geometry={geometry}>
          <HoverColumns {...hoverPlot(geometry)} titles={titles} />
        </ProcessFigure>
      )}
    />
  );
}
