/** What a catalogue becomes when a definition file is applied to it. */
import type { Accountability, Kpi, Moment, Stage } from './catalog';
import type {
  Defined,
  DefinedCatalog,
  DefinedDimension,
  Definition,
  MergeOptions,
} from './definition';
import { annotationName, canonicalText, targetName } from './definition-keys';

/** Who answers for a KPI once the file has its say. */
export type Handover = (before: Defined<Kpi>, named: Defined<Kpi>) => Kpi['accountable'];

/** Takes the file at its word: for checks, where the day of a handover does not matter. */
export const asTheFileSays: Handover = (_, named) => named.accountable;

/**
 * A catalogue with a definition merged in, renames aside. What the file names is as the file says,
 * whole; what it does not name stays, or with `prune` is retired (targets and annotations go).
 * Order: what was there first keeps its place, new entities follow in the order of the file; segments
 * follow a file that names all of a dimension. The stages of a journey of which the file names any are numbered from 0, those named first. A KPI
 * that measures a moment is mapped to the stage of that moment, whether the file says so or not.
 *
 * @example
 * mergeDefinition({ ...catalog, teams: [stores] }, { ...definition, teams: [web] }, asTheFileSays, { prune: false })
 * // teams: stores, web
 */
export function mergeDefinition(
  current: DefinedCatalog,
  definition: Definition,
  handover: Handover,
  { prune }: MergeOptions,
): DefinedCatalog {
  const journeys = merged(current.journeys, definition.journeys, prune);
  const stages = numbered(
    current.stages,
    merged(current.stages, definition.stages, prune),
    definition.stages,
  );
  const moments = merged(current.moments, definition.moments, prune);
  const before = new Map(current.kpis.map((kpi) => [kpi.slug, kpi]));
  const named = definition.kpis.map((kpi) => {
    const known = before.get(kpi.slug);
    const mapped = mappedByMoment(kpi, moments);
    if (known === undefined) return mapped;
    return {
      ...mapped,
      accountable: handover(known, kpi),
      contributing: inKnownOrder(known.contributing, mapped.contributing),
      stages: inKnownOrder(known.stages, mapped.stages),
      upstream: inKnownOrder(known.upstream, mapped.upstream),
    };
  });
  const order = new Map(journeys.map(({ slug }, i) => [slug, i]));
  const rank = (stage: Defined<Stage>): number => order.get(stage.journey) ?? journeys.length;
  return {
    organisation: { ...current.organisation, ...definition.organisation },
    teams: merged(current.teams, definition.teams, prune),
    journeys,
    stages: stages.toSorted((a, b) => rank(a) - rank(b) || a.position - b.position),
    moments,
    dimensions: mergedDimensions(current.dimensions, definition.dimensions, prune),
    places: merged(current.places, definition.places, prune),
    kpis: merged(current.kpis, named, prune),
    targets: replaced(current.targets, definition.targets, targetName, prune ? drop : keep),
    annotations: replaced(
      current.annotations,
      definition.annotations,
      annotationName,
      prune ? drop : keep,
    ),
  };
}

const keep = <T>(item: T): T => item;
const drop = (): null => null;

/** Items of the first list, each replaced by its namesake in the second; then what is new there. */
function replaced<T>(
  current: readonly T[],
  named: readonly T[],
  nameOf: (item: T) => string,
  unnamed: (item: T) => T | null,
): readonly T[] {
  const left = new Map(named.map((item) => [nameOf(item), item]));
  const kept = current.flatMap((item): readonly T[] => {
    const name = nameOf(item);
    const change = left.get(name) ?? unnamed(item);
    left.delete(name);
    return change === null ? [] : [change];
  });
  return [...kept, ...left.values()];
}

function merged<T extends { readonly slug: string; readonly retired: boolean }>(
  current: readonly T[],
  named: readonly T[],
  prune: boolean,
): readonly T[] {
  const unnamed = prune ? (item: T): T => ({ ...item, retired: true }) : keep;
  return replaced(current, named, ({ slug }) => slug, unnamed);
}

