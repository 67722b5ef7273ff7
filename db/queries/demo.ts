/** Puts the demo organisation's past in place, and takes the demo away again without a trace. */
import { sql } from 'kysely';

import type { Db } from '../client';
import { grainCode } from '../codecs';
import type { DemoObservation } from '../demo/observations';
import { refreshRollup } from './rollup';
import type { Fragment } from './rollup-sql';

/** Whether the demo organisation is loaded. */
export async function isDemoLoaded(db: Db): Promise<boolean> {
  const found = await db.selectFrom('kpi').select('id').where('demo', '=', true).limit(1).execute();
  return found.length > 0;
}

/** How much of each kind is the demo's. */
export interface DemoCounts {
  readonly journeys: number;
  readonly stages: number;
  readonly moments: number;
  readonly teams: number;
  readonly kpis: number;
  readonly places: number;
  readonly figures: number;
}

export async function countDemo(db: Db): Promise<DemoCounts> {
  const of = (table: 'journey' | 'stage' | 'moment' | 'team' | 'kpi' | 'place') =>
    sql`(select count(*)::float8 from ${sql.table(table)} where demo)`;
  const { rows } = await sql<DemoCounts>`
    select ${of('journey')} as journeys, ${of('stage')} as stages, ${of('moment')} as moments,
      ${of('team')} as teams, ${of('kpi')} as kpis, ${of('place')} as places,
      (select count(*)::float8 from observation o join kpi k on k.id = o.kpi_id where k.demo) as figures`.execute(
    db,
  );
  const [counts] = rows;
  if (counts === undefined) throw new Error('counting the demo returned nothing');
  return counts;
}

