/** A KPI with random figures, in the database and as the domain sees it. */
import fc from 'fast-check';
import { sql } from 'kysely';

import type { Db } from '../../db/client';
import { grainCode } from '../../db/codecs';
import { refreshRollup } from '../../db/queries/rollup';
import type { ReadingRules } from '../../db/queries/series-sql';
import {
  addDays,
  type CalendarDate,
  GRAINS,
  type Grain,
  periodContaining,
} from '../../lib/domain/calendar';
import { AGGREGATIONS, type Aggregation } from '../../lib/domain/catalog';
import type { Measures } from '../../lib/domain/observation';
import { type CurrentObservation, readingKey } from '../../lib/domain/roll-up';

export interface WorldPlan {
  readonly aggregation: Aggregation;
  readonly grain: Grain;
  readonly fiscalYearStart: number;
  /** Of each segment of the KPI's dimension, whether it is retired; null without a dimension. */
  readonly retired: readonly boolean[] | null;
  readonly places: number;
  readonly batches: readonly (readonly PlannedReport[])[];
}

export interface PlannedReport {
  /** Position in `GRAINS`. */
  readonly grain: Grain;
  readonly date: CalendarDate;
  /** 0 is everyone, else the position of the segment from 1; taken modulo how many there are. */
  readonly segment: number;
  readonly place: number;
  readonly measures: Measures;
  readonly withdrawn: boolean;
}

/** Week 53, leap day, the first days of the count, both ends of daylight saving, a century. */
const ANCHORS = [
  '2020-12-21',
  '2024-02-20',
  '1969-12-20',
  '2026-03-20',
  '1899-12-25',
] as CalendarDate[];

const orNull = (figures: fc.Arbitrary<number>) => fc.option(figures, { freq: 6 });
/** Eighths add up exactly in any order; a mean of both signs would not, after cancelling out. */
const eighths = fc.integer({ min: -8000, max: 8000 }).map((n) => n / 8);
const counts = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }));

function measuresOf(aggregation: Aggregation): fc.Arbitrary<Measures> {
  const nothing = fc.constant(null);
  const own: Partial<Record<keyof Measures, fc.Arbitrary<number | null>>> =
    aggregation === 'ratio'
      ? { numerator: orNull(counts), denominator: orNull(counts) }
      : aggregation === 'nps'
        ? { promoters: orNull(counts), passives: orNull(counts), detractors: orNull(counts) }
        : aggregation === 'mean'
          ? { value: orNull(counts.map((n) => n / 8)), n: orNull(counts), sd: orNull(counts) }
          : { value: orNull(eighths) };
  // Now and then a figure that the aggregation has no use for.
  const stray = fc.option(eighths, { freq: 1 });
  return fc.record({
    value: own.value ?? stray,
    numerator: own.numerator ?? nothing,
    denominator: own.denominator ?? nothing,
    n: own.n ?? nothing,
    sd: own.sd ?? nothing,
    promoters: own.promoters ?? nothing,
    passives: own.passives ?? nothing,
    detractors: own.detractors ?? nothing,
  });
}

export const worldPlans: fc.Arbitrary<WorldPlan> = fc
  .record({
    aggregation: fc.constantFrom(...AGGREGATIONS),
    grain: fc.constantFrom<Grain>('day', 'week', 'week', 'month', 'quarter', 'year'),
    fiscalYearStart: fc.constantFrom(1, 1, 4, 12),
    retired: fc.option(fc.array(fc.boolean(), { maxLength: 3 })),
    places: fc.integer({ min: 0, max: 3 }),
    anchor: fc.constantFrom(...ANCHORS),
  })
  .chain(({ anchor, ...world }) => {
    const report: fc.Arbitrary<PlannedReport> = fc.record({
      grain: fc.oneof(
        { weight: 5, arbitrary: fc.constant(world.grain) },
        fc.constantFrom(...GRAINS),
      ),
      date: fc
        .integer({ min: 0, max: world.grain === 'day' ? 9 : 45 })
        .map((days) => addDays(anchor, days)),
      segment: fc.nat(),
      place: fc.nat(),
      measures: measuresOf(world.aggregation),
      withdrawn: fc.boolean().map((yes) => yes && world.grain !== 'year'),
    });
    const batch = fc.array(report, { minLength: 1, maxLength: 14 });
    return fc
      .array(batch, { minLength: 1, maxLength: 4 })
      .map((batches): WorldPlan => ({ ...world, batches }));
  });

/** The time of recording of the batch. */
export const timeOf = (batch: number): string =>
  new Date(Date.UTC(2026, 10, 1 + batch)).toISOString();

interface Named {
  readonly id: number;
  readonly slug: string;
}

export interface World {
  readonly plan: WorldPlan;
  readonly kpiId: number;
  readonly rules: ReadingRules;
  readonly segments: readonly (Named & { readonly retired: boolean })[];
  /** The same, and one of another dimension, as a KPI's figures may have after a change of its own. */
  readonly reportable: readonly Named[];
  readonly places: readonly Named[];
  /** What was reported, oldest first. */
  readonly log: (CurrentObservation & { readonly withdrawn: boolean })[];
}

let made = 0;

