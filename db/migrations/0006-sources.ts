/**
 * Databases that figures are pulled from.
 *
 * - The password stands apart from the source, encrypted: changes of sources go to the audit log, and
 *   nothing of a password belongs there. Nor do the comings and goings of pulls.
 * - \`asked_at\` is set while somebody wants a pull at once, \`asked_from\` from which day on; \`next_run_at\` is
 *   when the schedule, or the pause after a failure, wants it.
 * - A run without an end is running, or its process is gone: \`seen_at\` says when it last gave a sign. There is
 *   one at a time for each source, whoever does it.
 */
export const sql = `
create table source (
  id integer generated always as identity primary key,
  slug text not null unique,
  name text not null,
  host text not null,
  port integer not null check (port between 1 and 65535),
  database text not null,
  username text not null,
  tls text not null check (tls in ('verify-full', 'require', 'disable')),
  certificate text,
  query text not null,
  look_back integer not null check (look_back >= 1),
  look_back_unit text not null check (look_back_unit in ('day', 'week', 'month', 'quarter', 'year')),
  schedule text,
  profile text,
  timeout_seconds integer not null check (timeout_seconds >= 1),
  most_rows integer not null check (most_rows >= 1),
  paused boolean not null default false
);
create trigger audit after insert or update or delete on source
  for each row execute function audit_row('id');

create table source_secret (
  source_id integer primary key references source on delete cascade,
  sealed text not null
);

create table source_state (
  source_id integer primary key references source on delete cascade,
  next_run_at timestamptz(3),
  asked_at timestamptz(3),
  asked_from date,
  asked_by text,
  failures integer not null default 0,
  failing_since timestamptz(3)
);

create table source_run (
  id bigint generated always as identity primary key,
  source_id integer not null references source on delete cascade,
  actor text not null,
  started_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  ended_at timestamptz(3),
  outcome text check (outcome in ('done', 'failed', 'stopped', 'lost')),
  from_date date not null,
  to_date date not null,
  rows bigint not null default 0,
  import_id bigint references import on delete set null,
  problem text,
  check ((ended_at is null) = (outcome is null))
);
create index source_run_newest on source_run (source_id, id);
create unique index source_run_one on source_run (source_id) where ended_at is null;
`;
