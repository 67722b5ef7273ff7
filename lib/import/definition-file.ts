/** A definition file: from YAML or JSON to the domain's `Definition`, and from its paths to lines. */
import type { Accountability, Kpi, Organisation, Target } from '../domain/catalog';
import type { Defined, DefinedEntity, Definition, Rename, Some } from '../domain/definition';
import { annotationName, targetName } from '../domain/definition-keys';
import {
  DEFAULT_THRESHOLDS,
  type DefinitionFile,
  defaultScale,
  definitionSchema,
} from './definition-schema';
import { schemaFaults } from './schema-faults';
import { quoted } from './wording';
import { type FileFault, type FilePath, pathText, readYaml, type YamlFile } from './yaml-file';

/** Six times what an organisation of 500 KPIs and 5,000 places needs; larger ones take the parser minutes. */
const LONGEST_DEFINITION = 4_194_304;

type KpiFile = DefinitionFile['kpis'][number];

export interface ReadDefinition {
  readonly definition: Definition;
  /**
   * Where in the file something stands that `checkDefinition` names by its path, such as
   * `kpis.late-parcels.upstream[0]` or `stages[3].slug`; null for what the file does not hold.
   */
  readonly locate: (path: string) => { readonly line: number; readonly column: number } | null;
}

/** Settings that are there; what a file leaves out of the thresholds has its default. */
function organisationOf(file: DefinitionFile['organisation']): Some<Organisation> {
  if (file === undefined || file === null) return {};
  const { name, timeZone, locale, fiscalYearStart, thresholds, smallestN, limits } = file;
  return {
    ...(name !== undefined && { name }),
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
    ...(fiscalYearStart !== undefined && { fiscalYearStart }),
    ...(thresholds !== undefined && { thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds } }),
    ...(smallestN !== undefined && { smallestN }),
    ...(limits !== undefined && { limits }),
  };
}

function accountableOf({ accountable }: KpiFile): [Accountability, ...Accountability[]] {
  if (typeof accountable === 'string') return [{ team: accountable, from: null }];
  const [first, ...others] = accountable.map((entry) =>
    typeof entry === 'string' ? { team: entry, from: null } : entry,
  );
  return [first ?? { team: '', from: null }, ...others];
}

function kpiOf(file: KpiFile): Defined<Kpi> {
  const { slug, name, definition, source, unit, decimals, grain, aggregation, counts } = file;
  const { direction, lens, kind, weight, moment, contributing, retired } = file;
  return {
    slug,
    name,
    definition,
    source,
    unit,
    scale: file.scale ?? defaultScale(unit, aggregation),
    decimals,
    grain,
    aggregation,
    counts,
    direction,
    lens,
    kind,
    weight,
    reportingLagDays: file.reportingLag,
    dimension: file.segmentDimension,
    moment,
    accountable: accountableOf(file),
    contributing,
    stages: file.stages.map((entry) =>
      typeof entry === 'string' ? { stage: entry, critical: false, reliability: false } : entry,
    ),
    upstream: file.upstream.map((entry) =>
      typeof entry === 'string' ? { kpi: entry, evidence: 'suspected', note: null } : entry,
    ),
    retired,
  };
}

function targetOf(file: DefinitionFile['targets'][number]): Target {
  const { kpi, grain, segment, place, from, ends, target, atRisk, low, high, margin } = file;
  return { kpi, grain, segment, place, from, ends, bounds: { target, atRisk, low, high, margin } };
}

interface Renamed {
  readonly slug: string;
  readonly formerly: string | readonly string[];
}

function* renamesOf(entity: DefinedEntity, items: readonly Renamed[]): Generator<Rename> {
  for (const { slug, formerly } of items) {
    for (const from of typeof formerly === 'string' ? [formerly] : formerly) {
      yield { entity, from, to: slug };
    }
  }
}

