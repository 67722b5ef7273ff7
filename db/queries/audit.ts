/** The trail of changes: what was agreed, keys, and figures that came in, the newest first. */
import { sql } from 'kysely';

import type { AuditEntry } from '../../lib/domain/audit';
import type { Db } from '../client';

export interface AuditWhere {
  /** As the log has it; null is anybody. */
  readonly actor: string | null;
  /** Name of a table, or `import`; null is all. */
  readonly entity: string | null;
  /** Words of a name or slug, and the handles of what is called so; null is all. */
  readonly thing: { readonly text: string; readonly ids: AuditedIds } | null;
  /** RFC 3339: from this moment on, and before that one. */
  readonly from: string | null;
  readonly until: string | null;
  /** The entry after which the page begins. */
  readonly after: AuditCursor | null;
  readonly limit: number;
}

export interface AuditCursor {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly source: 'import' | 'log';
  readonly id: number;
}

/** Handles by the name of the column that holds them. */
export interface AuditedIds {
  readonly kpi_id: readonly number[];
  readonly team_id: readonly number[];
  readonly stage_id: readonly number[];
  readonly journey_id: readonly number[];
}

interface Row {
  readonly source: 'import' | 'log';
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly entity: string;
  readonly row_key: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** One page; entries of the same moment in the order in which they were made, newest first. One query. */
export async function listAudit(db: Db, where: AuditWhere): Promise<readonly AuditEntry[]> {
  const { actor, entity, from, until, after, limit } = where;
  const { rows } = await sql<Row>`
    select * from (
      select 'log' as source, id, at, actor, action, entity, row_key, before, after from audit_log
      union all
      select 'import', i.id, i.recorded_at, i.actor, 'insert', 'import', i.id::text, null,
        to_jsonb(i) - array['header', 'id', 'recorded_at', 'actor', 'demo', 'format'] from import i) x
    where (${actor}::text is null or actor = ${actor}::text)
      and (${entity}::text is null or entity = ${entity}::text)
      and (${from}::timestamptz is null or at >= ${from}::timestamptz)
      and (${until}::timestamptz is null or at < ${until}::timestamptz)
      and (${after?.at ?? null}::timestamptz is null
        or (at, source, id) < (${after?.at ?? null}::timestamptz, ${after?.source ?? null}::text, ${after?.id ?? null}::bigint))
      and ${about(where.thing)}
    order by at desc, source desc, id desc limit ${limit}`.execute(db);
  return rows.map(({ at, row_key, ...row }) => ({
    ...row,
    id: Number(row.id),
    at: new Date(at).toISOString(),
    rowKey: row_key,
  }));
}

function about(thing: AuditWhere['thing']) {
  if (thing === null) return sql`true`;
  const like = `%${thing.text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const row = (each: string) => sql.raw(`coalesce(${each}, '{}'::jsonb)`);
  const said = ['name', 'slug', 'old_slug', 'new_slug', 'text'].flatMap((column) =>
    ['before', 'after'].map((each) => sql`${row(each)} ->> ${sql.lit(column)} ilike ${like}`),
  );
  const own = { kpi: 'kpi_id', team: 'team_id', stage: 'stage_id', journey: 'journey_id' } as const;
  const ids = Object.entries(own).flatMap(([table, column]) => {
    const found = thing.ids[column];
    if (found.length === 0) return [];
    const texts = sql`${found.map(String)}::text[]`;
    return [
      sql`(entity = ${sql.lit(table)} and row_key = any(${texts}))`,
      ...['before', 'after'].map(
        (each) => sql`${row(each)} ->> ${sql.lit(column)} = any(${texts})`,
      ),
    ];
  });
  return sql`(${sql.join([...said, ...ids], sql` or `)})`;
}

/** Who ever changed anything, and what kinds of things were changed. One query. */
export async function auditChoices(
  db: Db,
): Promise<{ readonly actors: readonly string[]; readonly entities: readonly string[] }> {
  const { rows } = await sql<{ actors: readonly string[]; entities: readonly string[] }>`
    select coalesce((select json_agg(actor order by actor) from (
        select actor from audit_log union select actor from import) a), '[]') as actors,
      coalesce((select json_agg(distinct entity) from audit_log), '[]') as entities`.execute(db);
  const [found] = rows;
  return {
    actors: found?.actors ?? [],
    entities: [...(found?.entities ?? []), 'import'].toSorted(),
  };
}
