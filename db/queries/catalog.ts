/** Reads the catalogue, of today or as of a moment, in one query. */
import { type RawBuilder, type Selectable, sql } from 'kysely';

import type { CalendarDate } from '../../lib/domain/calendar';
import type {
  Accountability,
  Aggregation,
  Catalog,
  Direction,
  Kind,
  Kpi,
  Lens,
  MomentKind,
} from '../../lib/domain/catalog';
import type { Db } from '../client';
import { grainOf } from '../codecs';
import type { Schema } from '../schema';

/** What the catalogue is made of: a change of any of them renews its version (migration 0016). */
export const CATALOG_TABLES = {
  organisation: ['id'],
  team: ['id'],
  journey: ['id'],
  stage: ['id'],
  moment: ['id'],
  dimension: ['id'],
  segment: ['id'],
  place: ['id'],
  kpi: ['id'],
  kpi_stage: ['kpi_id', 'stage_id'],
  accountability: ['kpi_id', 'from_date'],
  contribution: ['kpi_id', 'team_id'],
  kpi_upstream: ['kpi_id', 'upstream_id'],
  target: ['id'],
  annotation: ['id'],
  slug_redirect: ['entity', 'old_slug'],
} as const satisfies Partial<Record<keyof Schema, readonly string[]>>;

type Table = keyof typeof CATALOG_TABLES;
type Rows = { readonly [T in Table]: readonly Selectable<Schema[T]>[] };

/** The first day of accountability that was not dated. */
export const FROM_THE_BEGINNING = '-infinity';

export interface LoadedCatalog {
  readonly catalog: Catalog;
  /** True when anything in it belongs to the demo organisation. */
  readonly demo: boolean;
  /** Slugs that were left behind: `entity old` → new. */
  readonly redirects: ReadonlyMap<string, string>;
}

/** The catalogue as known at `asOf` (RFC 3339); null is now. Earlier moments are today's rows with later changes undone. */
export async function loadCatalog(db: Db, asOf: string | null): Promise<LoadedCatalog> {
  const parts = (Object.keys(CATALOG_TABLES) as Table[]).map(
    (table) => sql`${sql.lit(table)}, ${rowsOf(table, asOf)}`,
  );
  const { rows } = await sql<{ catalog: Rows }>`
    select json_build_object(${sql.join(parts)}) as catalog`.execute(db);
  const [first] = rows;
  if (first === undefined) throw new Error('the catalogue query returned nothing');
  return decode(first.catalog);
}

function rowsOf(table: Table, asOf: string | null): RawBuilder<unknown> {
  const from = sql.table(table);
  if (asOf === null) {
    return sql`(select coalesce(json_agg(x), '[]') from ${from} x)`;
  }
  const key = sql.join(
    CATALOG_TABLES[table].map((column) => sql`to_jsonb(x) ->> ${sql.lit(column)}`),
    sql`, `,
  );
  const name = sql.lit(table);
  return sql`(select coalesce(json_agg(r.row), '[]') from (
    select to_jsonb(x) as row from ${from} x where not exists (
      select 1 from audit_log a
      where a.entity = ${name} and a.at > ${asOf}::timestamptz and a.row_key = concat_ws(':', ${key}))
    union all
    select undone.before from (
      select distinct on (a.row_key) a.before from audit_log a
      where a.entity = ${name} and a.at > ${asOf}::timestamptz order by a.row_key, a.id) undone
    where undone.before is not null) r)`;
}

