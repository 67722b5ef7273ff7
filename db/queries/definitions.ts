/** Writes definitions: what is named is inserted or brought to what the definition says. */
import { sql } from 'kysely';

import type { Definition } from '../../lib/domain/definition';
import type { Db } from '../client';
import { grainCode } from '../codecs';
import { FROM_THE_BEGINNING } from './catalog';

/** Who acts and when, for the audit log; holds until the transaction ends. */
export async function setActor(tx: Db, actor: string, now: Date): Promise<void> {
  await sql`select set_config('throughline.actor', ${actor}, true),
    set_config('throughline.now', ${now.toISOString()}, true)`.execute(tx);
}

/**
 * Writes every entity of `definition` whole. References (a KPI's teams, stages …) must exist in the
 * database or in the definition; `checkDefinition` has made sure. New rows are marked `demo` when asked.
 */
export async function writeDefinition(
  tx: Db,
  definition: Definition,
  demo: boolean,
): Promise<void> {
  await renameSlugs(tx, definition);
  await writeOrganisation(tx, definition);
  await writeTeams(tx, definition, demo);
  await writeJourneys(tx, definition, demo);
  await writeDimensions(tx, definition, demo);
  await writePlaces(tx, definition, demo);
  await writeKpis(tx, definition, demo);
  await writeKpiLinks(tx, definition);
  await writeTargets(tx, definition);
  await writeAnnotations(tx, definition);
}

async function renameSlugs(tx: Db, { renames }: Definition): Promise<void> {
  for (const { entity, from, to } of renames) {
    const { rows } = await sql`update ${sql.table(entity)} set slug = ${to}
      where slug = ${from} and not exists (select 1 from ${sql.table(entity)} where slug = ${to})
      returning id`.execute(tx);
    if (rows.length === 0) continue;
    await sql`update slug_redirect set new_slug = ${to} where entity = ${entity} and new_slug = ${from}`.execute(
      tx,
    );
    await sql`delete from slug_redirect where entity = ${entity} and old_slug = ${to}`.execute(tx);
    await sql`insert into slug_redirect (entity, old_slug, new_slug) values (${entity}, ${from}, ${to})
      on conflict (entity, old_slug) do update set new_slug = excluded.new_slug`.execute(tx);
  }
}

async function writeOrganisation(tx: Db, { organisation }: Definition): Promise<void> {
  const { thresholds } = organisation;
  const changed = {
    ...(organisation.name === undefined ? {} : { name: organisation.name }),
    ...(organisation.timeZone === undefined ? {} : { time_zone: organisation.timeZone }),
    ...(organisation.locale === undefined ? {} : { locale: organisation.locale }),
    ...(organisation.fiscalYearStart === undefined
      ? {}
      : { fiscal_year_start: organisation.fiscalYearStart }),
    ...(thresholds === undefined
      ? {}
      : {
          on_target_share: thresholds.onTarget,
          at_risk_share: thresholds.atRisk,
          coverage_share: thresholds.coverage,
        }),
    ...(organisation.smallestN === undefined ? {} : { smallest_n: organisation.smallestN }),
    ...(organisation.limits === undefined ? {} : { limits: organisation.limits }),
  };
  if (Object.keys(changed).length > 0) {
    await tx.updateTable('organisation').set(changed).execute();
  }
}

