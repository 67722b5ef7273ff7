/** What makes a KPI of a definition impossible: references and rules (domain §1, §3, §6, §8). */
import type { Kpi } from './catalog';
import type { Defined, DefinedCatalog } from './definition';
import { type DefinitionFault, unknownReference } from './definition-fault';
import { upstreamCycles } from './upstream';

type AnyKpi = Defined<Kpi>;

const MOST_DECIMALS = 10;

/**
 * The faults of a catalogue's KPIs: what they refer to is not there, owners are not one at a time,
 * or figures could not be computed. References are checked for retired KPIs too, rules are not.
 *
 * @example kpiFaults(catalog)[0]?.message // 'There is no team "supply-chian".'
 */
export function kpiFaults(catalog: DefinedCatalog): readonly DefinitionFault[] {
  const live = catalog.kpis.filter((kpi) => !kpi.retired);
  return [
    ...referenceFaults(catalog),
    ...live.flatMap((kpi) => [...ownerFaults(kpi, catalog), ...figureFaults(kpi)]),
    ...live.flatMap((kpi) => momentFaults(kpi, catalog)),
    ...reliabilityFaults(live),
    ...cycleFaults(catalog.kpis),
  ];
}

function referenceFaults(catalog: DefinedCatalog): readonly DefinitionFault[] {
  const slugs = (list: readonly { readonly slug: string }[]) =>
    new Set(list.map(({ slug }) => slug));
  const teams = slugs(catalog.teams);
  const stages = slugs(catalog.stages);
  const moments = slugs(catalog.moments);
  const dimensions = slugs(catalog.dimensions);
  const kpis = slugs(catalog.kpis);
  return catalog.kpis.flatMap((kpi) => {
    const path = `kpis.${kpi.slug}`;
    const { accountable, contributing, stages: mappings, upstream, moment, dimension } = kpi;
    return [
      ...missing(
        path,
        'accountable',
        'team',
        accountable.map(({ team }) => team),
        teams,
      ),
      ...missing(path, 'contributing', 'team', contributing, teams),
      ...missing(
        path,
        'stages',
        'stage',
        mappings.map(({ stage }) => stage),
        stages,
      ),
      ...missing(
        path,
        'upstream',
        'KPI',
        upstream.map((link) => link.kpi),
        kpis,
      ),
      ...(moment === null || moments.has(moment)
        ? []
        : [unknownReference(`${path}.moment`, 'moment', moment, moments)]),
      ...(dimension === null || dimensions.has(dimension)
        ? []
        : [unknownReference(`${path}.dimension`, 'dimension', dimension, dimensions)]),
    ];
  });
}

/** Of a list of slugs: those that exist nowhere, and those that are named twice. */
function missing(
  path: string,
  field: 'accountable' | 'contributing' | 'stages' | 'upstream',
  noun: string,
  slugs: readonly string[],
  known: ReadonlySet<string>,
): readonly DefinitionFault[] {
  const mayRepeat = field === 'accountable';
  const at = (i: number) => (mayRepeat && slugs.length === 1 ? field : `${field}[${i}]`);
  return slugs.flatMap((slug, i): readonly DefinitionFault[] => {
    if (!known.has(slug)) return [unknownReference(`${path}.${at(i)}`, noun, slug, known)];
    if (mayRepeat || slugs.indexOf(slug) === i) return [];
    const message = `The ${noun} "${slug}" is named twice.`;
    return [{ path: `${path}.${at(i)}`, message, cure: 'Keep one of the two.' }];
  });
}

