/** What was never agreed or is not measured in a stage (rules: domain §8). */
import type { Gap } from './accountability';
import type { Catalog } from './catalog';
import type { Sentence } from './sentence';
import type { StageGap } from './stage-view';

/** Addresses of what a gap names; without them it is named but not linked. */
export interface GapLinks {
  readonly kpi?: (slug: string) => string;
  readonly team?: (slug: string) => string;
}

/**
 * The gaps that concern a stage: its own, those of its moments, of the teams that take part in it,
 * and of the KPIs mapped to it. Gaps of the whole journey are not the stage's.
 *
 * @example stageGaps(accountabilityGaps(catalog, facts), catalog, 'receive')
 * // [{ gap: { kind: 'moment_without_kpi', … }, sentence: 'No KPI measures the moment 100th order arrives.' }]
 */
export function stageGaps(
  gaps: readonly Gap[],
  catalog: Pick<Catalog, 'kpis' | 'teams' | 'moments'>,
  stage: string,
  links: GapLinks = {},
): readonly StageGap[] {
  const mapped = new Set(
    catalog.kpis
      .filter((kpi) => !kpi.retired && kpi.stages.some((mapping) => mapping.stage === stage))
      .map(({ slug }) => slug),
  );
  return gaps.flatMap((gap) => {
    const concerns =
      'stage' in gap ? gap.stage === stage : 'kpi' in gap ? mapped.has(gap.kpi) : false;
    return concerns ? [{ gap, sentence: gapSentence(gap, catalog, links) }] : [];
  });
}

function gapSentence(
  gap: Gap,
  catalog: Pick<Catalog, 'kpis' | 'teams' | 'moments'>,
  links: GapLinks,
): Sentence {
  const named = (
    from: readonly { readonly slug: string; readonly name: string }[],
    slug: string,
    href?: (slug: string) => string,
  ) => ({
    text: from.find((each) => each.slug === slug)?.name ?? slug,
    tone: 'strong' as const,
    ...(href === undefined ? {} : { href: href(slug) }),
  });
  switch (gap.kind) {
    case 'kpi_without_target':
      return [named(catalog.kpis, gap.kpi, links.kpi), { text: ' has no target.' }];
    case 'kpi_without_data':
      return [named(catalog.kpis, gap.kpi, links.kpi), { text: ' has no figure at all.' }];
    case 'kpi_without_stage':
      return [named(catalog.kpis, gap.kpi, links.kpi), { text: ' touches no stage.' }];
    case 'stage_without_owner':
      return [{ text: 'Nobody owns this stage.' }];
    case 'stage_without_perception_kpi':
      return [{ text: 'No KPI says what customers say of this stage.' }];
    case 'stage_without_reliability_kpi':
      return [{ text: 'No KPI says for how many customers this stage goes right.' }];
    case 'moment_without_kpi':
      return [
        { text: 'No KPI measures the moment ' },
        named(catalog.moments, gap.moment),
        { text: '.' },
      ];
    case 'team_measures_nothing':
      return [
        named(catalog.teams, gap.team, links.team),
        { text: ' shares this stage and measures nothing of its own here.' },
      ];
    case 'too_few_moments':
    case 'too_many_moments':
      return [{ text: `${gap.prioritised} moments are prioritised.` }];
  }
}
