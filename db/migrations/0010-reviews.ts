/**
 * Reviews: who promised what by when, what teams say of their figures, and what a meeting decided.
 *
 * - An action is one row as long as it lives. Reviews say in which of them it was opened and closed, and
 *   the next one copies nothing; whether it is late follows from its day.
 * - A review keeps the moment that its figures are known as of, and which items its agenda had then.
 *   Figures themselves are read as of that moment, until the minutes hold them.
 * - Minutes are links of a chain, one chain a series: content, the hash before it, and their own hash.
 *   Nothing in them changes; a correction is one more link.
 * - What pages remember rests on actions, check-ins and thanks, whose changes go to the audit log. Notes
 *   and the place in the agenda change every few seconds in a meeting, and no other page shows them.
 */
export const sql = `
create table review_series (
  id integer generated always as identity primary key,
  slug text not null unique,
  name text not null,
  journey_id integer not null references journey,
  cadence smallint not null check (cadence in (2, 3, 4)),
  weekday smallint not null check (weekday between 1 and 7),
  starts_at text not null check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  time_zone text not null,
  chair text,
  members text[] not null default '{}',
  from_date date not null,
  retired boolean not null default false,
  demo boolean not null default false
);

create table review (
  id integer generated always as identity primary key,
  series_id integer not null references review_series,
  period_start date not null,
  as_of timestamptz(3) not null,
  opened_at timestamptz(3) not null,
  opened_by text not null,
  present text[] not null default '{}',
  current_item integer,
  item_since timestamptz(3),
  closed_at timestamptz(3),
  closed_by text,
  version integer not null default 1,
  unique (series_id, period_start)
);

create table review_item (
  id integer generated always as identity primary key,
  review_id integer not null references review on delete cascade,
  key text not null,
  kind text not null check (kind in ('promises', 'signal', 'standing', 'routine', 'watermelons',
    'good', 'thanks', 'added', 'decisions')),
  title text not null,
  kpi_ids integer[] not null default '{}',
  minutes smallint not null check (minutes between 0 and 240),
  position integer not null,
  state text not null default 'open' check (state in ('open', 'done', 'parked', 'skipped')),
  note text not null default '',
  note_version integer not null default 0,
  note_by text,
  asked text,
  asked_by text,
  added_by text,
  spent_seconds integer not null default 0 check (spent_seconds >= 0),
  unique (review_id, key)
);

create table decision (
  id integer generated always as identity primary key,
  review_id integer not null references review on delete cascade,
  item_id integer references review_item on delete set null,
  text text not null,
  proposed_by text,
  present text[] not null default '{}',
  at timestamptz(3) not null,
  actor text not null
);
create index decision_of_review on decision (review_id);

create table action (
  id integer generated always as identity primary key,
  text text not null,
  team_id integer not null references team,
  person text,
  due date not null,
  first_due date not null,
  moved integer not null default 0,
  kpi_id integer references kpi,
  stage_id integer references stage,
  moment_id integer references moment,
  effect text,
  effect_by date,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  outcome text,
  opened_at timestamptz(3) not null,
  opened_by text not null,
  opened_in integer references review on delete set null,
  closed_at timestamptz(3),
  closed_by text,
  closed_in integer references review on delete set null,
  version integer not null default 1,
  demo boolean not null default false,
  check ((state = 'open') = (closed_at is null)),
  check (state <> 'dropped' or outcome is not null)
);
create index action_open on action (due) where state = 'open';
create index action_of_kpi on action (kpi_id);

create table check_in (
  id integer generated always as identity primary key,
  kpi_id integer not null references kpi,
  team_id integer not null references team,
  grain smallint not null check (grain between 1 and 5),
  period_start date not null,
  happened text not null,
  why text not null default '',
  next text not null default '',
  back_by date,
  at timestamptz(3) not null,
  actor text not null,
  version integer not null default 1,
  demo boolean not null default false,
  unique (kpi_id, team_id, grain, period_start)
);
create index check_in_of_period on check_in (period_start);

create table recognition (
  id integer generated always as identity primary key,
  team_id integer not null references team,
  person text,
  text text not null,
  kpi_id integer references kpi,
  stage_id integer references stage,
  moment_id integer references moment,
  evidence text,
  credited text[] not null default '{}',
  review_id integer references review on delete set null,
  at timestamptz(3) not null,
  actor text not null,
  demo boolean not null default false
);

create table minutes_link (
  series_id integer not null references review_series,
  number integer not null check (number >= 1),
  review_id integer not null references review,
  kind text not null check (kind in ('minutes', 'correction')),
  content text not null,
  hash_before text,
  hash text not null,
  at timestamptz(3) not null,
  actor text not null,
  primary key (series_id, number)
);
create unique index minutes_of_review on minutes_link (review_id) where kind = 'minutes';
create trigger append_only before update or delete or truncate on minutes_link
  for each statement execute function refuse_change();

create trigger audit after insert or update or delete on review_series
  for each row execute function audit_row('id');
create trigger audit after insert or update or delete on action
  for each row execute function audit_row('id');
create trigger audit after insert or update or delete on check_in
  for each row execute function audit_row('id');
create trigger audit after insert or update or delete on recognition
  for each row execute function audit_row('id');
`;
