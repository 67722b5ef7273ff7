/** One KPI, as a chart or as a tile. */
import { ProcessDrawing } from '@/components/charts/process-drawing';
import { Sparkline } from '@/components/charts/sparkline';
import { statusName } from '@/components/charts/status-mark';
import { chartedKpi } from '@/components/kpi/charted';
import { valueText } from '@/components/kpi/value-text';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { EmbedSize } from '@/lib/domain/embed';
import type { KpiShown } from '@/lib/domain/kpi-view';
import { plainText } from '@/lib/domain/sentence';
import { targetPhrase } from '@/lib/domain/sentence-kpi';
import { formatTarget } from '@/lib/format-compare';
import { periodName } from '@/lib/format-period';
import { shortName } from '@/lib/words';
import { type Body, type Face, INNER, renditionOf, stopped } from './face';

/** A year of weeks; a narrow chart goes back half as far, so that its points stay apart. */
const SPANS: Readonly<Record<EmbedSize, number>> = { small: 13, narrow: 26, broad: 52, wide: 104 };
const TILE_SPAN = 26;

export function kpiFace(shown: KpiShown, form: 'chart' | 'tile', span: number | null): Face {
  const { kpi, organisation, frame, place } = shown;
  const { locale } = organisation;
  const segment = shown.segments.find(({ slug }) => slug === shown.segment);
  const label = (period: PeriodKey) => shortName(period, locale, organisation, frame.period);
  return {
    organisation,
    title: kpi.name,
    of: [periodName(shown.judged ?? frame.period, locale), segment?.name, place?.name]
      .filter((part) => part !== undefined)
      .join(' · '),
    status: shown.status,
    figure: shown.value === null ? null : valueText(kpi, shown.value, shown.target, locale),
    aside: [statusName(shown.status), boundsText(shown)]
      .filter((part) => part !== null)
      .join(' · '),
    finding: stopped(plainText(shown.sentence)),
    asOf: frame.now,
    pinned: frame.asOf !== null,
    freshness: freshText(shown, label),
    draw: (size) => (form === 'tile' ? tile(shown, size, span) : chart(shown, size, span, label)),
    data: dataOf(shown, span),
  };
}

function chart(
  shown: KpiShown,
  size: EmbedSize,
  span: number | null,
  label: (period: PeriodKey) => string,
): Body {
  const rendition = renditionOf(size);
  const drawn = chartedKpi(shown, label, Math.min(span ?? SPANS[size], 2 * SPANS[size]));
  return {
    width: rendition.width,
    height: rendition.height,
    node: <ProcessDrawing {...drawn} name={null} rendition={rendition} />,
  };
}

function tile(shown: KpiShown, size: EmbedSize, span: number | null): Body {
  const width = Math.min(INNER[size], 320);
  const height = 48;
  const points = shown.series.points.slice(-(span ?? TILE_SPAN)).map((point) => ({
    value: point.status === 'too_few' ? null : point.measures.value,
    lower: point.limits.lower,
    upper: point.limits.upper,
    target: point.target?.target ?? null,
    signal: point.mark,
  }));
  return {
    width,
    height,
    node: <Sparkline points={points} name={null} width={width} height={height} />,
  };
}

function boundsText({ kpi, target, organisation }: KpiShown): string | null {
  const phrase = targetPhrase(target, kpi.direction, (value) =>
    formatTarget(value, kpi.decimals, organisation.locale),
  );
  if (phrase === null) return kpi.direction === 'none' ? null : 'no target in effect';
  return `target ${phrase}`;
}

function freshText(
  { freshness: { state, due } }: KpiShown,
  label: (period: PeriodKey) => string,
): string | null {
  switch (state) {
    case 'fresh':
      return null;
    case 'late':
      return `figures late: ${label(due.key)} is missing`;
    case 'stale':
      return `figures stale: ${label(due.key)} and the one before are missing`;
    case 'never':
      return 'no figure has come in yet';
  }
}

function dataOf(shown: KpiShown, span: number | null): object {
  const { kpi, series, value, target, judged } = shown;
  return {
    kpi: kpi.slug,
    unit: kpi.unit,
    grain: series.grain,
    segment: shown.segment,
    place: shown.place?.slug ?? null,
    period: judged?.key ?? null,
    value,
    target,
    points: series.points.slice(-(span ?? SPANS.broad)).map((point) => ({
      period: point.period,
      value: point.status === 'too_few' ? null : point.measures.value,
      target: point.target?.target ?? null,
      status: point.status,
    })),
  };
}
