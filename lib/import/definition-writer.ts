/** The catalogue as a definition file. */
import { Document, Scalar, visit } from 'yaml';
import type { Accountability, Kpi, Moment, Organisation, Stage, Target } from '../domain/catalog';
import type { Defined, DefinedCatalog } from '../domain/definition';
import { DEFAULT_KPI, defaultScale } from './definition-schema';

type Entry = Record<string, unknown>;

/** An entry without what has its default: null, false, and nothing in a list. */
function entry(fields: Entry): Entry {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== null &&
        value !== undefined &&
        value !== false &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}

const unless = <T>(value: T, usual: T): T | null => (value === usual ? null : value);

function organisationEntry(organisation: Organisation): Entry {
  const { name, timeZone, locale, fiscalYearStart, thresholds, smallestN, limits } = organisation;
  const { onTarget, atRisk, coverage } = thresholds;
  return {
    name,
    timeZone,
    locale,
    fiscalYearStart,
    thresholds: { onTarget, atRisk, coverage },
    smallestN,
    limits,
  };
}

function momentEntry(moment: Defined<Moment>): Entry {
  const { slug, name, kind, aim, critical, priority, trigger, retired } = moment;
  return entry({
    slug,
    name,
    kind,
    aim: unless(aim, 'reliability'),
    critical,
    priority,
    trigger,
    retired,
  });
}

function stageEntry(stage: Defined<Stage>, moments: readonly Defined<Moment>[]): Entry {
  const { slug, name, promise, owner, retired } = stage;
  const inside = moments.filter((moment) => moment.stage === slug).map(momentEntry);
  return entry({ slug, name, promise, owner, moments: inside, retired });
}

/** The slug alone where nothing else is said. */
function accountableEntry(accountable: Kpi['accountable']): unknown {
  const [first] = accountable;
  if (accountable.length === 1 && first.from === null) return first.team;
  return accountable.map(({ team, from }: Accountability) => entry({ team, from }));
}

function kpiEntry(kpi: Defined<Kpi>): Entry {
  const { slug, name, definition, source, unit, scale, grain, aggregation, counts } = kpi;
  const { direction, lens, contributing, moment, retired } = kpi;
  return entry({
    slug,
    name,
    definition,
    source,
    unit,
    scale: unless(scale, defaultScale(unit, aggregation)),
    decimals: unless<number>(kpi.decimals, DEFAULT_KPI.decimals),
    grain,
    aggregation,
    counts,
    direction,
    lens,
    kind: unless<string>(kpi.kind, DEFAULT_KPI.kind),
    accountable: accountableEntry(kpi.accountable),
    contributing,
    stages: kpi.stages.map(({ stage, critical, reliability }) =>
      critical || reliability ? entry({ stage, critical, reliability }) : stage,
    ),
    moment,
    upstream: kpi.upstream.map(({ kpi: from, evidence, note }) =>
      evidence === 'suspected' && note === null
        ? from
        : entry({ kpi: from, evidence: unless(evidence, 'suspected'), note }),
    ),
    reportingLag: kpi.reportingLagDays,
    weight: unless<number>(kpi.weight, DEFAULT_KPI.weight),
    segmentDimension: kpi.dimension,
    retired,
  });
}

function targetEntry({ kpi, grain, segment, place, from, ends, bounds }: Target): Entry {
  const { target, atRisk, low, high, margin } = bounds;
  return entry({ kpi, grain, segment, place, from, target, atRisk, low, high, margin, ends });
}

/** By KPI as they are listed, then by what tells them apart, so that the file does not depend on how they were stored. */
function byKpi<T extends { readonly kpi: string }>(
  items: readonly T[],
  kpis: DefinedCatalog['kpis'],
  rest: (item: T) => string,
): T[] {
  const order = new Map(kpis.map(({ slug }, i) => [slug, i]));
  const place = (item: T): number => order.get(item.kpi) ?? order.size;
  const keyed = items.map((item) => ({ item, at: place(item), key: rest(item) }));
  return keyed
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}

/** What a block of lines would not keep: space at its ends or before a line end, tabs that indent. */
const NO_BLOCK = /^\s|\s$|[ \t]\n|\n *\t/;

/** The entries of a catalogue's definition file: the same as in `writeDefinition`, not yet as text. */
export function definitionEntries(catalog: DefinedCatalog): Readonly<Record<string, unknown>> {
  const { journeys, stages, moments, kpis } = catalog;
  return entry({
    organisation: organisationEntry(catalog.organisation),
    dimensions: catalog.dimensions.map(({ slug, name, segments }) =>
      entry({
        slug,
        name,
        segments: segments.map((one) =>
          entry({ slug: one.slug, name: one.name, retired: one.retired }),
        ),
      }),
    ),
    places: catalog.places.map(({ slug, name, kind, retired }) =>
      entry({ slug, name, kind, retired }),
    ),
    teams: catalog.teams.map(({ slug, name, parent, lead, siloWithheld, retired }) =>
      entry({ slug, name, parent, lead, siloWithheld, retired }),
    ),
    journeys: journeys.map(({ slug, name, retired }) => {
      const own = stages.filter((stage) => stage.journey === slug);
      const ordered = own.sort((a, b) => a.position - b.position);
      return entry({ slug, name, stages: ordered.map((one) => stageEntry(one, moments)), retired });
    }),
    kpis: kpis.map(kpiEntry),
    targets: byKpi(catalog.targets, kpis, ({ grain, segment, place, from }) =>
      [grain, segment ?? '', place ?? '', from].join('\n'),
    ).map(targetEntry),
    annotations: byKpi(catalog.annotations, kpis, ({ date, text }) => `${date}\n${text}`).map(
      ({ kpi, date, text, reason, restartsLimits }) =>
        entry({ kpi, date, text, reason, restartsLimits }),
    ),
  });
}

/**
 * The definition file of a catalogue, as YAML: the same catalogue gives the same bytes, and reading
 * them back gives the same catalogue. What has its default is left out; figures are not in it.
 *
 * @example writeDefinition(catalog) // 'organisation:\n  name: Larder & Co\n…'
 */
export function writeDefinition(catalog: DefinedCatalog): string {
  const document = new Document(definitionEntries(catalog), { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      const { value } = scalar;
      if (typeof value !== 'string' || !value.includes('\n')) return;
      scalar.type = NO_BLOCK.test(value) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
    },
  });
  return document.toString({ lineWidth: 0 });
}