function mergedDimensions(
  current: readonly DefinedDimension[],
  named: readonly DefinedDimension[],
  prune: boolean,
): readonly DefinedDimension[] {
  const before = new Map(current.map(({ slug, segments }) => [slug, segments]));
  const whole = named.map((dimension) => ({
    ...dimension,
    segments: inFileOrder(
      merged(before.get(dimension.slug) ?? [], dimension.segments, prune),
      dimension.segments,
    ),
  }));
  // A dimension cannot be retired, its segments can.
  const unnamed = (dimension: DefinedDimension): DefinedDimension =>
    prune ? { ...dimension, segments: merged(dimension.segments, [], prune) } : dimension;
  return replaced(current, whole, ({ slug }) => slug, unnamed);
}

/** A file that names all segments of a dimension says their order too; of some of them it does not. */
function inFileOrder<T extends { readonly slug: string }>(
  segments: readonly T[],
  named: readonly T[],
): readonly T[] {
  const order = new Map(named.map(({ slug }, i) => [slug, i]));
  if (!segments.every(({ slug }) => order.has(slug))) return segments;
  return segments.toSorted((a, b) => (order.get(a.slug) ?? 0) - (order.get(b.slug) ?? 0));
}

/**
 * Two stages never share a place: those that the file names come first, in its order. A journey
 * that a stage leaves is numbered again too.
 */
function numbered(
  before: readonly Defined<Stage>[],
  stages: readonly Defined<Stage>[],
  named: readonly Defined<Stage>[],
): readonly Defined<Stage>[] {
  const inFile = new Map(named.map((stage, i) => [stage.slug, i]));
  const position = new Map<string, number>();
  const left = before.filter((stage) => inFile.has(stage.slug));
  for (const journey of new Set([...named, ...left].map((stage) => stage.journey))) {
    stages
      .filter((stage) => stage.journey === journey)
      .toSorted(
        (a, b) =>
          Number(!inFile.has(a.slug)) - Number(!inFile.has(b.slug)) ||
          a.position - b.position ||
          (inFile.get(a.slug) ?? 0) - (inFile.get(b.slug) ?? 0),
      )
      .forEach((stage, i) => {
        position.set(stage.slug, i);
      });
  }
  return stages.map((stage) => ({
    ...stage,
    position: position.get(stage.slug) ?? stage.position,
  }));
}

/** Lists whose order means nothing stay as they are when nothing is in them that was not. */
function inKnownOrder<T>(before: readonly T[], named: readonly T[]): readonly T[] {
  const sorted = (list: readonly T[]) => canonicalText(list.map(canonicalText).toSorted());
  return sorted(before) === sorted(named) ? before : named;
}

/** To measure a moment is to measure its stage. */
function mappedByMoment(kpi: Defined<Kpi>, moments: readonly Defined<Moment>[]): Defined<Kpi> {
  const stage = moments.find((moment) => moment.slug === kpi.moment)?.stage;
  if (kpi.retired || stage === undefined) return kpi;
  if (kpi.stages.some((mapping) => mapping.stage === stage)) return kpi;
  return { ...kpi, stages: [...kpi.stages, { stage, critical: false, reliability: false }] };
}

/**
 * Who answers for a KPI of which the file names one team without a date. If that team answers last
 * already, nothing changes. Otherwise it answers from `from` on, and who did before is kept;
 * entries from that day on give way, so that a second change within one period leaves one. A list
 * in the file replaces the list.
 *
 * @example
 * handedOver([{ team: 'stores', from: null }], [{ team: 'web', from: null }], '2026-11-16')
 * // [{ team: 'stores', from: null }, { team: 'web', from: '2026-11-16' }]
 */
export function handedOver(
  before: Kpi['accountable'],
  named: Kpi['accountable'],
  from: NonNullable<Accountability['from']>,
): Kpi['accountable'] {
  const [entry, ...more] = named;
  if (more.length > 0 || entry.from !== null) return named;
  if (before.at(-1)?.team === entry.team) return before;
  const [first, ...rest] = before;
  const kept: Kpi['accountable'] = [
    first,
    ...rest.filter((each) => each.from !== null && each.from < from),
  ];
  return kept.at(-1)?.team === entry.team ? kept : [...kept, { team: entry.team, from }];
}