function decode(rows: Rows): LoadedCatalog {
  const slugOf = (
    table: 'team' | 'journey' | 'stage' | 'moment' | 'dimension' | 'place' | 'kpi' | 'segment',
  ) => new Map<number, string>(rows[table].map((row) => [row.id, row.slug]));
  const teams = slugOf('team');
  const journeys = slugOf('journey');
  const stages = slugOf('stage');
  const moments = slugOf('moment');
  const dimensions = slugOf('dimension');
  const segments = slugOf('segment');
  const places = slugOf('place');
  const kpis = slugOf('kpi');
  const journeyOrder = new Map(inOrder(rows.journey).map((row, index) => [row.id, index]));
  const [organisation] = rows.organisation;
  if (organisation === undefined) throw new Error('the organisation row is missing');
  const stagesOf = grouped(inOrder(rows.kpi_stage), (row) => row.kpi_id);
  const ownersOf = grouped(rows.accountability, (row) => row.kpi_id);
  const sharersOf = grouped(inOrder(rows.contribution), (row) => row.kpi_id);
  const upstreamOf = grouped(inOrder(rows.kpi_upstream), (row) => row.kpi_id);

  const catalog: Catalog = {
    organisation: {
      name: organisation.name,
      timeZone: organisation.time_zone,
      locale: organisation.locale,
      fiscalYearStart: organisation.fiscal_year_start,
      thresholds: {
        onTarget: organisation.on_target_share,
        atRisk: organisation.at_risk_share,
        coverage: organisation.coverage_share,
      },
      smallestN: organisation.smallest_n,
      limits: organisation.limits,
    },
    teams: inOrder(rows.team).map((row) => ({
      id: row.id,
      slug: row.slug,
      name: row.name,
      parent: row.parent_id === null ? null : find(teams, row.parent_id),
      lead: row.lead,
      // As of a moment before the column was there, its rows have none.
      siloWithheld: row.silo_withheld ?? false,
      retired: row.retired,
    })),
    journeys: inOrder(rows.journey).map(({ id, slug, name, retired }) => ({
      id,
      slug,
      name,
      retired,
    })),
    stages: inOrder(rows.stage)
      .toSorted(
        (a, b) => (journeyOrder.get(a.journey_id) ?? 0) - (journeyOrder.get(b.journey_id) ?? 0),
      )
      .map((row) => ({
        id: row.id,
        slug: row.slug,
        name: row.name,
        journey: find(journeys, row.journey_id),
        position: row.position,
        promise: row.promise,
        owner: row.owner,
        retired: row.retired,
      })),
    moments: inOrder(rows.moment).map((row) => ({
      id: row.id,
      slug: row.slug,
      name: row.name,
      stage: find(stages, row.stage_id),
      kind: row.kind as MomentKind,
      aim: row.aim as 'reliability' | 'wow',
      critical: row.critical,
      priority: row.priority,
      trigger: row.trigger,
      retired: row.retired,
    })),
    dimensions: inOrder(rows.dimension).map((row) => ({
      id: row.id,
      slug: row.slug,
      name: row.name,
      segments: inOrder(rows.segment)
        .filter((segment) => segment.dimension_id === row.id)
        .map(({ id, slug, name, retired }) => ({ id, slug, name, retired })),
    })),
    places: inOrder(rows.place).map(({ id, slug, name, kind, retired }) => ({
      id,
      slug,
      name,
      kind,
      retired,
    })),
    kpis: inOrder(rows.kpi).map(
      (row): Kpi => ({
        id: row.id,
        slug: row.slug,
        name: row.name,
        definition: row.definition,
        source: row.source,
        unit: row.unit,
        scale: row.scale,
        decimals: row.decimals,
        grain: grainOf(row.grain),
        aggregation: row.aggregation as Aggregation,
        counts: row.counts,
        direction: row.direction as Direction,
        lens: row.lens as Lens,
        kind: row.kind as Kind,
        weight: row.weight,
        reportingLagDays: row.reporting_lag_days,
        dimension: row.dimension_id === null ? null : find(dimensions, row.dimension_id),
        moment: row.moment_id === null ? null : find(moments, row.moment_id),
        accountable: owners(row.slug, ownersOf.get(row.id) ?? [], teams),
        contributing: (sharersOf.get(row.id) ?? []).map((share) => find(teams, share.team_id)),
        stages: (stagesOf.get(row.id) ?? []).map((mapping) => ({
          stage: find(stages, mapping.stage_id),
          critical: mapping.critical,
          reliability: mapping.reliability,
        })),
        upstream: (upstreamOf.get(row.id) ?? []).map((link) => ({
          kpi: find(kpis, link.upstream_id),
          evidence: link.evidence as 'suspected' | 'proven',
          note: link.note,
        })),
        retired: row.retired,
      }),
    ),
    targets: rows.target
      .toSorted((a, b) => a.kpi_id - b.kpi_id || compare(a.from_date, b.from_date) || a.id - b.id)
      .map((row) => ({
        kpi: find(kpis, row.kpi_id),
        grain: grainOf(row.grain),
        segment: row.segment_id === null ? null : find(segments, row.segment_id),
        place: row.place_id === null ? null : find(places, row.place_id),
        from: row.from_date as CalendarDate,
        ends: row.ends as CalendarDate | null,
        bounds: {
          target: row.target,
          atRisk: row.at_risk,
          low: row.low,
          high: row.high,
          margin: row.margin,
        },
      })),
    annotations: rows.annotation
      .toSorted((a, b) => compare(a.date, b.date) || a.id - b.id)
      .map((row) => ({
        id: row.id,
        kpi: find(kpis, row.kpi_id),
        date: row.date as CalendarDate,
        text: row.text,
        // As of a moment before the column was there, its rows have none.
        reason: row.reason ?? null,
        restartsLimits: row.restarts_limits,
      })),
  };
  return {
    catalog,
    demo: [...rows.kpi, ...rows.team, ...rows.journey].some((row) => row.demo),
    redirects: new Map(
      rows.slug_redirect.map((row) => [`${row.entity} ${row.old_slug}`, row.new_slug]),
    ),
  };
}

function owners(
  kpi: string,
  rows: readonly Selectable<Schema['accountability']>[],
  teams: ReadonlyMap<number, string>,
): Kpi['accountable'] {
  const [first, ...later] = rows
    .toSorted((a, b) => compare(a.from_date, b.from_date))
    .map(
      (row): Accountability => ({
        team: find(teams, row.team_id),
        from: row.from_date === FROM_THE_BEGINNING ? null : (row.from_date as CalendarDate),
      }),
    )
    .toSorted((a, b) => Number(a.from !== null) - Number(b.from !== null));
  if (first === undefined) throw new Error(`KPI ${kpi} has no accountable team`);
  return [first, ...later];
}

function inOrder<T extends { position: number }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => a.position - b.position || idOf(a) - idOf(b));
}

function idOf(row: object): number {
  return 'id' in row && typeof row.id === 'number' ? row.id : 0;
}

function grouped<T>(rows: readonly T[], key: (row: T) => number): ReadonlyMap<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

function find(slugs: ReadonlyMap<number, string>, id: number): string {
  const slug = slugs.get(id);
  if (slug === undefined) throw new Error(`the catalogue refers to a row ${id} that is not there`);
  return slug;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
