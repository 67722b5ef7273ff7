/**
 * The catalogue, the observations, what pages read, and the audit log.
 *
 * - Catalogue tables are today's state. Every change of a row is written to `audit_log` by a trigger,
 *   whoever makes it, so that the catalogue as of any moment is today's with later changes undone.
 * - `observation` and `period_target` are append-only: a key's newest revision is in force.
 * - `rollup` is derived from `observation` in the same transaction as the write.
 *
 * Grains are 1 day, 2 week, 3 month, 4 quarter, 5 year. In the tables of figures segment 0 is `all`
 * and place 0 is everywhere; those keys carry no foreign key because a check per row would cost
 * more than the write itself; `doctor` looks for strays.
 */
export const sql = `
create table organisation (
  id smallint primary key default 1 check (id = 1),
  name text not null,
  time_zone text not null,
  locale text not null,
  fiscal_year_start smallint not null check (fiscal_year_start between 1 and 12),
  on_target_share double precision not null check (on_target_share between 0 and 1),
  at_risk_share double precision not null check (at_risk_share between 0 and on_target_share),
  coverage_share double precision not null check (coverage_share between 0 and 1),
  smallest_n integer not null check (smallest_n >= 1),
  limits text not null check (limits in ('mean', 'median'))
);
insert into organisation values (1, 'Your organisation', 'UTC', 'en-GB', 1, 0.8, 0.6, 0.5, 10, 'mean');

create table team (
  id integer generated always as identity primary key,
  slug text not null unique,
  name text not null,
  parent_id integer references team,
  lead text,
  position integer not null default 0,
  retired boolean not null default false,
  demo boolean not null default false,
  check (parent_id <> id)
);

create table journey (
  id integer generated always as identity primary key,
  slug text not null unique,
  name text not null,
  position integer not null default 0,
  retired boolean not null default false,
  demo boolean not null default false
);

create table stage (
  id integer generated always as identity primary key,
  slug text not null unique,
  journey_id integer not null references journey,
  name text not null,
  position integer not null default 0,
  promise text,
  owner text,
  retired boolean not null default false,
  demo boolean not null default false
);
create unique index stage_name on stage (journey_id, lower(name)) where not retired;

create table moment (
  id integer generated always as identity primary key,
  slug text not null unique,
  stage_id integer not null references stage,
  name text not null,
  kind text not null check (kind in ('zero', 'first', 'second', 'ultimate')),
  aim text not null check (aim in ('reliability', 'wow')),
  critical boolean not null default false,
  priority integer check (priority >= 1),
  trigger text,
  position integer not null default 0,
  retired boolean not null default false,
  demo boolean not null default false
);

create table dimension (
  id integer generated always as identity primary key,
  slug text not null unique,
  name text not null,
  position integer not null default 0,
  demo boolean not null default false
);

create table segment (
  id integer generated always as identity primary key,
  dimension_id integer not null references dimension,
  slug text not null check (slug <> 'all'),
  name text not null,
  position integer not null default 0,
  retired boolean not null default false,
  demo boolean not null default false,
  unique (dimension_id, slug)
);

create table place (
  id integer generated always as identity primary key,
  slug text not null unique,
  name text not null,
  kind text,
  position integer not null default 0,
  retired boolean not null default false,
  demo boolean not null default false
);

create table kpi (
  id integer generated always as identity primary key,
  slug text not null unique,
  name text not null,
  definition text,
  source text,
  unit text not null,
  scale double precision not null check (scale > 0),
  decimals smallint not null check (decimals between 0 and 10),
  grain smallint not null check (grain between 1 and 5),
  aggregation text not null
    check (aggregation in ('sum', 'ratio', 'mean', 'nps', 'last', 'min', 'max', 'none')),
  counts boolean not null default false,
  direction text not null check (direction in ('higher', 'lower', 'range', 'none')),
  lens text not null check (lens in ('silo', 'experience', 'both')),
  kind text not null check (kind in ('perception', 'operation', 'asset')),
  weight double precision not null check (weight > 0),
  reporting_lag_days integer check (reporting_lag_days >= 0),
  dimension_id integer references dimension,
  moment_id integer references moment,
  position integer not null default 0,
  retired boolean not null default false,
  demo boolean not null default false,
  check (not counts or aggregation = 'ratio')
);

create table kpi_stage (
  kpi_id integer not null references kpi,
  stage_id integer not null references stage,
  critical boolean not null default false,
  reliability boolean not null default false,
  position integer not null default 0,
  primary key (kpi_id, stage_id)
);
create unique index kpi_stage_reliability on kpi_stage (stage_id) where reliability;
create index kpi_stage_by_stage on kpi_stage (stage_id);

-- A team answers from its first day until the next entry's: with one entry a day and KPI, and one
-- that begins at -infinity, there is exactly one accountable team at any time.
create table accountability (
  kpi_id integer not null references kpi,
  from_date date not null,
  team_id integer not null references team,
  primary key (kpi_id, from_date)
);

create function accountability_begins() returns trigger language plpgsql as $$
declare k integer := case when tg_table_name = 'kpi' then (to_jsonb(coalesce(new, old)) ->> 'id')::integer
                          else (to_jsonb(coalesce(old, new)) ->> 'kpi_id')::integer end;
begin
  if exists (select 1 from kpi where id = k)
     and not exists (select 1 from accountability where kpi_id = k and from_date = '-infinity') then
    raise exception 'KPI % has no accountable team from the beginning', k
      using errcode = 'check_violation', constraint = 'accountability_begins';
  end if;
  return null;
end $$;
create constraint trigger accountability_begins after insert on kpi
  deferrable initially deferred for each row execute function accountability_begins();
create constraint trigger accountability_stays after update or delete on accountability
  deferrable initially deferred for each row execute function accountability_begins();

create table contribution (
  kpi_id integer not null references kpi,
  team_id integer not null references team,
  position integer not null default 0,
  primary key (kpi_id, team_id)
);

create table kpi_upstream (
  kpi_id integer not null references kpi,
  upstream_id integer not null references kpi,
  evidence text not null check (evidence in ('suspected', 'proven')),
  note text,
  position integer not null default 0,
  primary key (kpi_id, upstream_id),
  check (kpi_id <> upstream_id)
);

create table target (
  id integer generated always as identity primary key,
  kpi_id integer not null references kpi,
  grain smallint not null check (grain between 1 and 5),
  segment_id integer references segment,
  place_id integer references place,
  from_date date not null,
  ends date,
  target double precision,
  at_risk double precision,
  low double precision,
  high double precision,
  margin double precision check (margin >= 0),
  check (ends >= from_date),
  check (target is not null or low is not null or high is not null),
  check (low <= high),
  unique nulls not distinct (kpi_id, grain, segment_id, place_id, from_date)
);

create table annotation (
  id integer generated always as identity primary key,
  kpi_id integer not null references kpi,
  date date not null,
  text text not null,
  restarts_limits boolean not null default false,
  unique (kpi_id, date, text)
);

create table slug_redirect (
  entity text not null,
  old_slug text not null,
  new_slug text not null,
  primary key (entity, old_slug)
);

-- One file, API call or other source of figures.
create table import (
  id bigint generated always as identity primary key,
  origin text not null,
  name text,
  actor text not null,
  recorded_at timestamptz(3) not null,
  accepted bigint not null default 0,
  superseded bigint not null default 0,
  unchanged bigint not null default 0,
  ignored bigint not null default 0,
  rejected bigint not null default 0,
  demo boolean not null default false
);

create table observation (
  value double precision,
  numerator double precision,
  denominator double precision,
  n double precision,
  sd double precision,
  promoters double precision,
  passives double precision,
  detractors double precision,
  recorded_at timestamptz(3) not null,
  import_id bigint not null references import,
  kpi_id integer not null references kpi,
  segment_id integer not null,
  place_id integer not null,
  period_start date not null,
  revision integer not null check (revision >= 1),
  line integer,
  grain smallint not null check (grain between 1 and 5),
  withdrawn boolean not null default false,
  -- Period before segment and place: all that is added up to one reading lies side by side.
  primary key (kpi_id, grain, period_start, segment_id, place_id, revision)
);
create index observation_recorded on observation (recorded_at);

-- A target that was reported with the figures and holds for its own period only; null withdraws it.
create table period_target (
  target double precision,
  recorded_at timestamptz(3) not null,
  import_id bigint not null references import,
  kpi_id integer not null references kpi,
  segment_id integer not null,
  place_id integer not null,
  period_start date not null,
  revision integer not null check (revision >= 1),
  line integer,
  grain smallint not null check (grain between 1 and 5),
  primary key (kpi_id, grain, segment_id, place_id, period_start, revision)
);

-- What pages read: of each series (KPI, segment, place, grain) a row for a stretch of time with its
-- periods as arrays, oldest first. Periods are days from 1970-01-01, times of recording milliseconds.
-- Basis: 0 reported, 2 over segments, 3 over places. A null array means the same of every period:
-- a measure that none has, revision 1, reported 1 of 1 with basis 0.
create table rollup (
  kpi_id integer not null,
  segment_id integer not null,
  place_id integer not null,
  block integer not null,
  grain smallint not null,
  period integer[] not null,
  recorded_at bigint[] not null,
  value double precision[],
  numerator double precision[],
  denominator double precision[],
  n double precision[],
  sd double precision[],
  promoters double precision[],
  passives double precision[],
  detractors double precision[],
  revision integer[],
  reported_in integer[],
  reported_of integer[],
  basis smallint[],
  primary key (kpi_id, segment_id, place_id, grain, block)
);
-- Compressing rows of two kilobytes costs more than it saves.
alter table rollup set (toast_tuple_target = 8160);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null,
  actor text not null,
  action text not null,
  entity text not null,
  row_key text not null,
  before jsonb,
  after jsonb
);
create index audit_log_undo on audit_log (entity, at);

-- The application says who acts and what time it is; a change by hand is logged all the same.
create function audit_row() returns trigger language plpgsql as $$
declare
  b jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  a jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  k text;
begin
  if b is not distinct from a then return null; end if;
  select string_agg(coalesce(a, b) ->> c, ':' order by o) into k
    from unnest(tg_argv) with ordinality as t(c, o);
  insert into audit_log (at, actor, action, entity, row_key, before, after) values (
    coalesce(nullif(current_setting('throughline.now', true), '')::timestamptz, clock_timestamp()),
    coalesce(nullif(current_setting('throughline.actor', true), ''), 'database:' || current_user),
    lower(tg_op), tg_table_name, k, b, a);
  return null;
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('throughline.maintenance', true), '') <> 'on' then
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create trigger append_only before update or delete or truncate on observation
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on period_target
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change();

do $$
declare t text; keys text;
begin
  for t, keys in values
    ('organisation', 'id'), ('team', 'id'), ('journey', 'id'), ('stage', 'id'), ('moment', 'id'),
    ('dimension', 'id'), ('segment', 'id'), ('place', 'id'), ('kpi', 'id'), ('target', 'id'),
    ('annotation', 'id'), ('kpi_stage', 'kpi_id'', ''stage_id'), ('accountability', 'kpi_id'', ''from_date'),
    ('contribution', 'kpi_id'', ''team_id'), ('kpi_upstream', 'kpi_id'', ''upstream_id'),
    ('slug_redirect', 'entity'', ''old_slug')
  loop
    execute format('create trigger audit after insert or update or delete on %I
      for each row execute function audit_row(''%s'')', t, keys);
  end loop;
end $$;
`;