/** One team answers at any time, and it is one that still exists. */
function ownerFaults(kpi: AnyKpi, { teams }: DefinedCatalog): readonly DefinitionFault[] {
  const path = `kpis.${kpi.slug}`;
  const { accountable, contributing } = kpi;
  const faults: DefinitionFault[] = [];
  if (accountable[0].from !== null) {
    faults.push({
      path: `${path}.accountable[0].from`,
      message: `Nobody answers for "${kpi.slug}" before ${accountable[0].from}.`,
      cure: 'Let the first entry have no date: it holds from the beginning.',
    });
  }
  accountable.forEach(({ from }, i) => {
    const before = accountable[i - 1];
    if (before === undefined) return;
    if (from === null || (before.from !== null && from <= before.from)) {
      faults.push({
        path: `${path}.accountable[${i}].from`,
        message: `${from ?? 'No date'} does not come after ${before.from ?? 'the beginning'}.`,
        cure: 'Put the entries in order, each with a later first day.',
      });
    }
  });
  const now = (accountable.at(-1) ?? accountable[0]).team;
  if (contributing.includes(now)) {
    faults.push({
      path: `${path}.contributing`,
      message: `"${now}" answers for "${kpi.slug}" and cannot share it as well.`,
      cure: 'Leave it out of contributing.',
    });
  }
  if (teams.some((team) => team.slug === now && team.retired)) {
    faults.push({
      path: `${path}.accountable`,
      message: `"${now}", which answers for "${kpi.slug}", is retired.`,
      cure: 'Name a team that is not, or retire the KPI.',
    });
  }
  return faults;
}

/** Whether figures could be computed, judged and shown. */
function figureFaults(kpi: AnyKpi): readonly DefinitionFault[] {
  const { weight, scale, decimals, reportingLagDays, counts, aggregation } = kpi;
  const faults: DefinitionFault[] = [];
  const fault = (field: string, message: string, cure: string): void => {
    faults.push({ path: `kpis.${kpi.slug}.${field}`, message, cure });
  };
  if (!(weight > 0 && Number.isFinite(weight))) {
    fault(
      'weight',
      `A weight of ${weight} counts for nothing.`,
      'Use a number above 0; 1 is usual.',
    );
  }
  if (!(scale > 0 && Number.isFinite(scale))) {
    fault(
      'scale',
      `A scale of ${scale} gives no figure.`,
      'Use a number above 0: 100 for %, else 1.',
    );
  }
  if (!isWhole(decimals) || decimals > MOST_DECIMALS) {
    fault('decimals', `${decimals} is no number of decimals.`, `Use 0 to ${MOST_DECIMALS}.`);
  }
  if (reportingLagDays !== null && !isWhole(reportingLagDays)) {
    fault(
      'reportingLagDays',
      `${reportingLagDays} is no number of days.`,
      'Use a whole number from 0.',
    );
  }
  if (counts && aggregation !== 'ratio') {
    fault(
      'counts',
      `Counts out of counts need a ratio, not "${aggregation}".`,
      'Leave counts out.',
    );
  }
  for (const { stage, reliability } of kpi.stages) {
    if (!reliability || (aggregation === 'ratio' && kpi.lens !== 'silo')) continue;
    fault(
      'stages',
      `"${kpi.slug}" cannot be the reliability of "${stage}": that is the share of customers for whom the stage went right.`,
      'Use a KPI of aggregation ratio and of lens experience or both.',
    );
  }
  return faults;
}

function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

/** A moment that moved to another stage leaves its KPIs behind, unless the file names them. */
function momentFaults(kpi: AnyKpi, { moments }: DefinedCatalog): readonly DefinitionFault[] {
  const moment = moments.find(({ slug }) => slug === kpi.moment);
  if (moment === undefined || kpi.stages.some(({ stage }) => stage === moment.stage)) return [];
  return [
    {
      path: `kpis.${kpi.slug}.moment`,
      message: `The moment "${moment.slug}" is in "${moment.stage}", to which "${kpi.slug}" is not mapped.`,
      cure: 'Name the KPI in the file with that stage, or without the moment.',
    },
  ];
}

function reliabilityFaults(kpis: readonly AnyKpi[]): readonly DefinitionFault[] {
  const first = new Map<string, string>();
  return kpis.flatMap(({ slug, stages }) =>
    stages.flatMap(({ stage, reliability }): readonly DefinitionFault[] => {
      if (!reliability) return [];
      const other = first.get(stage);
      if (other === undefined) {
        first.set(stage, slug);
        return [];
      }
      const message = `The stage "${stage}" has two reliability KPIs: "${other}" and "${slug}".`;
      return [{ path: `kpis.${slug}.stages`, message, cure: 'Keep the mark on one of them.' }];
    }),
  );
}

function cycleFaults(kpis: readonly AnyKpi[]): readonly DefinitionFault[] {
  return upstreamCycles(kpis).map((cycle) => ({
    path: `kpis.${cycle[0]}.upstream`,
    message: `Upstream links go round: ${cycle.join(' ← ')}.`,
    cure: 'Take out one of these links.',
  }));
}
