/** Embeds. The trigger on the table writes each change to the audit log; what opens them is not in it. */
import { sql } from 'kysely';

import type { Grain } from '../../lib/domain/calendar';
import type {
  Embed,
  EmbedKind,
  EmbedSize,
  EmbedTheme,
  Signable,
  SigningAlgorithm,
} from '../../lib/domain/embed';
import type { WantedEmbed } from '../../lib/domain/embed-request';
import type { PersonPrincipal, Role } from '../../lib/domain/principal';
import type { Db } from '../client';
import { VERSION, type Version } from './newest';

/** What opens an embed: an address, by its hash, or the key by which its host signs. */
export type EmbedSecret =
  | { readonly hash: string; readonly key: null }
  | { readonly hash: null; readonly key: string };

export interface NewEmbed extends WantedEmbed {
  readonly prefix: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly makerId: number | null;
  readonly secret: EmbedSecret;
}

export async function insertEmbed(tx: Db, embed: NewEmbed): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into embed (prefix, kind, kpi_id, stage_id, team_id, journey_id, segment_id, place_id,
      grain, span, theme, accent, title, size, as_of, origins, signing, signable,
      created_at, created_by, maker_id, expires_at)
    values (${embed.prefix}, ${embed.kind}, ${idOf('kpi', embed.kpi)}, ${idOf('stage', embed.stage)},
      ${idOf('team', embed.team)}, ${idOf('journey', embed.journey)},
      ${idOf('segment', embed.segment)}, ${idOf('place', embed.place)},
      ${embed.grain}, ${embed.span}, ${embed.theme}, ${embed.accent}, ${embed.title}, ${embed.size},
      ${embed.asOf}, ${[...embed.origins]}::text[], ${embed.signing}, ${[...embed.signable]}::text[],
      ${embed.createdAt}, ${embed.createdBy}, ${embed.makerId}, ${embed.expiresAt})
    returning id`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('the embed that was just made is not there');
  await tx
    .insertInto('embed_secret')
    .values({ embed_id: row.id, ...embed.secret })
    .execute();
}

const idOf = (
  table: 'kpi' | 'stage' | 'team' | 'journey' | 'segment' | 'place',
  slug: string | null,
) => sql`(select id from ${sql.table(table)} where slug = ${slug})`;

interface EmbedRow {
  readonly id: number;
  readonly prefix: string;
  readonly kind: string;
  readonly kpi: string | null;
  readonly stage: string | null;
  readonly team: string | null;
  readonly journey: string | null;
  readonly segment: string | null;
  readonly place: string | null;
  readonly grain: string | null;
  readonly span: number | null;
  readonly theme: string;
  readonly accent: string | null;
  readonly title: string | null;
  readonly size: string;
  readonly as_of: string | null;
  readonly origins: readonly string[];
  readonly signing: string | null;
  readonly signable: readonly string[];
  readonly created_at: string;
  readonly created_by: string;
  readonly maker_id: number | null;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly views: number | null;
  readonly seen_at: string | null;
  readonly hash: string | null;
  readonly key: string | null;
}

/** Nine joins would take the planner longer than all of the rest takes. */
const slugOf = (table: 'kpi' | 'stage' | 'team' | 'journey' | 'segment' | 'place') =>
  sql`(select slug from ${sql.table(table)} where id = e.${sql.ref(`${table}_id`)}) as ${sql.ref(table)}`;

const EMBEDS = sql`select e.*, ${slugOf('kpi')}, ${slugOf('stage')}, ${slugOf('team')},
    ${slugOf('journey')}, ${slugOf('segment')}, ${slugOf('place')},
    u.views::float8 as views, u.seen_at, s.hash, s.key
  from embed e join embed_secret s on s.embed_id = e.id left join embed_use u on u.embed_id = e.id`;

const instant = (text: string | null) => (text === null ? null : new Date(text).toISOString());

const embedOf = (row: EmbedRow): Embed => ({
  id: row.id,
  prefix: row.prefix,
  kind: row.kind as EmbedKind,
  kpi: row.kpi,
  stage: row.stage,
  team: row.team,
  journey: row.journey,
  segment: row.segment,
  place: row.place,
  grain: row.grain as Grain | null,
  span: row.span,
  theme: row.theme as EmbedTheme,
  accent: row.accent,
  title: row.title,
  size: row.size as EmbedSize,
  asOf: instant(row.as_of),
  origins: row.origins,
  signing: row.signing as SigningAlgorithm | null,
  signable: row.signable as readonly Signable[],
  createdAt: new Date(row.created_at).toISOString(),
  createdBy: row.created_by,
  makerId: row.maker_id,
  expiresAt: instant(row.expires_at),
  revokedAt: instant(row.revoked_at),
  views: row.views ?? 0,
  seenAt: instant(row.seen_at),
});

/** All that were ever made, the newest first. */
export async function listEmbeds(db: Db): Promise<readonly Embed[]> {
  const { rows } = await sql<EmbedRow>`${EMBEDS} order by e.id desc`.execute(db);
  return rows.map(embedOf);
}

export interface OpenableEmbed {
  readonly embed: Embed;
  readonly secret: EmbedSecret;
  /** Null where it was made at the machine itself. */
  readonly maker: PersonPrincipal | null;
}

interface MakerRow {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly teams: readonly string[];
  readonly demo: boolean;
}

type OpenableRow = EmbedRow & { readonly maker: MakerRow | null };

const OPENABLE = sql`select x.*, case when p.id is not null then jsonb_build_object('email', p.email, 'name', p.name,
        'role', p.role, 'demo', p.demo, 'teams', coalesce((select jsonb_agg(t.slug)
          from person_team m join team t on t.id = m.team_id where m.person_id = p.id), '[]'))
      end as maker
    from (${EMBEDS} where e.revoked_at is null) x left join person p on p.id = x.maker_id
    where x.maker_id is null or p.active`;

export interface FoundRegister {
  readonly version: Version;
  /** Null where the version is the one that is known. */
  readonly openable: readonly OpenableEmbed[] | null;
}

/**
 * The version of the data, and where it is not the one that is `known`, the embeds that are not revoked and
 * whose makers may still come in, with what opens them. One query.
 */
export async function findRegister(db: Db, known: string | null): Promise<FoundRegister> {
  const { rows } = await sql<Version & { readonly openable: readonly OpenableRow[] | null }>`
    select ${VERSION}, case when v.stamp is distinct from ${known}::uuid
      then (select coalesce(json_agg(r), '[]') from (${OPENABLE}) r) end as openable
    from data_version v cross join organisation o`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the version of the data is missing');
  const { openable, ...version } = row;
  const found = openable?.map((each) => ({
    embed: embedOf(each),
    secret: secretOf(each),
    maker: makerOf(each.maker_id, each.maker),
  }));
  return { version, openable: found ?? null };
}

function makerOf(id: number | null, row: MakerRow | null): PersonPrincipal | null {
  if (id === null || row === null) return null;
  // They are not here now: no session of theirs counts.
  return { kind: 'person', id, ...row, role: row.role as Role, session: 0 };
}

function secretOf({ hash, key }: Pick<EmbedRow, 'hash' | 'key'>): EmbedSecret {
  if (hash !== null) return { hash, key: null };
  if (key !== null) return { hash: null, key };
  throw new Error('an embed has either an address or a key');
}

/** The embed with that prefix; null when there is none. */
export async function findEmbed(db: Db, prefix: string): Promise<Embed | null> {
  const { rows } = await sql<EmbedRow>`${EMBEDS} where e.prefix = ${prefix}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : embedOf(row);
}

