/** The contrast and a series as the API and the command line give them (contract: HTTP). */
import type { ContrastView } from './contrast-view';
import type { KpiSeries } from './kpi-view';
import { cardAnswer, withheldMark } from './scorecard';
import { plainText } from './sentence';

/**
 * The contrast in the shape of the API. Shares are 0 to 1, gaps in points, at full precision.
 *
 * @example contrastAnswer(view).alignmentGapPoints // 91.66666666666666
 */
export function contrastAnswer({
  contrast,
  frame,
  headline,
  lead,
  board,
  trend,
  ...view
}: ContrastView) {
  const { key, grain, start, end } = frame.period;
  return {
    journey: contrast.journey,
    segment: view.segment,
    period: { key, grain, start, end, state: frame.state },
    headline: `${plainText(headline)} ${plainText(lead)}`,
    teams: contrast.teams.map((team) => ({ ...team, silo: cardAnswer(team.silo) })),
    headings: contrast.headings.map((team) => ({ ...team, silo: cardAnswer(team.silo) })),
    stages: contrast.stages.map((stage) => ({
      ...stage,
      experience: cardAnswer(stage.experience),
    })),
    cells: contrast.cells.map((cell) => ({ ...cell, ...withheldMark(cell.status) })),
    siloShare: contrast.siloShare,
    stageShare: contrast.stageShare,
    alignmentGapPoints: contrast.alignmentGapPoints,
    ...(contrast.siloWithheld || contrast.stagesWithheld ? { withheld: true as const } : {}),
    chain: contrast.chain,
    signals: [...board.actOn, ...board.inHand, ...board.changed, ...board.good].flatMap(
      ({ kpi, signal }) => (signal === null ? [] : [{ kpi: kpi.slug, ...signal }]),
    ),
    budget: { new: board.newCount, standing: board.standingCount, expected: board.budget },
    trend,
    untouched: contrast.untouched,
    figures: {
      in: view.figures.in,
      of: view.figures.of,
      missing: view.figures.missing.map(({ kpi, status, dueOn }) => ({
        kpi: kpi.slug,
        status,
        dueOn,
      })),
    },
  };
}

/**
 * A series in the shape of the API: values in the KPI's own unit, at full precision.
 *
 * @example seriesAnswer(series).points.at(-1)?.value // 84.01709401709402
 */
export function seriesAnswer(series: KpiSeries) {
  return {
    kpi: series.kpi,
    unit: series.unit,
    grain: series.grain,
    points: series.points.map(({ measures, ...point }) => ({
      period: point.period,
      value: measures.value,
      numerator: measures.numerator,
      denominator: measures.denominator,
      n: measures.n,
      interval: point.interval,
      inconclusive: point.inconclusive,
      target: point.target,
      status: point.status,
      limits: point.limits,
      reported: point.reported,
      recordedAt: point.recordedAt,
      revision: point.revision,
    })),
    phases: series.phases,
    signals: series.signals,
    verdict: series.verdict,
  };
}
