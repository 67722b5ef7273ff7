/**
 * What is taken out of the catalogue for one who may not see it. A team may keep its silo KPIs to itself
 * and executives. For all others these KPIs are not there: whatever reads figures asks the catalogue which
 * there are, so no figure of theirs is read, and nothing that is worked out can depend on one. What would
 * have counted them is marked as withheld (`contrast`), never worked out from the rest.
 */
import type { CalendarDate } from './calendar';
import type { Catalog, Kpi, Team, WithheldKpi } from './catalog';
import { allowedTeams, lineOf } from './policy';
import type { Principal } from './principal';
import { accountableOn } from './target';

type KeepingTeam = Pick<Team, 'slug' | 'parent' | 'siloWithheld'>;

/**
 * The teams whose silo KPIs somebody may not see, by slug, sorted. Empty where no team keeps its own, so
 * that those who do not use it pay nothing.
 *
 * @example withheldTeams(viewer, [{ slug: 'stores', parent: null, siloWithheld: true }]) // ['stores']
 */
export function withheldTeams(
  principal: Principal,
  teams: readonly KeepingTeam[],
): readonly string[] {
  const keeping = teams.filter(({ siloWithheld }) => siloWithheld);
  if (keeping.length === 0) return [];
  const allowed = allowedTeams(principal, 'silo.see');
  if (allowed === null) return [];
  return keeping
    .map(({ slug }) => slug)
    .filter((slug) => !lineOf(teams, slug).some((team) => allowed.includes(team)))
    .toSorted();
}

/**
 * The KPIs of those teams, by number: those of lens `silo` for which one of them answers on the day, retired
 * ones too. A KPI of lens `both` is what customers get, which is no team's to keep. The day and the
 * catalogue are those of the present, also for a look back: what one may see is a right of today.
 *
 * @example withheldKpis(catalog, today, ['stores']) // Set { 12, 14 }
 */
export function withheldKpis(
  { kpis }: Pick<Catalog, 'kpis'>,
  today: CalendarDate,
  teams: readonly string[],
): ReadonlySet<number> {
  const keeping = new Set(teams);
  return new Set(
    kpis
      .filter((kpi) => kpi.lens === 'silo' && keeping.has(accountableOn(kpi, today)))
      .map(({ id }) => id),
  );
}

/**
 * The catalogue without these KPIs, and without what names them: targets, notes on their charts, links of
 * other KPIs to them. In their place stands where they count, without slug and name. The same object where
 * there is nothing to take out.
 *
 * @example catalogWithout(catalog, new Set([12])).kpis.some(({ id }) => id === 12) // false
 */
export function catalogWithout(catalog: Catalog, ids: ReadonlySet<number>): Catalog {
  const out = catalog.kpis.filter(({ id }) => ids.has(id));
  if (out.length === 0) return catalog;
  const slugs = new Set(out.map(({ slug }) => slug));
  const isSeen = ({ kpi }: { readonly kpi: string }) => !slugs.has(kpi);
  return {
    ...catalog,
    kpis: catalog.kpis
      .filter(({ id }) => !ids.has(id))
      .map((kpi) =>
        kpi.upstream.every(isSeen) ? kpi : { ...kpi, upstream: kpi.upstream.filter(isSeen) },
      ),
    targets: catalog.targets.filter(isSeen),
    annotations: catalog.annotations.filter(isSeen),
    withheld: [...(catalog.withheld ?? []), ...out.map(traceOf)],
  };
}

const traceOf = (kpi: Kpi): WithheldKpi => ({
  id: kpi.id,
  lens: kpi.lens,
  kind: kpi.kind,
  moment: kpi.moment,
  accountable: kpi.accountable,
  contributing: kpi.contributing,
  stages: kpi.stages,
  retired: kpi.retired,
});

/**
 * The numbers of the KPIs that were taken out of a catalogue, for what is kept beside it: actions, thanks,
 * what teams said.
 *
 * @example withheldIds(catalog) // Set { 12 }
 */
export function withheldIds({ withheld }: Pick<Catalog, 'withheld'>): ReadonlySet<number> {
  return new Set(withheld?.map(({ id }) => id));
}