export async function revokeEmbed(tx: Db, id: number, at: string): Promise<void> {
  await tx.updateTable('embed').set({ revoked_at: at }).where('id', '=', id).execute();
}

/** Holds it until the transaction ends: of two who change it at once, the second sees what the first did. */
export async function lockEmbed(tx: Db, id: number): Promise<void> {
  await tx.selectFrom('embed').select('id').where('id', '=', id).forUpdate().execute();
}

/** Another look, other sites, another end. What it shows and what opens it stay. */
export async function updateEmbed(
  tx: Db,
  id: number,
  { theme, accent, title, size, span, origins, expiresAt }: WantedEmbed,
): Promise<void> {
  await sql`update embed set theme = ${theme}, accent = ${accent}, title = ${title}, size = ${size},
    span = ${span}, origins = ${[...origins]}::text[], expires_at = ${expiresAt}
    where id = ${id}`.execute(tx);
}

/** The trail says that the key was replaced, though neither key is in it. */
export async function replaceSecret(
  tx: Db,
  embed: Pick<Embed, 'id' | 'prefix'>,
  secret: EmbedSecret,
  by: { readonly actor: string; readonly at: string },
): Promise<void> {
  await tx
    .updateTable('embed_secret')
    .set({ ...secret, replaced_at: by.at })
    .where('embed_id', '=', embed.id)
    .execute();
  await sql`insert into audit_log (at, actor, action, entity, row_key, before, after)
    values (${by.at}, ${by.actor}, 'update', 'embed', ${String(embed.id)}, null,
      ${JSON.stringify({ prefix: embed.prefix, key: 'replaced' })}::jsonb)`.execute(tx);
}

export interface EmbedUse {
  readonly id: number;
  readonly views: number;
  readonly seenAt: string;
}

/** Adds views, of many embeds at once; those of embeds that are gone are dropped. */
export async function addUses(db: Db, uses: readonly EmbedUse[]): Promise<void> {
  await sql`insert into embed_use (embed_id, views, seen_at)
    select t.id, t.views, t.seen from unnest(${uses.map(({ id }) => id)}::int[],
      ${uses.map(({ views }) => views)}::bigint[], ${uses.map(({ seenAt }) => seenAt)}::timestamptz[])
      as t (id, views, seen) join embed e on e.id = t.id
    on conflict (embed_id) do update
      set views = embed_use.views + excluded.views,
        seen_at = greatest(embed_use.seen_at, excluded.seen_at)`.execute(db);
}