/** Rows as one JSON parameter: any number of them in one statement, on both drivers. */
function recordset(rows: readonly object[], columns: string) {
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as r(${sql.raw(columns)})`;
}

async function writeTeams(tx: Db, { teams }: Definition, demo: boolean): Promise<void> {
  if (teams.length === 0) return;
  const rows = teams.map((team, position) => ({ ...team, position }));
  const source = recordset(
    rows,
    'slug text, name text, parent text, lead text, "siloWithheld" boolean, position int, retired boolean',
  );
  await sql`insert into team (slug, name, lead, silo_withheld, position, retired, demo)
    select slug, name, lead, "siloWithheld", position, retired, ${demo} from ${source}
    on conflict (slug) do update set name = excluded.name, lead = excluded.lead,
      silo_withheld = excluded.silo_withheld, position = excluded.position, retired = excluded.retired`.execute(
    tx,
  );
  await sql`update team set parent_id = p.id
    from ${source} left join team p on p.slug = r.parent
    where team.slug = r.slug and team.parent_id is distinct from p.id`.execute(tx);
}

async function writeJourneys(tx: Db, definition: Definition, demo: boolean): Promise<void> {
  const { journeys, stages, moments } = definition;
  if (journeys.length > 0) {
    const rows = journeys.map((journey, position) => ({ ...journey, position }));
    await sql`insert into journey (slug, name, position, retired, demo)
      select slug, name, position, retired, ${demo}
      from ${recordset(rows, 'slug text, name text, position int, retired boolean')}
      on conflict (slug) do update set name = excluded.name, position = excluded.position,
        retired = excluded.retired`.execute(tx);
  }
  if (stages.length > 0) {
    const source = recordset(
      stages,
      'slug text, journey text, name text, position int, promise text, owner text, retired boolean',
    );
    // Stages may exchange their names: whoever gives one up steps aside first, or the two would meet.
    await sql`update stage s set retired = true
      from ${source} join journey j on j.slug = r.journey
      where s.journey_id = j.id and s.slug <> r.slug and lower(s.name) = lower(r.name)
        and not s.retired and not r.retired
        and s.slug in (select r.slug from ${source})`.execute(tx);
    await sql`insert into stage (slug, journey_id, name, position, promise, owner, retired, demo)
      select r.slug, j.id, r.name, r.position, r.promise, r.owner, r.retired, ${demo}
      from ${source} join journey j on j.slug = r.journey
      on conflict (slug) do update set journey_id = excluded.journey_id, name = excluded.name,
        position = excluded.position, promise = excluded.promise, owner = excluded.owner,
        retired = excluded.retired`.execute(tx);
  }
  if (moments.length > 0) {
    const rows = moments.map((moment, position) => ({ ...moment, position }));
    await sql`insert into moment (slug, stage_id, name, kind, aim, critical, priority, trigger, position, retired, demo)
      select r.slug, s.id, r.name, r.kind, r.aim, r.critical, r.priority, r.trigger, r.position, r.retired, ${demo}
      from ${recordset(
        rows,
        `slug text, stage text, name text, kind text, aim text, critical boolean, priority int,
         trigger text, position int, retired boolean`,
      )} join stage s on s.slug = r.stage
      on conflict (slug) do update set stage_id = excluded.stage_id, name = excluded.name,
        kind = excluded.kind, aim = excluded.aim, critical = excluded.critical,
        priority = excluded.priority, trigger = excluded.trigger, position = excluded.position,
        retired = excluded.retired`.execute(tx);
  }
}

async function writeDimensions(tx: Db, { dimensions }: Definition, demo: boolean): Promise<void> {
  if (dimensions.length === 0) return;
  const rows = dimensions.map(({ slug, name }, position) => ({ slug, name, position }));
  await sql`insert into dimension (slug, name, position, demo)
    select slug, name, position, ${demo} from ${recordset(rows, 'slug text, name text, position int')}
    on conflict (slug) do update set name = excluded.name, position = excluded.position`.execute(
    tx,
  );
  const segments = dimensions.flatMap(({ slug: dimension, segments }) =>
    segments.map((segment, position) => ({ ...segment, dimension, position })),
  );
  await sql`insert into segment (dimension_id, slug, name, position, retired, demo)
    select d.id, r.slug, r.name, r.position, r.retired, ${demo}
    from ${recordset(segments, 'dimension text, slug text, name text, position int, retired boolean')}
    join dimension d on d.slug = r.dimension
    on conflict (dimension_id, slug) do update set name = excluded.name,
      position = excluded.position, retired = excluded.retired`.execute(tx);
}

async function writePlaces(tx: Db, { places }: Definition, demo: boolean): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map((place, position) => ({ ...place, position }));
  await sql`insert into place (slug, name, kind, position, retired, demo)
    select slug, name, kind, position, retired, ${demo}
    from ${recordset(rows, 'slug text, name text, kind text, position int, retired boolean')}
    on conflict (slug) do update set name = excluded.name, kind = excluded.kind,
      position = excluded.position, retired = excluded.retired`.execute(tx);
}

async function writeKpis(tx: Db, { kpis }: Definition, demo: boolean): Promise<void> {
  if (kpis.length === 0) return;
  const rows = kpis.map((kpi, position) => ({
    slug: kpi.slug,
    name: kpi.name,
    definition: kpi.definition,
    source: kpi.source,
    unit: kpi.unit,
    scale: kpi.scale,
    decimals: kpi.decimals,
    grain: grainCode(kpi.grain),
    aggregation: kpi.aggregation,
    counts: kpi.counts,
    direction: kpi.direction,
    lens: kpi.lens,
    kind: kpi.kind,
    weight: kpi.weight,
    lag: kpi.reportingLagDays,
    dimension: kpi.dimension,
    moment: kpi.moment,
    position,
    retired: kpi.retired,
  }));
  await sql`insert into kpi (slug, name, definition, source, unit, scale, decimals, grain, aggregation,
      counts, direction, lens, kind, weight, reporting_lag_days, dimension_id, moment_id, position, retired, demo)
    select r.slug, r.name, r.definition, r.source, r.unit, r.scale, r.decimals, r.grain, r.aggregation,
      r.counts, r.direction, r.lens, r.kind, r.weight, r.lag, d.id, m.id, r.position, r.retired, ${demo}
    from ${recordset(
      rows,
      `slug text, name text, definition text, source text, unit text, scale float8, decimals int, grain int,
       aggregation text, counts boolean, direction text, lens text, kind text, weight float8, lag int,
       dimension text, moment text, position int, retired boolean`,
    )} left join dimension d on d.slug = r.dimension left join moment m on m.slug = r.moment
    on conflict (slug) do update set name = excluded.name, definition = excluded.definition,
      source = excluded.source, unit = excluded.unit, scale = excluded.scale, decimals = excluded.decimals,
      grain = excluded.grain, aggregation = excluded.aggregation, counts = excluded.counts,
      direction = excluded.direction, lens = excluded.lens, kind = excluded.kind, weight = excluded.weight,
      reporting_lag_days = excluded.reporting_lag_days, dimension_id = excluded.dimension_id,
      moment_id = excluded.moment_id, position = excluded.position, retired = excluded.retired`.execute(
    tx,
  );
}

/** What a KPI refers to is said whole as well: what the definition leaves out goes. */
async function writeKpiLinks(tx: Db, { kpis }: Definition): Promise<void> {
  if (kpis.length === 0) return;
  const named = sql`(select id from kpi where slug = any(${kpis.map((kpi) => kpi.slug)}::text[]))`;

  const owners = kpis.flatMap(({ slug, accountable }) =>
    accountable.map(({ team, from }) => ({ slug, team, from: from ?? FROM_THE_BEGINNING })),
  );
  const ownerRows = recordset(owners, 'slug text, team text, "from" date');
  await sql`delete from accountability a where a.kpi_id in ${named} and not exists (
    select 1 from ${ownerRows} join kpi k on k.slug = r.slug
    where k.id = a.kpi_id and r."from" = a.from_date)`.execute(tx);
  await sql`insert into accountability (kpi_id, from_date, team_id)
    select k.id, r."from", t.id from ${ownerRows} join kpi k on k.slug = r.slug join team t on t.slug = r.team
    on conflict (kpi_id, from_date) do update set team_id = excluded.team_id`.execute(tx);

  const sharers = kpis.flatMap(({ slug, contributing }) =>
    contributing.map((team, position) => ({ slug, team, position })),
  );
  const sharerRows = recordset(sharers, 'slug text, team text, position int');
  await sql`delete from contribution c where c.kpi_id in ${named} and not exists (
    select 1 from ${sharerRows} join kpi k on k.slug = r.slug join team t on t.slug = r.team
    where k.id = c.kpi_id and t.id = c.team_id)`.execute(tx);
  await sql`insert into contribution (kpi_id, team_id, position)
    select k.id, t.id, r.position from ${sharerRows} join kpi k on k.slug = r.slug join team t on t.slug = r.team
    on conflict (kpi_id, team_id) do update set position = excluded.position`.execute(tx);

  const mappings = kpis.flatMap(({ slug, stages }) =>
    stages.map((mapping, position) => ({ slug, ...mapping, position })),
  );
  const mappingRows = recordset(
    mappings,
    'slug text, stage text, critical boolean, reliability boolean, position int',
  );
  await sql`delete from kpi_stage m where m.kpi_id in ${named} and not exists (
    select 1 from ${mappingRows} join kpi k on k.slug = r.slug join stage s on s.slug = r.stage
    where k.id = m.kpi_id and s.id = m.stage_id)`.execute(tx);
  // A stage's reliability KPI may move to another: the old flag goes first, or the two would meet.
  await sql`update kpi_stage m set reliability = false
    from ${mappingRows} join kpi k on k.slug = r.slug join stage s on s.slug = r.stage
    where m.kpi_id = k.id and m.stage_id = s.id and m.reliability and not r.reliability`.execute(
    tx,
  );
  await sql`insert into kpi_stage (kpi_id, stage_id, critical, reliability, position)
    select k.id, s.id, r.critical, r.reliability, r.position
    from ${mappingRows} join kpi k on k.slug = r.slug join stage s on s.slug = r.stage
    on conflict (kpi_id, stage_id) do update set critical = excluded.critical,
      reliability = excluded.reliability, position = excluded.position`.execute(tx);

  const links = kpis.flatMap(({ slug, upstream }) =>
    upstream.map((link, position) => ({ slug, ...link, position })),
  );
  const linkRows = recordset(links, 'slug text, kpi text, evidence text, note text, position int');
  await sql`delete from kpi_upstream u where u.kpi_id in ${named} and not exists (
    select 1 from ${linkRows} join kpi k on k.slug = r.slug join kpi f on f.slug = r.kpi
    where k.id = u.kpi_id and f.id = u.upstream_id)`.execute(tx);
  await sql`insert into kpi_upstream (kpi_id, upstream_id, evidence, note, position)
    select k.id, f.id, r.evidence, r.note, r.position
    from ${linkRows} join kpi k on k.slug = r.slug join kpi f on f.slug = r.kpi
    on conflict (kpi_id, upstream_id) do update set evidence = excluded.evidence,
      note = excluded.note, position = excluded.position`.execute(tx);
}

async function writeTargets(tx: Db, { targets }: Definition): Promise<void> {
  if (targets.length === 0) return;
  const rows = targets.map(({ bounds, ...target }) => ({
    ...target,
    ...bounds,
    grain: grainCode(target.grain),
  }));
  await sql`insert into target (kpi_id, grain, segment_id, place_id, from_date, ends, target, at_risk, low, high, margin)
    select k.id, r.grain, s.id, p.id, r."from", r.ends, r.target, r."atRisk", r.low, r.high, r.margin
    from ${recordset(
      rows,
      `kpi text, grain int, segment text, place text, "from" date, ends date, target float8,
       "atRisk" float8, low float8, high float8, margin float8`,
    )} join kpi k on k.slug = r.kpi
    left join segment s on s.slug = r.segment and s.dimension_id = k.dimension_id
    left join place p on p.slug = r.place
    on conflict (kpi_id, grain, segment_id, place_id, from_date) do update set ends = excluded.ends,
      target = excluded.target, at_risk = excluded.at_risk, low = excluded.low, high = excluded.high,
      margin = excluded.margin`.execute(tx);
}

async function writeAnnotations(tx: Db, { annotations }: Definition): Promise<void> {
  if (annotations.length === 0) return;
  await sql`insert into annotation (kpi_id, date, text, reason, restarts_limits)
    select k.id, r.date, r.text, r.reason, r."restartsLimits"
    from ${recordset(annotations, 'kpi text, date date, text text, reason text, "restartsLimits" boolean')}
    join kpi k on k.slug = r.kpi
    on conflict (kpi_id, date, text) do update set reason = excluded.reason,
      restarts_limits = excluded.restarts_limits`.execute(tx);
}

/** Takes away targets and annotations that a whole definition no longer names. */
export async function removeTargets(tx: Db, gone: Definition['targets']): Promise<void> {
  for (const target of gone) {
    await sql`delete from target t using kpi k where t.kpi_id = k.id and k.slug = ${target.kpi}
      and t.grain = ${grainCode(target.grain)} and t.from_date = ${target.from}
      and t.segment_id is not distinct from
        (select s.id from segment s where s.slug = ${target.segment} and s.dimension_id = k.dimension_id)
      and t.place_id is not distinct from (select p.id from place p where p.slug = ${target.place})`.execute(
      tx,
    );
  }
}

export async function removeAnnotations(tx: Db, gone: Definition['annotations']): Promise<void> {
  for (const { kpi, date, text } of gone) {
    await sql`delete from annotation a using kpi k
      where a.kpi_id = k.id and k.slug = ${kpi} and a.date = ${date} and a.text = ${text}`.execute(
      tx,
    );
  }
}
