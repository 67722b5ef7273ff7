/** What a change of the catalogue does to judgements, by the code that judges. */
import { countTeamKeys } from '../../../db/queries/keys';
import { type Grain, periodContaining } from '../../domain/calendar';
import type { Catalog, Kpi, Target } from '../../domain/catalog';
import type { FormAddress } from '../../domain/catalog-form';
import type { DefinitionPlan } from '../../domain/definition-plan';
import { judgedAnew, periodsHandedOver } from '../../domain/judged-anew';
import { judgedAnewSentence, targetEffectSentence } from '../../domain/sentence-change-effect';
import { targetEffect } from '../../domain/target-effect';
import type { Track } from '../../domain/track';
import { counted, periods } from '../../domain/wording';
import { formatValue } from '../../format';
import { formatDate } from '../../format-period';
import type { Context } from '../context';
import { followKpis } from '../figures';
import type { Scope } from '../scope';

/** The effect in sentences; none where a change says all that it does by itself. */
export async function changeEffect(
  context: Context,
  scope: Scope,
  address: FormAddress,
  plan: DefinitionPlan,
): Promise<readonly string[]> {
  if (plan.items.length === 0) return ['Nothing would change: this is what is agreed already.'];
  switch (address.form) {
    case 'owner':
      return ownerEffect(context, scope, address.slug, plan);
    case 'target':
      return kpiEffect(context, scope, address.slug, plan);
    case 'merge':
      return mergeEffect(scope, address.slug, plan, await countTeamKeys(context.db, address.slug));
    case 'entry':
      return address.kind === 'kpi' && address.slug !== null
        ? kpiEffect(context, scope, address.slug, plan)
        : [];
    case 'template':
      return [];
  }
}

/** The KPI as it would be, with the handle by which its figures are found. */
function kpiAfter({ catalog }: Scope, slug: string, plan: DefinitionPlan): [Kpi, Kpi] | null {
  const before = catalog.kpis.find((kpi) => kpi.slug === slug);
  const now =
    plan.items.find(({ action, entity }) => action === 'rename' && entity === 'kpi')?.slug ?? slug;
  const after = plan.merged.kpis.find((kpi) => kpi.slug === now);
  return before === undefined || after === undefined ? null : [before, { ...after, id: before.id }];
}

async function ownerEffect(
  context: Context,
  scope: Scope,
  slug: string,
  plan: DefinitionPlan,
): Promise<readonly string[]> {
  const pair = kpiAfter(scope, slug, plan);
  if (pair === null) return [];
  const [before, after] = pair;
  const { tracks } = await followKpis(context, scope, [before], before.grain, null);
  const track = tracks.get(before.slug);
  const count = track === undefined ? 0 : periodsHandedOver(before, after, track);
  const last = after.accountable.at(-1) ?? after.accountable[0];
  const name = nameOf(scope.catalog, last.team);
  const { locale } = scope.catalog.organisation;
  const from = last.from === null ? '' : ` from ${formatDate(last.from, locale)} on`;
  return [
    `${name} answers${from}.`,
    count === 0
      ? `No ${before.grain} that has a figure passes over: the past keeps who answered.`
      : `${periods(count, before.grain)} that ${count === 1 ? 'has a figure passes' : 'have figures pass'} over, and ${count === 1 ? 'counts' : 'count'} in another scorecard.`,
  ];
}

const nameOf = ({ teams }: Catalog, slug: string): string =>
  teams.find((team) => team.slug === slug)?.name ?? slug;

/** The target that a plan creates or changes; null where it does neither. */
function targetOf({ write }: DefinitionPlan): Target | null {
  return write.targets[0] ?? null;
}

