/**
 * What people follow, and which digests they want.
 *
 * - `told` is how it stood when they last heard of it, grain by grain: what was said is history, and what
 *   is news is found against it.
 * - Both are a person's own. No view that is remembered shows them, and they are no part of what is agreed:
 *   neither the version of the data nor the audit log follows them.
 */
export const sql = `
create table follow (
  id integer generated always as identity primary key,
  person_id integer not null references person on delete cascade,
  kpi_id integer references kpi on delete cascade,
  stage_id integer references stage on delete cascade,
  team_id integer references team on delete cascade,
  since timestamptz(3) not null,
  told jsonb not null default '{}',
  check (num_nonnulls(kpi_id, stage_id, team_id) = 1),
  unique nulls not distinct (person_id, kpi_id, stage_id, team_id)
);
create index follow_kpi on follow (kpi_id) where kpi_id is not null;
create index follow_stage on follow (stage_id) where stage_id is not null;
create index follow_team on follow (team_id) where team_id is not null;

create table digest_choice (
  person_id integer primary key references person on delete cascade,
  missed boolean not null,
  followed boolean not null
);

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('minutes', 'reminder', 'invitation', 'digest'));
`;
