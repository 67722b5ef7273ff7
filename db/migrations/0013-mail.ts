/**
 * What is to be sent: written in the transaction of what causes it, sent and recorded afterwards.
 *
 * - `cause` says why and to whom, once: the same is never written twice, whoever tries.
 * - Who sends holds a lease. A sender that dies leaves it behind, and the message is sent again when it is
 *   over, under the same `message_id`, by which a second copy is known for what it is.
 * - What was said goes when it is sent: whom it reached and when is kept, and links let nobody in from here.
 * - No page that is remembered is drawn from it, and it is no part of what is agreed: neither the version
 *   of the data nor the audit log follows it.
 */
export const sql = `
create table outbox (
  id bigint generated always as identity primary key,
  cause text not null unique,
  message_id uuid not null unique default gen_random_uuid(),
  kind text not null check (kind in ('minutes', 'reminder', 'invitation')),
  channel text not null check (channel in ('mail', 'webhook')),
  person_id integer references person on delete cascade,
  content text,
  -- Encrypted by the secret of the installation, because it holds a link that lets somebody in.
  sealed boolean not null default false,
  queued_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  attempts integer not null default 0,
  leased_until timestamptz(3),
  problem text,
  ended_at timestamptz(3),
  outcome text check (outcome in ('sent', 'failed', 'dropped')),
  check ((channel = 'mail') = (person_id is not null)),
  check ((ended_at is null) = (outcome is null)),
  check ((ended_at is null) = (content is not null))
);
create index outbox_waiting on outbox (due_at, id) where ended_at is null;
`;
