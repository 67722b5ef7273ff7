/** A stage as the API gives it: the facts of its page (contract: HTTP). */
import { cardAnswer, countsAnswer, withheldMark } from './scorecard';
import { plainText } from './sentence';
import type { OriginStep, StageKpi, StageSiloKpi, StageView } from './stage-view';

/**
 * A stage in the shape of the API. Shares are 0 to 1, figures in the KPI's own unit, both at full
 * precision; what cannot be said is null.
 *
 * @example stageAnswer(view).experience.status // 'off_target'
 */
export function stageAnswer(view: StageView) {
  const { key, grain, start, end } = view.frame.period;
  const { slug, name, promise, owner } = view.stage;
  return {
    journey: view.journey.slug,
    segment: view.segment,
    period: { key, grain, start, end, state: view.frame.state },
    stage: { slug, name, promise, owner },
    headline: plainText(view.finding),
    experience: cardAnswer(view.scorecard),
    since: view.column.since,
    sinceAtLeast: view.column.sinceAtLeast,
    standing: view.standing,
    shares: view.column.history,
    reliability: view.reliabilityShare,
    stages: view.strip,
    kpis: view.groups.flatMap(({ shown, steady }) => [...shown, ...steady].map(experienceKpi)),
    siloKpis: view.silo.map(siloKpi),
    origins: view.origins.map(({ of, steps, carries, finding }) => ({
      kpi: of.slug,
      finding: plainText(finding),
      carries: carries.map((each) => ({ kpi: each.slug, evidence: each.evidence })),
      steps: steps.map(originStep),
    })),
    teams: view.teams.map(({ slug: team, name: named, lead, ...facts }) => ({
      team,
      name: named,
      lead,
      ...countsAnswer(facts),
    })),
    moments: view.moments.map(({ kpis, ...moment }) => ({
      ...moment,
      ...withheldMark(moment.status),
      kpis: kpis.map((kpi) => kpi.slug),
    })),
    annotations: view.notes.map(({ kpis, ...note }) => ({
      ...note,
      kpis: kpis.map((kpi) => kpi.slug),
    })),
    gaps: view.gaps.map(({ gap, sentence }) => ({ ...gap, text: plainText(sentence) })),
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

function kpiFacts(item: Omit<StageSiloKpi, 'steady' | 'greenUpstreamOf'>) {
  const { kpi, status, period, unit, value, previousValue, target, lower, upper, signal } = item;
  return {
    kpi: kpi.slug,
    name: kpi.name,
    period,
    status,
    unit,
    value,
    previousValue,
    target,
    limits: { lower, upper },
    signal,
    finding: plainText(item.sentence),
    accountable: item.accountable.slug,
    contributing: item.contributing.map(({ slug }) => slug),
  };
}

function experienceKpi(item: StageKpi) {
  const { kind, lens, critical, reliability, interval, answers, standing } = item;
  return { ...kpiFacts(item), kind, lens, critical, reliability, interval, answers, standing };
}

function siloKpi(item: StageSiloKpi) {
  const up = item.greenUpstreamOf;
  return {
    ...kpiFacts(item),
    greenUpstreamOf: up === null ? null : { kpi: up.slug, evidence: up.evidence },
  };
}

function originStep({ kpi, team, role, status, value, broken, signalling, link }: OriginStep) {
  return {
    kpi: kpi.slug,
    accountable: team.slug,
    role,
    status,
    value,
    broken,
    signalling,
    link: link === null ? null : { ...link, feeds: link.feeds.slug },
  };
}
