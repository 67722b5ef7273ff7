/** A team as the API gives it: the facts of its page, by slug and at full precision. */
import { cardAnswer, countsAnswer, withheldMark } from './scorecard';
import { plainText } from './sentence';
import type { TeamKpi, TeamView } from './team-view';

const kpiAnswer = ({ kpi, part, lens, status, value, target, signal, ...item }: TeamKpi) => ({
  kpi: kpi.slug,
  part,
  lens,
  accountable: item.accountable.slug,
  stages: item.stages.map(({ slug, critical }) => ({ stage: slug, critical })),
  period: item.period,
  value,
  target,
  status,
  signal,
  freshness: item.freshness,
  marks: item.marks,
  upstreamOf: item.feeds.map((miss) => ({
    kpi: miss.kpi.slug,
    status: miss.status,
    evidence: miss.evidence,
  })),
});

/**
 * What a team's page shows, in the shape of the API. Shares are 0 to 1, gaps in points.
 *
 * @example teamAnswer(view).silo // { share: 0.8, coverage: 1, status: 'on_target', onTarget: 4, judged: 5, due: 5 }
 */
export function teamAnswer(view: TeamView) {
  const { key, grain, start, end } = view.frame.period;
  const slugs = (named: readonly { readonly slug: string }[]) => named.map(({ slug }) => slug);
  return {
    slug: view.team.slug,
    name: view.team.name,
    lead: view.team.lead,
    parent: view.above.at(-1)?.slug ?? null,
    journey: view.journey?.slug ?? null,
    segment: view.segment,
    period: { key, grain, start, end, state: view.frame.state },
    headline: [view.headline, view.lead].map(plainText).join(' ').trim(),
    silo: cardAnswer(view.silo),
    sharedScore: view.sharedScore,
    gapPoints: view.gapPoints,
    below: view.below.map(({ slug, kind, depth, lead, silo, sharedScore, gapPoints }) => ({
      slug,
      kind,
      depth,
      lead,
      silo: cardAnswer(silo),
      sharedScore,
      gapPoints,
    })),
    answers: [...view.silos, ...view.experience.filter(({ lens }) => lens === 'experience')].map(
      kpiAnswer,
    ),
    shares: view.shares.map(kpiAnswer),
    broken: view.broken.map(({ kpi }) => kpi.slug),
    stages: view.stages.map(({ slug, experience, since, owner, cell, own, answers, shares }) => ({
      stage: slug,
      owner,
      experience: cardAnswer(experience),
      since,
      cell: countsAnswer(cell),
      own: slugs(own),
      answers: slugs(answers),
      shares: slugs(shares),
    })),
    touches: view.touches.map(({ slug, stage, critical, status, lines }) => ({
      moment: slug,
      stage: stage.slug,
      critical,
      status,
      ...withheldMark(status),
      lines: lines.map(({ from, through, evidence, part }) => ({ from, through, evidence, part })),
    })),
    owed: view.owed.map(({ kpi, newest, missing, missingCount, ...owed }) => ({
      kpi: kpi.slug,
      freshness: owed.freshness,
      grain: owed.grain,
      newest,
      missing,
      missingCount,
      dueSince: owed.dueSince,
      next: owed.next,
    })),
    figures: {
      in: view.figures.in,
      of: view.figures.of,
      missing: view.figures.missing.map(({ kpi, status, dueOn }) => ({
        kpi: kpi.slug,
        status,
        dueOn,
      })),
    },
    gaps: view.gaps.flatMap(({ kind, items }) =>
      items.map(({ thing, stage }) => ({
        kind,
        thing: { type: thing.type, slug: thing.slug },
        stage: stage?.slug ?? null,
      })),
    ),
    touchesNothing: view.touchesNothing,
  };
}
