/** The moments of truth that a team's work touches, with the ways that lead there. */
import type { Catalog, Kpi } from './catalog';
import type { ContrastIndex } from './contrast-index';
import { lineOfSight } from './line-of-sight';
import { kpisOfMoment, momentStatus } from './moment-status';
import type { Judgement } from './status';
import type { Part, TouchedMoment } from './team-view';
import { isMomentWithheld } from './withheld';

export interface TouchInput {
  readonly index: ContrastIndex;
  /** What the team has to do with a KPI; null when nothing. */
  readonly partOf: (kpi: Kpi) => Part | null;
  /** Of the KPIs followed, in the view of the period looked at. */
  readonly judgements: ReadonlyMap<string, Judgement>;
}

const SEVERITY = { off_target: 0, at_risk: 1, no_data: 2, withheld: 3, on_target: 4 } as const;

/**
 * The moments touched by KPIs that the team answers for, and by those that it shares where none of the
 * first leads there. Worst first, critical before others; a retired moment or stage is touched by
 * nobody. Empty when no KPI leads to a moment: that is a finding.
 *
 * @example touchedMoments(input)[0]?.lines[0]?.kpis.map(({ name }) => name)
 * // ['Stock record correct', 'In stock as shown online']
 */
export function touchedMoments({
  index,
  partOf,
  judgements,
}: TouchInput): readonly TouchedMoment[] {
  const { catalog } = index;
  const stages = new Map([...index.stages.values()].flat().map((stage) => [stage.slug, stage]));
  const moments = catalog.moments.filter(({ retired, stage }) => !retired && stages.has(stage));
  const live = catalog.kpis.filter(({ retired }) => !retired);
  const linesOf = (part: Part) =>
    lineOfSight(
      live.filter((kpi) => partOf(kpi) === part).map(({ slug }) => slug),
      live,
      moments,
    ).map((line) => ({ ...line, part }));
  const answered = linesOf('answers');
  const reached = new Set(answered.map(({ moment }) => moment));
  const lines = [...answered, ...linesOf('shares').filter(({ moment }) => !reached.has(moment))];
  return moments
    .flatMap((moment): TouchedMoment[] => {
      const there = lines.filter((line) => line.moment === moment.slug);
      if (there.length === 0) return [];
      const measuring = kpisOfMoment(live, moment.slug);
      return [
        {
          slug: moment.slug,
          name: moment.name,
          stage: {
            slug: moment.stage,
            name: stages.get(moment.stage)?.name ?? moment.stage,
          },
          kind: moment.kind,
          aim: moment.aim,
          critical: moment.critical,
          status: isMomentWithheld(catalog, moment.slug)
            ? 'withheld'
            : momentStatus(measuring.flatMap(({ slug }) => judgements.get(slug) ?? [])),
          lines: there.map((line) => ({
            ...line,
            kpis: [line.from, ...line.through.map(({ kpi }) => kpi)].map((slug) => ({
              slug,
              name: nameOf(catalog, slug),
              status: judgements.get(slug)?.status ?? null,
            })),
          })),
        },
      ];
    })
    .toSorted(
      (a, b) => SEVERITY[a.status] - SEVERITY[b.status] || Number(b.critical) - Number(a.critical),
    );
}

/**
 * How many of the first KPIs of each way were told by one before it, so that a long way is told once and
 * referred to after. One KPI alone is said again, as referring to it would be no shorter. Ways are told
 * in the order given.
 *
 * @example
 * // A → B → C, then A → B → D, then A → B:
 * toldBefore(moments).get(second) // 1: "as above to B → D"; of the third 1: "as above to B"
 */
export function toldBefore(
  moments: readonly Pick<TouchedMoment, 'lines'>[],
): ReadonlyMap<TouchedMoment['lines'][number], number> {
  const told = new Set<string>();
  return new Map(
    moments.flatMap(({ lines }) =>
      lines.map((line) => {
        const ways = line.kpis.map((_, index) =>
          line.kpis
            .slice(0, index + 1)
            .map(({ slug }) => slug)
            .join(' '),
        );
        const last = ways.findLastIndex((way) => told.has(way));
        for (const way of ways) told.add(way);
        return [line, Math.max(0, last)] as const;
      }),
    ),
  );
}

function nameOf({ kpis }: Pick<Catalog, 'kpis'>, slug: string): string {
  return kpis.find((kpi) => kpi.slug === slug)?.name ?? slug;
}
