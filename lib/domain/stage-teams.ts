/** The teams that share a stage: what each answers for there, and what it measures of its own. */
import { teamRef } from './board';
import type { CalendarDate } from './calendar';
import type { Kpi } from './catalog';
import type { Contrast } from './contrast';
import type { ContrastIndex } from './contrast-index';
import { type Scorecard, scorecard, WITHHELD } from './scorecard';
import type { StageTeam } from './stage-view';
import type { Judgement } from './status';
import { accountableOn } from './target';

/**
 * The teams that take part in a stage on a day, those that answer for most of its KPIs first. Status
 * and counts are those of the team's cell: its own KPIs here, or its whole scorecard where it
 * measures nothing of its own here (`basis: overall`).
 *
 * @example
 * stageTeams(index, contrast, 'receive', judgements, week46.start)[0]
 * // { slug: 'logistics', answers: 8, shares: 0, basis: 'own', onTarget: 3, due: 4, … }
 */
export function stageTeams(
  index: ContrastIndex,
  { cells }: Pick<Contrast, 'cells'>,
  stage: string,
  judgements: ReadonlyMap<string, Judgement>,
  date: CalendarDate,
): readonly StageTeam[] {
  const { siloKpis, siloKpisIn } = index.ownershipOn(date);
  const mapped = (index.mapped.get(stage) ?? []).map(({ kpi }) => kpi);
  return cells
    .filter((cell) => cell.stage === stage)
    .map(({ team, basis, status, watermelon }): StageTeam => {
      const counted = basis === 'own' ? siloKpisIn.get(team)?.get(stage) : siloKpis.get(team);
      const { onTarget, due } =
        status === 'withheld' ? WITHHELD : scored(counted ?? [], judgements, index);
      const answers = mapped.filter((kpi) => accountableOn(kpi, date) === team).length;
      return {
        ...teamRef(index.catalog, team),
        answers,
        shares: mapped.filter(
          (kpi) => accountableOn(kpi, date) !== team && kpi.contributing.includes(team),
        ).length,
        basis,
        status,
        onTarget,
        due,
        watermelon,
      };
    })
    .toSorted((a, b) => b.answers - a.answers || b.shares - a.shares);
}

function scored(
  kpis: readonly Kpi[],
  judgements: ReadonlyMap<string, Judgement>,
  { catalog }: ContrastIndex,
): Scorecard {
  const entries = kpis.flatMap(({ slug, weight }) => {
    const judgement = judgements.get(slug);
    return judgement === undefined ? [] : [{ kpi: slug, weight, judgement }];
  });
  return scorecard(entries, catalog.organisation.thresholds);
}
