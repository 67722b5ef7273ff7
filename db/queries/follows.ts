/** What people follow, how it stood when they last heard of it, and which digests they want. */
import { sql } from 'kysely';

import type { Told, ToldEntry } from '../../lib/domain/digest';
import {
  type DigestChoice,
  type Followable,
  type FollowedKind,
  USUAL_CHOICE,
} from '../../lib/domain/follow';
import type { Db } from '../client';

/** By grain. */
export type ToldByGrain = Readonly<Record<string, Told>>;

/** One thing that one person follows. */
export interface FollowRow extends Followable {
  readonly id: number;
  readonly person: number;
  /** RFC 3339. */
  readonly since: string;
  readonly told: ToldByGrain;
}

interface RawFollow {
  readonly id: number;
  readonly person_id: number;
  readonly kind: string;
  readonly slug: string;
  readonly since: string;
  readonly told: unknown;
}

const FOLLOWS = sql`select f.id, f.person_id, f.since, f.told,
    case when f.kpi_id is not null then 'kpi' when f.stage_id is not null then 'stage' else 'team' end as kind,
    coalesce(k.slug, s.slug, t.slug) as slug
  from follow f left join kpi k on k.id = f.kpi_id left join stage s on s.id = f.stage_id
    left join team t on t.id = f.team_id`;

const followOf = (row: RawFollow): FollowRow => ({
  id: row.id,
  person: row.person_id,
  kind: row.kind as FollowedKind,
  slug: row.slug,
  since: new Date(row.since).toISOString(),
  told: row.told as ToldByGrain,
});

/** What all people follow; the oldest first. */
export async function listFollows(db: Db): Promise<readonly FollowRow[]> {
  const { rows } = await sql<RawFollow>`${FOLLOWS} order by f.id`.execute(db);
  return rows.map(followOf);
}

const TABLES = { kpi: sql`kpi`, stage: sql`stage`, team: sql`team` } as const;
const COLUMNS = { kpi: sql`kpi_id`, stage: sql`stage_id`, team: sql`team_id` } as const;

/** Whether a person follows a thing. */
export async function isFollowed(
  db: Db,
  person: number,
  { kind, slug }: Followable,
): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select exists (select 1 from follow f
    join ${TABLES[kind]} x on x.id = f.${COLUMNS[kind]}
    where f.person_id = ${person} and x.slug = ${slug}) as there`.execute(db);
  return rows[0]?.there ?? false;
}

/** From now on; what was followed already stays as it is. False where a person follows too much already. */
export async function insertFollow(
  db: Db,
  person: number,
  { kind, slug }: Followable,
  at: string,
  most: number,
): Promise<boolean> {
  const { rows } = await sql<{ room: boolean }>`with room as (
      select (select count(*) from follow where person_id = ${person}) < ${most} as there),
    made as (insert into follow (person_id, ${COLUMNS[kind]}, since)
      select ${person}, x.id, ${at} from ${TABLES[kind]} x, room where x.slug = ${slug} and room.there
      on conflict do nothing)
    select there as room from room`.execute(db);
  return rows[0]?.room ?? false;
}

export async function deleteFollow(
  db: Db,
  person: number,
  { kind, slug }: Followable,
): Promise<void> {
  await sql`delete from follow f using ${TABLES[kind]} x
    where x.id = f.${COLUMNS[kind]} and f.person_id = ${person} and x.slug = ${slug}`.execute(db);
}

/** By its number, of that person and nobody else. */
export async function deleteFollowById(db: Db, person: number, id: number): Promise<void> {
  await db.deleteFrom('follow').where('id', '=', id).where('person_id', '=', person).execute();
}

/** Keeps how things stood as they were told. */
export async function markTold(tx: Db, told: readonly ToldEntry[]): Promise<void> {
  if (told.length === 0) return;
  const rows = told.map(({ follow, grain, told: said }) => ({ id: follow, grain, said }));
  await sql`update follow f set told = f.told || jsonb_build_object(x.grain, x.said)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id int, grain text, said jsonb)
    where f.id = x.id`.execute(tx);
}

/** Which digests people want, by their ids: those who never said are not in it. */
export async function listDigestChoices(db: Db): Promise<ReadonlyMap<number, DigestChoice>> {
  const rows = await db.selectFrom('digest_choice').selectAll().execute();
  return new Map(rows.map(({ person_id, missed, followed }) => [person_id, { missed, followed }]));
}

/** What one person follows, and which digests they want. One query. */
export async function findFollowing(
  db: Db,
  person: number,
): Promise<{ readonly follows: readonly FollowRow[]; readonly choice: DigestChoice }> {
  const { rows } = await sql<{ follows: RawFollow[]; choice: DigestChoice | null }>`
    select (select coalesce(json_agg(x order by x.id), '[]')
        from (${FOLLOWS} where f.person_id = ${person}) x) as follows,
      (select json_build_object('missed', c.missed, 'followed', c.followed)
        from digest_choice c where c.person_id = ${person}) as choice`.execute(db);
  const [found] = rows;
  return { follows: (found?.follows ?? []).map(followOf), choice: found?.choice ?? USUAL_CHOICE };
}

export async function saveDigestChoice(
  db: Db,
  person: number,
  choice: DigestChoice,
): Promise<void> {
  await db
    .insertInto('digest_choice')
    .values({ person_id: person, ...choice })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(choice))
    .execute();
}
