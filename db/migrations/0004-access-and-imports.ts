/**
 * Keys of programs, what they asked for already, and what an import leaves behind beside its figures.
 *
 * - The secret of a key stands apart from the key, hashed: changes of keys go to the audit log, and
 *   neither the hash nor each use of it belongs there.
 * - A key that is `limited` writes for its teams only; one whose teams are gone writes nothing.
 * - `undoes` is the import that an import took back; each can be taken back once.
 */
export const sql = `
create table api_key (
  id integer generated always as identity primary key,
  prefix text not null unique,
  name text not null,
  scope text not null check (scope in ('read', 'write')),
  limited boolean not null default false,
  created_at timestamptz(3) not null,
  created_by text not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3)
);
create table api_key_secret (
  key_id integer primary key references api_key on delete cascade,
  hash text not null,
  used_at timestamptz(3)
);
create table api_key_team (
  key_id integer not null references api_key on delete cascade,
  team_id integer not null references team on delete cascade,
  primary key (key_id, team_id)
);
create trigger audit after insert or update or delete on api_key
  for each row execute function audit_row('id');
create trigger audit after insert or update or delete on api_key_team
  for each row execute function audit_row('key_id', 'team_id');

create table idempotent_answer (
  key_id integer not null references api_key on delete cascade,
  name text not null,
  body_hash text not null,
  at timestamptz(3) not null,
  status smallint not null,
  answer text not null,
  primary key (key_id, name)
);
create index idempotent_answer_at on idempotent_answer (at);

alter table import
  add column undoes bigint unique references import,
  add column format text,
  add column header text;

-- Rows that an import did not take, as they stood in the file; \`header\` is its first line.
create table refused_row (
  import_id bigint not null references import on delete cascade,
  row_no integer not null,
  line integer not null,
  field text,
  code text not null,
  message text not null,
  original text not null,
  primary key (import_id, row_no)
);

-- Figures have this index already: all of one import have its time of recording.
create index period_target_recorded on period_target (recorded_at);
`;
