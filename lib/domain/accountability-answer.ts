/** The map of accountability and its gaps as the API gives them. */
import type { AccountabilityView } from './accountability-view';

/**
 * The map in the shape of the API, by slug.
 *
 * @example accountabilityAnswer(view).kpis[0] // { kpi: 'in-stock-as-shown-online', accountable: 'supply-chain', … }
 */
export function accountabilityAnswer(view: AccountabilityView) {
  const { key, grain, start, end } = view.frame.period;
  return {
    journey: view.journey?.slug ?? null,
    date: view.date,
    period: { key, grain, start, end, state: view.frame.state },
    filter: {
      team: view.filter.team?.slug ?? null,
      stage: view.filter.stage?.slug ?? null,
      lens: view.filter.lens,
    },
    kpis: view.groups.flatMap(({ stage, rows }) =>
      rows.map(({ kpi, lens, critical, status, answers, since, shares }) => ({
        stage: stage?.slug ?? null,
        kpi: kpi.slug,
        lens,
        critical,
        status,
        accountable: answers.slug,
        since,
        contributing: shares,
      })),
    ),
    gaps: view.gaps.flatMap(({ kind, cure, items }) =>
      items.map(({ thing, stage, count, ask }) => ({
        kind,
        thing: { type: thing.type, slug: thing.slug },
        stage: stage?.slug ?? null,
        count,
        ask,
        cure,
      })),
    ),
  };
}