/**
 * The catalogue as all who may read see it, whoever asks: for what is held, mailed and kept for all in
 * common.
 *
 * @example catalogOfAll(catalog, today).kpis.length <= catalog.kpis.length // true
 */
export function catalogOfAll(catalog: Catalog, today: CalendarDate): Catalog {
  const teams = withheldTeams({ kind: 'visitor' }, catalog.teams);
  return catalogWithout(catalog, withheldKpis(catalog, today, teams));
}

/** Of the scorecards of a day, those that count a KPI that was taken out. */
export interface WithheldCards {
  /** Slugs of the teams that answer for one of lens `silo` or `both`. */
  readonly teams: ReadonlySet<string>;
  /** Slugs of the stages that one of them is mapped to, by the slug of the team. */
  readonly cells: ReadonlyMap<string, ReadonlySet<string>>;
  /** Slugs of the stages that count one of lens `experience` or `both`: it was another's once. */
  readonly stages: ReadonlySet<string>;
}

const NOTHING: WithheldCards = { teams: new Set(), cells: new Map(), stages: new Set() };

/**
 * Which scorecards are withheld on a day. It rests on what is agreed alone, never on a figure: a scorecard
 * is withheld whether its hidden KPI has one or not.
 *
 * @example withheldCards(catalog, '2026-11-22').teams // Set { 'stores' }
 */
export function withheldCards(
  { withheld }: Pick<Catalog, 'withheld'>,
  date: CalendarDate,
): WithheldCards {
  if (withheld === undefined) return NOTHING;
  const teams = new Set<string>();
  const cells = new Map<string, Set<string>>();
  const stages = new Set<string>();
  for (const kpi of withheld) {
    if (kpi.retired) continue;
    const mapped = kpi.stages.map(({ stage }) => stage);
    if (kpi.lens !== 'silo') for (const stage of mapped) stages.add(stage);
    if (kpi.lens === 'experience') continue;
    const team = accountableOn(kpi, date);
    teams.add(team);
    const known = cells.get(team) ?? new Set<string>();
    for (const stage of mapped) known.add(stage);
    cells.set(team, known);
  }
  return { teams, cells, stages };
}

/**
 * Whether the silo scorecard of teams pooled counts a KPI that was taken out.
 *
 * @example isCardWithheld(ownership, ['operations', 'stores']) // true: so is that of any team above
 */
export function isCardWithheld(
  { withheld }: { readonly withheld: WithheldCards },
  teams: readonly string[],
): boolean {
  return teams.some((team) => withheld.teams.has(team));
}

/**
 * Whether teams pooled have a KPI that was taken out in a stage.
 *
 * @example isCellWithheld(ownership, ['stores'], 'buy') // true
 */
export function isCellWithheld(
  { withheld }: { readonly withheld: WithheldCards },
  teams: readonly string[],
  stage: string,
): boolean {
  return teams.some((team) => withheld.cells.get(team)?.has(stage) ?? false);
}

/**
 * Whether a moment is measured by a KPI that was taken out: its status would be that of the worst of all.
 *
 * @example isMomentWithheld(catalog, 'first-delivery') // false
 */
export function isMomentWithheld({ withheld }: Pick<Catalog, 'withheld'>, moment: string): boolean {
  return withheld?.some((kpi) => !kpi.retired && kpi.moment === moment) ?? false;
}

/**
 * The teams of which KPIs were taken out, in the catalogue's order: to say on a page that they are missing.
 *
 * @example keepingTeams(catalog, today) // [{ slug: 'stores', name: 'Stores' }]
 */
export function keepingTeams(
  { teams, withheld }: Pick<Catalog, 'teams' | 'withheld'>,
  today: CalendarDate,
): readonly { readonly slug: string; readonly name: string }[] {
  if (withheld === undefined) return [];
  const keeping = new Set(
    withheld.filter(({ retired }) => !retired).map((kpi) => accountableOn(kpi, today)),
  );
  return teams.filter(({ slug }) => keeping.has(slug)).map(({ slug, name }) => ({ slug, name }));
}
