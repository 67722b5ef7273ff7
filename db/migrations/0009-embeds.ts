/**
 * Charts that live in pages elsewhere.
 *
 * - What an embed shows and to whom stands in `embed`, whose changes go to the audit log. What opens it
 *   stands apart, as with keys of programs: the hash of its address, or the key by which a host signs.
 * - Views are counted apart too: they are no change of anything that is agreed.
 * - An embed of a KPI that is deleted (with the demo, say) goes with it.
 */
export const sql = `
create table embed (
  id integer generated always as identity primary key,
  prefix text not null unique,
  kind text not null
    check (kind in ('kpi-chart', 'kpi-tile', 'stage', 'team', 'matrix', 'trend', 'chain')),
  kpi_id integer references kpi on delete cascade,
  stage_id integer references stage on delete cascade,
  team_id integer references team on delete cascade,
  journey_id integer references journey on delete cascade,
  segment_id integer references segment on delete cascade,
  place_id integer references place on delete cascade,
  grain text check (grain in ('day', 'week', 'month', 'quarter', 'year')),
  span smallint check (span between 2 and 400),
  theme text not null check (theme in ('light', 'dark', 'viewer')),
  accent text check (accent ~ '^#[0-9a-f]{6}$'),
  title text,
  size text not null check (size in ('small', 'narrow', 'broad', 'wide')),
  as_of timestamptz(3),
  origins text[] not null default '{}',
  signing text check (signing in ('HS256', 'EdDSA')),
  signable text[] not null default '{}',
  created_at timestamptz(3) not null,
  created_by text not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  check ((kind like 'kpi-%') = (kpi_id is not null)),
  check ((kind = 'stage') = (stage_id is not null)),
  check ((kind = 'team') = (team_id is not null))
);
create table embed_secret (
  embed_id integer primary key references embed on delete cascade,
  hash text,
  key text,
  replaced_at timestamptz(3),
  check ((hash is null) <> (key is null))
);
create table embed_use (
  embed_id integer primary key references embed on delete cascade,
  views bigint not null,
  seen_at timestamptz(3) not null
);
create trigger audit after insert or update or delete on embed
  for each row execute function audit_row('id');
`;