/** Whether anything at all is defined. */
export async function isEmpty(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from journey) or exists (select 1 from kpi) or exists (select 1 from team) as there`.execute(
    db,
  );
  return rows[0]?.there === false;
}

/** Slugs of the definition that are somebody's own already: `team stores`. */
export async function listTaken(
  db: Db,
  slugs: Readonly<
    Record<
      'team' | 'journey' | 'stage' | 'moment' | 'dimension' | 'place' | 'kpi',
      readonly string[]
    >
  >,
): Promise<readonly string[]> {
  const parts = Object.entries(slugs).map(
    ([table, wanted]) => sql`select ${sql.lit(`${table} `)} || slug as name from ${sql.table(table)}
      where slug = any(${[...wanted]}::text[])`,
  );
  const { rows } = await sql<{ name: string }>`${sql.join(parts, sql` union all `)}`.execute(db);
  return rows.map((row) => row.name);
}

/** Writes figures with the times at which they would have been recorded. */
export async function insertHistory(
  tx: Db,
  figures: readonly DemoObservation[],
  actor: string,
  newest: string,
): Promise<void> {
  const { id } = await tx
    .insertInto('import')
    .values({
      origin: 'demo',
      name: null,
      actor,
      recorded_at: newest,
      accepted: figures.length,
      demo: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const column = <T>(read: (figure: DemoObservation) => T) => figures.map(read);
  const measure = (name: keyof DemoObservation['observation']['measures']) =>
    column(({ observation }) => observation.measures[name]);
  await sql`insert into observation (value, numerator, denominator, n, sd, promoters, passives, detractors,
      recorded_at, import_id, kpi_id, segment_id, place_id, period_start, revision, line, grain, withdrawn)
    select f.value, f.numerator, f.denominator, f.n, f.sd, f.promoters, f.passives, f.detractors,
      f.recorded_at, ${id}::bigint, k.id, coalesce(s.id, 0), coalesce(p.id, 0), f.period_start,
      row_number() over (partition by k.id, f.grain, s.id, p.id, f.period_start order by f.recorded_at, f.ord),
      null, f.grain, f.withdrawn
    from unnest(
      ${measure('value')}::float8[], ${measure('numerator')}::float8[], ${measure('denominator')}::float8[],
      ${measure('n')}::float8[], ${measure('sd')}::float8[], ${measure('promoters')}::float8[],
      ${measure('passives')}::float8[], ${measure('detractors')}::float8[],
      ${column((figure) => figure.recordedAt)}::timestamptz[],
      ${column(({ observation }) => observation.kpi)}::text[],
      ${column(({ observation }) => observation.segment)}::text[],
      ${column(({ observation }) => observation.place)}::text[],
      ${column(({ observation }) => observation.periodStart)}::date[],
      ${column(({ observation }) => grainCode(observation.grain))}::smallint[],
      ${column((figure) => figure.withdrawn)}::boolean[]
    ) with ordinality as f(value, numerator, denominator, n, sd, promoters, passives, detractors,
      recorded_at, kpi, segment, place, period_start, grain, withdrawn, ord)
    join kpi k on k.slug = f.kpi
    left join segment s on s.slug = f.segment and s.dimension_id = k.dimension_id
    left join place p on p.slug = f.place`.execute(tx);
  await sql`create temp table touched on commit drop as
    select distinct kpi_id, segment_id, place_id, grain, period_start
    from observation where import_id = ${id}::bigint`.execute(tx);
  await refreshRollup(tx);
}

/** What is not the demo's and refers to something of the demo's: `KPI "yours" uses team "stores"`. */
export async function listHolders(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ holder: string }>`
    select 'KPI "' || k.slug || '" names team "' || t.slug || '"' as holder
      from kpi k join (select kpi_id, team_id from accountability union select kpi_id, team_id from contribution) a
        on a.kpi_id = k.id join team t on t.id = a.team_id where t.demo and not k.demo
    union all select 'KPI "' || k.slug || '" is mapped to stage "' || s.slug || '"'
      from kpi k join kpi_stage m on m.kpi_id = k.id join stage s on s.id = m.stage_id where s.demo and not k.demo
    union all select 'KPI "' || k.slug || '" measures moment "' || m.slug || '"'
      from kpi k join moment m on m.id = k.moment_id where m.demo and not k.demo
    union all select 'KPI "' || k.slug || '" is broken down by "' || d.slug || '"'
      from kpi k join dimension d on d.id = k.dimension_id where d.demo and not k.demo
    union all select 'KPI "' || k.slug || '" is fed by KPI "' || f.slug || '"'
      from kpi_upstream u join kpi k on k.id = u.kpi_id join kpi f on f.id = u.upstream_id where f.demo and not k.demo
    union all select 'team "' || t.slug || '" is below team "' || p.slug || '"'
      from team t join team p on p.id = t.parent_id where p.demo and not t.demo
    union all select 'stage "' || s.slug || '" is part of journey "' || j.slug || '"'
      from stage s join journey j on j.id = s.journey_id where j.demo and not s.demo
    union all select 'moment "' || m.slug || '" is part of stage "' || s.slug || '"'
      from moment m join stage s on s.id = m.stage_id where s.demo and not m.demo
    union all select 'segment "' || s.slug || '" is part of dimension "' || d.slug || '"'
      from segment s join dimension d on d.id = s.dimension_id where d.demo and not s.demo
    union all select 'a target of KPI "' || k.slug || '" is for place "' || p.slug || '"'
      from target t join kpi k on k.id = t.kpi_id join place p on p.id = t.place_id where p.demo and not k.demo
    union all select 'a figure of KPI "' || k.slug || '" is for place "' || p.slug || '"'
      from kpi k join place p on p.demo where not k.demo and (
        exists (select 1 from observation o where o.kpi_id = k.id and o.place_id = p.id)
        or exists (select 1 from period_target t where t.kpi_id = k.id and t.place_id = p.id))`.execute(
    db,
  );
  return rows.map((row) => row.holder);
}

/**
 * Deletes the demo: its rows, the figures of its KPIs, and what the audit log says of them, so that
 * no read as of an earlier moment finds it. The organisation's settings go back to what they were,
 * unless they were changed since.
 */
export async function deleteDemo(tx: Db): Promise<void> {
  await sql`select set_config('throughline.maintenance', 'on', true)`.execute(tx);
  await sql`create temp table gone on commit drop as
    ${sql.join(
      (['kpi', 'team', 'journey', 'stage', 'moment', 'dimension', 'segment', 'place'] as const).map(
        (table) =>
          sql`select ${sql.lit(table)} as entity, id, slug from ${sql.table(table)} where demo`,
      ),
      sql` union all `,
    )}`.execute(tx);
  const kpis = sql`(select id from gone where entity = 'kpi')`;
  await deleteReviewed(tx);
  for (const table of [
    'rollup',
    'figure_note',
    'observation',
    'period_target',
    'target',
    'annotation',
    'kpi_stage',
    'accountability',
    'contribution',
    'kpi_upstream',
  ]) {
    await sql`delete from ${sql.table(table)} where kpi_id in ${kpis}`.execute(tx);
  }
  for (const table of ['kpi', 'moment', 'stage', 'journey', 'segment', 'dimension', 'place']) {
    await sql`delete from ${sql.table(table)} where demo`.execute(tx);
  }
  await sql`delete from person where demo`.execute(tx);
  await sql`update team set parent_id = null where demo`.execute(tx);
  await sql`delete from team where demo`.execute(tx);
  await sql`delete from import i where demo and not exists (select 1 from observation o where o.import_id = i.id)
    and not exists (select 1 from period_target t where t.import_id = i.id)`.execute(tx);
  await deleteRedirects(tx);
  await restoreOrganisation(tx);
  await sql`delete from audit_log a using gone g
    where (a.entity = g.entity and a.row_key = g.id::text)
      or (a.entity = 'person' and (coalesce(a.after, a.before) ->> 'demo')::boolean)
      or (g.entity = 'kpi' and a.entity in ('target', 'annotation', 'kpi_stage', 'accountability', 'contribution', 'kpi_upstream')
        and (coalesce(a.after, a.before) ->> 'kpi_id')::int = g.id)`.execute(tx);
}

/** What was promised, said and decided about the demo goes with it: its journey's reviews, whole. */
async function deleteReviewed(tx: Db): Promise<void> {
  const of = (entity: string) => sql`(select id from gone where entity = ${sql.lit(entity)})`;
  const series = sql`(select id from review_series where demo or journey_id in ${of('journey')})`;
  const about = sql`team_id in ${of('team')} or kpi_id in ${of('kpi')}`;
  const named = sql`${about} or stage_id in ${of('stage')} or moment_id in ${of('moment')}`;
  await sql`insert into gone select 'action', id, '' from action where ${named}`.execute(tx);
  await sql`insert into gone select 'recognition', id, '' from recognition where ${named}`.execute(
    tx,
  );
  await sql`insert into gone select 'check_in', id, '' from check_in where ${about}`.execute(tx);
  await sql`insert into gone select 'review_series', id, '' from review_series where id in ${series}`.execute(
    tx,
  );
  await sql`delete from minutes_link where series_id in ${series}`.execute(tx);
  for (const table of ['action', 'recognition', 'check_in']) {
    await sql`delete from ${sql.table(table)} where id in ${of(table)}`.execute(tx);
  }
  await sql`delete from review where series_id in ${series}`.execute(tx);
  await sql`delete from review_series where id in ${of('review_series')}`.execute(tx);
}

/** Former names of what is gone lead nowhere. */
async function deleteRedirects(tx: Db): Promise<void> {
  const { rows } = await sql<{ key: string }>`
    select r.entity || ':' || r.old_slug as key
    from slug_redirect r join gone g on g.entity = r.entity and g.slug = r.new_slug`.execute(tx);
  if (rows.length === 0) return;
  const keys = rows.map((row) => row.key);
  await sql`delete from slug_redirect where entity || ':' || old_slug = any(${keys}::text[])`.execute(
    tx,
  );
  await sql`delete from audit_log
    where entity = 'slug_redirect' and row_key = any(${keys}::text[])`.execute(tx);
}

/**
 * Setting by setting: what is still as the demo said becomes what it was before, today and in what the
 * log says of the changes since.
 */
async function restoreOrganisation(tx: Db): Promise<void> {
  const { rows } = await sql<{ id: number; newest: number }>`
    select min(id) filter (where actor = 'demo') as id, max(id) as newest
    from audit_log where entity = 'organisation'`.execute(tx);
  const [found] = rows;
  if (found?.id == null) return;
  const { id, newest } = found;
  const own = (row: Fragment) => sql`(select jsonb_object_agg(key,
      case when value = d.after -> key then d.before -> key else value end) from jsonb_each(${row}))`;
  const log = sql`audit_log d where d.id = ${id}`;
  await sql`update organisation o set name = b.name, time_zone = b.time_zone, locale = b.locale,
      fiscal_year_start = b.fiscal_year_start, on_target_share = b.on_target_share,
      at_risk_share = b.at_risk_share, coverage_share = b.coverage_share,
      smallest_n = b.smallest_n, limits = b.limits
    from (select (jsonb_populate_record(null::organisation, ${own(sql`to_jsonb(t)`)})).*
      from organisation t, ${log}) b`.execute(tx);
  await sql`update audit_log a set before = b.before, after = b.after
    from (select c.id, ${own(sql`c.before`)} as before, ${own(sql`c.after`)} as after
      from audit_log c, ${log} and c.entity = 'organisation' and c.id > ${id} and c.id <= ${newest}) b
    where a.id = b.id`.execute(tx);
  // With them goes the entry that the first of these statements has just made.
  await sql`delete from audit_log where entity = 'organisation'
    and (id = ${id} or id > ${newest} or before = after)`.execute(tx);
}