async function kpiEffect(
  context: Context,
  scope: Scope,
  slug: string,
  plan: DefinitionPlan,
): Promise<readonly string[]> {
  const pair = kpiAfter(scope, slug, plan);
  if (pair === null) return [];
  const [before, after] = pair;
  if (
    before.aggregation !== after.aggregation ||
    before.scale !== after.scale ||
    before.grain !== after.grain ||
    before.dimension !== after.dimension
  ) {
    return ['All its figures are computed and judged anew.'];
  }
  const target = targetOf(plan);
  const grain = target?.grain ?? before.grain;
  const [was, becomes] = await tracksOf(context, scope, { before, after, target, grain, plan });
  if (was === undefined || becomes === undefined) return [];
  return [
    judgedAnewSentence(judgedAnew(was, becomes, scope.today), grain),
    ...(target === null ? [] : outlook(scope, becomes, target, grain)),
  ];
}

function outlook(
  { today, calendar, catalog }: Scope,
  track: Track,
  target: Target,
  grain: Grain,
): readonly string[] {
  const { chart, points } = track.chartUpTo(periodContaining(today, grain, calendar));
  const effect = targetEffect({
    chart,
    values: points.map(({ value }) => value),
    bounds: target.bounds,
    direction: track.kpi.direction,
  });
  const { unit, decimals } = track.kpi;
  const written = (value: number) =>
    formatValue(value, unit, decimals, catalog.organisation.locale);
  return effect === null ? [] : [targetEffectSentence(effect, grain, written)];
}

async function tracksOf(
  context: Context,
  scope: Scope,
  {
    before,
    after,
    target,
    grain,
    plan,
  }: {
    readonly before: Kpi;
    readonly after: Kpi;
    readonly target: Target | null;
    readonly grain: Grain;
    readonly plan: DefinitionPlan;
  },
): Promise<readonly [Track | undefined, Track | undefined]> {
  const { catalog } = scope;
  const place = catalog.places.find(({ slug }) => slug === target?.place) ?? null;
  const dimension = catalog.dimensions.find(({ slug }) => slug === before.dimension);
  const found = dimension?.segments.find(({ slug }) => slug === target?.segment);
  const segment =
    found === undefined || dimension === undefined
      ? null
      : { id: found.id, slug: found.slug, dimension: dimension.slug };
  const scoped = { ...scope, segment };
  const changed: Scope = {
    ...scoped,
    catalog: {
      ...catalog,
      targets: plan.merged.targets,
      annotations: catalog.annotations.map((note) =>
        note.kpi === before.slug ? { ...note, kpi: after.slug } : note,
      ),
    },
  };
  const [was, becomes] = await Promise.all([
    followKpis(context, scoped, [before], grain, null, place),
    followKpis(context, changed, [after], grain, null, place),
  ]);
  return [was.tracks.get(before.slug), becomes.tracks.get(after.slug)];
}

function mergeEffect(
  { catalog }: Scope,
  slug: string,
  { items, merged }: DefinitionPlan,
  keys: number,
): readonly string[] {
  const changed = items.filter(({ action, entity }) => action === 'change' && entity === 'kpi');
  const touched = (field: string) =>
    changed.filter(({ fields }) => fields.some((each) => each.field === field)).length;
  const below = items.filter(
    ({ entity, slug: of, fields }) =>
      entity === 'team' && of !== slug && fields.some(({ field }) => field === 'parent'),
  ).length;
  const retired = merged.teams.some((team) => team.slug === slug && team.retired);
  const name = nameOf(catalog, slug);
  return [
    `${counted(touched('accountable'), 'KPI changes', 'KPIs change')} hands from that day on; what was before stays with ${name}.`,
    ...(touched('contributing') === 0
      ? []
      : [
          `In ${counted(touched('contributing'), 'KPI', 'KPIs')} the list of teams that share it changes at once.`,
        ]),
    ...(keys === 0
      ? []
      : [
          `${counted(keys, 'key that writes', 'keys that write')} for ${name} ${keys === 1 ? 'writes' : 'write'} for the other team at once.`,
        ]),
    ...(below === 0
      ? []
      : [`${counted(below, 'team comes', 'teams come')} below the other team at once.`]),
    retired
      ? `${name} is retired at once, and in no list any more.`
      : `${name} stays in lists: retire it once the first figures under the other team are in.`,
  ];
}
