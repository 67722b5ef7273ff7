/**
 * Files that came through the browser, from their arrival to their import, and profiles that were kept
 * by name. What an upload says is on no page that is remembered, so it renews no version; that it was
 * imported is said by its import.
 *
 * - `file` is its name in the folder of uploads, which the address of no page tells.
 * - `profile` is as written, by hand or by the form; null while the guess holds.
 * - `checked` is what the last dry run by this profile found; null before, and after a change of it.
 */
export const sql = `
create table import_profile (
  id integer generated always as identity primary key,
  name text not null unique,
  text text not null,
  header jsonb,
  kept_at timestamptz(3) not null,
  kept_by text not null
);
create trigger audit after insert or update or delete on import_profile
  for each row execute function audit_row('id');

create table upload (
  id integer generated always as identity primary key,
  file text not null unique,
  name text not null,
  size bigint not null,
  actor text not null,
  received_at timestamptz(3) not null,
  status text not null default 'open' check (status in ('open', 'waiting', 'running', 'imported')),
  task text check (task in ('check', 'import')),
  asked_at timestamptz(3),
  attempts integer not null default 0,
  profile text,
  profile_name text,
  atomic boolean not null default false,
  checked jsonb,
  problem text,
  import_id bigint references import on delete set null,
  check ((status in ('waiting', 'running')) = (task is not null))
);
`;
