/**
 * Who may come in: people, how they prove who they are, where they are signed in, and who tried.
 *
 * - Changes of people go to the audit log, and nothing else of these tables: passwords, links and
 *   sessions are kept by their hashes, apart from the person.
 * - A person is known by e-mail, or by what the provider calls them (\`issuer\`, \`subject\`).
 * - \`sign_in\` is the trail of who came in and who was refused; refusals in it slow further tries.
 * - No page is drawn from these, so they do not renew the version of the data.
 */
export const sql = `
create table person (
  id integer generated always as identity primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null check (role in ('viewer', 'lead', 'steward', 'executive', 'administrator')),
  active boolean not null default true,
  issuer text,
  subject text,
  created_at timestamptz(3) not null,
  created_by text not null,
  demo boolean not null default false,
  check ((issuer is null) = (subject is null)),
  unique (issuer, subject)
);
create table person_team (
  person_id integer not null references person on delete cascade,
  team_id integer not null references team on delete cascade,
  primary key (person_id, team_id)
);
create trigger audit after insert or update or delete on person
  for each row execute function audit_row('id');
create trigger audit after insert or update or delete on person_team
  for each row execute function audit_row('person_id', 'team_id');

create table person_secret (
  person_id integer primary key references person on delete cascade,
  password text not null,
  changed_at timestamptz(3) not null
);

create table person_session (
  id bigint generated always as identity primary key,
  hash text not null unique,
  person_id integer not null references person on delete cascade,
  method text not null check (method in ('password', 'link', 'provider', 'demo')),
  started_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  address text,
  agent text,
  -- With which the provider is told that somebody signed out; gone with the session.
  id_token text
);
create index person_session_person on person_session (person_id);

-- Good once and for a while. Without a person it makes the first administrator.
create table one_time_link (
  hash text primary key,
  person_id integer references person on delete cascade,
  created_at timestamptz(3) not null,
  created_by text not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

create table sign_in (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null,
  method text not null check (method in ('password', 'link', 'provider', 'demo')),
  -- As it was given, which may be nobody's.
  account text not null,
  address text not null,
  person_id integer references person on delete set null,
  -- Null: they came in. Otherwise why not.
  refused text
);
create index sign_in_account on sign_in (account, at);
create index sign_in_address on sign_in (address, at);

drop trigger renew on audit_log;
-- Keys of programs and people are no part of what pages show.
create constraint trigger renew after insert on audit_log
  deferrable initially deferred for each row
  when (new.entity not like 'api\\_key%' and new.entity not like 'person%')
  execute function renew_data_version();
`;