export async function makeWorld(tx: Db, plan: WorldPlan): Promise<World> {
  const tag = `w${++made}`;
  const dimension =
    plan.retired === null
      ? null
      : await tx
          .insertInto('dimension')
          .values({ slug: tag, name: tag })
          .returning('id')
          .executeTakeFirstOrThrow();
  const segments: (Named & { readonly name: string; readonly retired: boolean })[] = [];
  for (const [at, retired] of (plan.retired ?? []).entries()) {
    if (dimension === null) break;
    const slug = `${tag}-s${at}`;
    const { id } = await tx
      .insertInto('segment')
      .values({ dimension_id: dimension.id, slug, name: slug, retired })
      .returning('id')
      .executeTakeFirstOrThrow();
    segments.push({ id, slug, name: slug, retired });
  }
  const other = await tx
    .insertInto('dimension')
    .values({ slug: `${tag}-other`, name: tag })
    .returning('id')
    .executeTakeFirstOrThrow();
  const stranger = await tx
    .insertInto('segment')
    .values({ dimension_id: other.id, slug: `${tag}-stranger`, name: tag })
    .returning(['id', 'slug'])
    .executeTakeFirstOrThrow();
  const places: Named[] = [];
  for (let at = 0; at < plan.places; at++) {
    const slug = `${tag}-p${at}`;
    const { id } = await tx
      .insertInto('place')
      .values({ slug, name: slug, kind: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    places.push({ id, slug });
  }
  const kpi = await tx
    .insertInto('kpi')
    .values({
      slug: tag,
      name: tag,
      unit: 'x',
      scale: 100,
      decimals: 1,
      grain: grainCode(plan.grain),
      aggregation: plan.aggregation,
      counts: false,
      direction: 'higher',
      lens: 'silo',
      kind: 'operation',
      weight: 1,
      dimension_id: dimension?.id ?? null,
      definition: null,
      source: null,
      reporting_lag_days: null,
      moment_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    plan,
    kpiId: kpi.id,
    segments,
    reportable: [...segments, stranger],
    places,
    log: [],
    rules: {
      organisation: { fiscalYearStart: plan.fiscalYearStart },
      kpis: [
        {
          id: kpi.id,
          aggregation: plan.aggregation,
          scale: 100,
          grain: plan.grain,
          dimension: dimension === null ? null : tag,
        },
      ],
      dimensions: dimension === null ? [] : [{ id: dimension.id, slug: tag, segments }],
    },
  };
}

const pick = <T>(among: readonly T[], at: number): T | null =>
  among[(at % (among.length + 1)) - 1] ?? null;

/** Writes a batch the way an import does, and brings the roll-up up to date. */
export async function report(tx: Db, world: World, batch: number): Promise<void> {
  const recordedAt = timeOf(batch);
  const rows = new Map<string, World['log'][number] & { segmentId: number; placeId: number }>();
  for (const planned of world.plan.batches[batch] ?? []) {
    const segment = pick(world.reportable, planned.segment);
    const place = pick(world.places, planned.place);
    const { start } = periodContaining(planned.date, planned.grain, world.rules.organisation);
    const key = {
      grain: planned.grain,
      periodStart: start,
      segment: segment?.slug ?? null,
      place: place?.slug ?? null,
    };
    const before = world.log.filter((each) => readingKey(each) === readingKey(key)).length;
    rows.set(readingKey(key), {
      ...key,
      kpi: 'k',
      measures: planned.measures,
      withdrawn: planned.withdrawn,
      recordedAt,
      revision: before + 1,
      segmentId: segment?.id ?? 0,
      placeId: place?.id ?? 0,
    });
  }
  world.log.push(...rows.values());
  const all = [...rows.values()];
  const column = <T>(of: (row: (typeof all)[number]) => T) => all.map(of);
  const figures = (name: keyof Measures) => sql`${column((row) => row.measures[name])}::float8[]`;
  const { id } = await tx
    .insertInto('import')
    .values({ origin: 'test', actor: 'test', name: null, recorded_at: recordedAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`insert into observation (value, numerator, denominator, n, sd, promoters, passives, detractors,
      recorded_at, import_id, kpi_id, segment_id, place_id, period_start, revision, grain, withdrawn)
    select v, num, den, n, sd, pro, pas, det, ${recordedAt}::timestamptz, ${id}::bigint, ${world.kpiId}::int, s, p, d, r, g, w
    from unnest(${figures('value')}, ${figures('numerator')}, ${figures('denominator')}, ${figures('n')},
      ${figures('sd')}, ${figures('promoters')}, ${figures('passives')}, ${figures('detractors')},
      ${column((row) => row.segmentId)}::int[], ${column((row) => row.placeId)}::int[],
      ${column((row) => row.periodStart)}::date[], ${column((row) => row.revision)}::int[],
      ${column((row) => grainCode(row.grain))}::smallint[], ${column((row) => row.withdrawn)}::boolean[]
    ) as t(v, num, den, n, sd, pro, pas, det, s, p, d, r, g, w)`.execute(tx);
  await touch(tx, sql`import_id = ${id}::bigint`);
  // In turn as many keys at once and as few.
  await refreshRollup(tx, batch % 2 === 0 ? { bulk: 0 } : {});
  await sql`drop table touched`.execute(tx);
}

/** Leaves the keys of some observations where `refreshRollup` looks for them. */
export async function touch(tx: Db, which: ReturnType<typeof sql>): Promise<void> {
  await sql`create temp table touched on commit drop as
    select kpi_id, segment_id, place_id, grain, period_start from observation where ${which}`.execute(
    tx,
  );
}

/** What was in force after the batch: the newest report of each key, unless it was withdrawn. */
export function currentAfter(world: World, batch: number): readonly CurrentObservation[] {
  const newest = new Map<string, World['log'][number]>();
  for (const each of world.log) {
    if (each.recordedAt <= timeOf(batch)) newest.set(readingKey(each), each);
  }
  return [...newest.values()].filter((each) => !each.withdrawn);
}
