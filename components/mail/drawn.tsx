/** Drawings of the product as pictures in mail: whole in themselves, light, on a ground of their own. */
import { ProcessDrawing } from '@/components/charts/process-drawing';
import { type Body, MARGIN, renditionOf } from '@/components/embed/face';
import { tidy } from '@/components/embed/words';
import { markup } from '@/components/ui/markup';
import { paint } from '@/lib/chart/palette';
import { withColours } from '@/lib/chart/theme';
import type { MailChart } from '@/lib/domain/post';
import { formatNumber } from '@/lib/format';

/** A drawing as SVG, with every colour written in: no program of mail knows a style sheet within it. */
export function svgOf({ node, width, height }: Body): string {
  const wide = width + 2 * MARGIN;
  const high = Math.ceil(height) + 2 * MARGIN;
  const drawing = markup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={wide}
      height={high}
      viewBox={`0 0 ${wide} ${high}`}
      fill="none"
      fontFamily="var(--font, sans-serif)"
      fontSize={12}
    >
      <title>chart</title>
      <rect width={wide} height={high} fill={paint('card')} />
      <svg x={MARGIN} y={MARGIN} width={width} height={Math.ceil(height)} overflow="visible">
        <title>drawing</title>
        {node}
      </svg>
    </svg>,
  );
  return withColours(tidy(drawing), 'light', 'DejaVu Sans');
}

/** The chart that minutes kept, as the product draws it in a narrow place. */
export function trailBody({ unit, decimals, locale, points }: MailChart): Body {
  const { width, height } = renditionOf('narrow');
  const [first] = points;
  const last = points.at(-1);
  const target = last?.target ?? null;
  return {
    width,
    height,
    node: (
      <ProcessDrawing
        name={null}
        unit={unit}
        targetLabel={target === null ? null : `target ${formatNumber(target, decimals, locale)}`}
        formatValue={(value) => formatNumber(value, decimals, locale)}
        points={points.map((point) => ({ ...point, center: null }))}
        phases={
          first === undefined || last === undefined
            ? []
            : [{ from: first.period, to: last.period, state: 'locked' }]
        }
        rendition={renditionOf('narrow')}
      />
    ),
  };
}