function definitionOf(file: DefinitionFile): Definition {
  const { journeys, teams, places, kpis } = file;
  const stages = journeys.flatMap((journey) => journey.stages);
  const moments = stages.flatMap((stage) => stage.moments);
  return {
    organisation: organisationOf(file.organisation),
    teams: teams.map(({ formerly: _, ...team }) => team),
    journeys: journeys.map(({ slug, name, retired }) => ({ slug, name, retired })),
    stages: journeys.flatMap((journey) =>
      journey.stages.map(({ slug, name, promise, owner, retired }, position) => {
        return { slug, name, journey: journey.slug, position, promise, owner, retired };
      }),
    ),
    moments: stages.flatMap((stage) =>
      stage.moments.map(({ formerly: _, ...moment }) => ({ ...moment, stage: stage.slug })),
    ),
    dimensions: file.dimensions,
    places: places.map(({ formerly: _, ...place }) => place),
    kpis: kpis.map(kpiOf),
    targets: file.targets.map(targetOf),
    annotations: file.annotations,
    renames: [
      ...renamesOf('team', teams),
      ...renamesOf('journey', journeys),
      ...renamesOf('stage', stages),
      ...renamesOf('moment', moments),
      ...renamesOf('place', places),
      ...renamesOf('kpi', kpis),
    ],
  };
}

/** Two teams without a date would both answer from the beginning. */
function ownerFaults({ kpis }: DefinitionFile, file: YamlFile): FileFault[] {
  return kpis.flatMap((kpi, i): FileFault[] => {
    const always = accountableOf(kpi).filter(({ from }) => from === null);
    if (always.length < 2) return [];
    const path = ['kpis', i, 'accountable'];
    const teams = always.map(({ team }) => quoted(team)).join(' and ');
    const message = `${teams} would answer for ${quoted(kpi.slug)} at the same time; exactly one team does.`;
    const cure =
      'Move the others to contributing, or say from which date on each answers: {team, from}.';
    return [{ ...file.locate(path), path: pathText(path), message, cure }];
  });
}

/** Paths within the file by the names that `checkDefinition` uses: list and place, list and slug. */
function placesByName(file: DefinitionFile): Map<string, FilePath> {
  const found = new Map<string, FilePath>();
  const add = (list: string, i: number, slug: string, path: FilePath): void => {
    found.set(`${list}[${i}]`, path);
    if (!found.has(`${list}.${slug}`)) found.set(`${list}.${slug}`, path);
  };
  for (const list of ['teams', 'journeys', 'dimensions', 'places', 'kpis'] as const) {
    for (const [i, { slug }] of file[list].entries()) add(list, i, slug, [list, i]);
  }
  for (const [i, one] of file.targets.entries())
    add('targets', i, targetName(targetOf(one)), ['targets', i]);
  for (const [i, one] of file.annotations.entries()) {
    add('annotations', i, annotationName(one), ['annotations', i]);
  }
  let stages = 0;
  let moments = 0;
  for (const [i, journey] of file.journeys.entries()) {
    for (const [j, stage] of journey.stages.entries()) {
      const path = ['journeys', i, 'stages', j];
      add('stages', stages++, stage.slug, path);
      for (const [k, { slug }] of stage.moments.entries()) {
        add('moments', moments++, slug, [...path, 'moments', k]);
      }
    }
  }
  return found;
}

function locator(parsed: DefinitionFile, file: YamlFile): ReadDefinition['locate'] {
  let places: Map<string, FilePath> | null = null;
  return (path) => {
    places ??= placesByName(parsed);
    if (path.startsWith('organisation')) return file.locate(path.split('.'));
    // The longest name that begins the path; what follows is a field of it, as far as it is there.
    const names = [...places.keys()].filter(
      (name) => path === name || (/^[.[]/.test(path.slice(name.length)) && path.startsWith(name)),
    );
    const name = names.sort((a, b) => b.length - a.length)[0];
    const start = name === undefined ? undefined : places.get(name);
    if (name === undefined || start === undefined) return null;
    const fields = path.slice(name.length).match(/[^.[\]]+/g) ?? [];
    return file.locate([
      ...start,
      ...fields.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    ]);
  };
}

/** Reads a definition file; every fault comes with its line and a cure. */
export function parseDefinition(
  text: string,
  options: { readonly fileName?: string } = {},
): ReadDefinition | { readonly faults: readonly FileFault[] } {
  const json = options.fileName?.toLowerCase().endsWith('.json') === true;
  const file = readYaml(text, LONGEST_DEFINITION, json ? 'JSON' : 'YAML');
  if ('faults' in file) return file;
  const parsed = definitionSchema.safeParse(file.value);
  if (!parsed.success) return { faults: schemaFaults(parsed.error, file) };
  const faults = ownerFaults(parsed.data, file);
  if (faults.length > 0) return { faults };
  return { definition: definitionOf(parsed.data), locate: locator(parsed.data, file) };
}
