/** When figures came in and definitions changed last: one row, by indexes, whatever the database holds. */
import { sql } from 'kysely';

import type { Db } from '../client';

export interface Newest {
  /** RFC 3339; null before the first figure. */
  readonly figuresAt: string | null;
  readonly definitionsAt: string | null;
  /** Figures that were new, and that replaced others, since the beginning. */
  readonly accepted: number;
  readonly superseded: number;
  /** Another after every import that brought something, and after every change of what is agreed. */
  readonly version: string;
}

/** One query over the imports, of which there are few, and the newest row of the audit log. */
export async function findNewest(db: Db): Promise<Newest> {
  const { rows } = await sql<{
    figures_at: string | null;
    definitions_at: string | null;
    accepted: number | null;
    superseded: number | null;
    import_id: number | null;
    change_id: number | null;
  }>`
    select i.*, c.id as change_id, c.at as definitions_at
    from (select max(recorded_at) as figures_at, max(id) as import_id,
        sum(accepted)::float8 as accepted, sum(superseded)::float8 as superseded
      from import where accepted + superseded > 0) i
    left join (select id, at from audit_log where entity not in ('api_key', 'api_key_team')
      order by id desc limit 1) c on true`.execute(db);
  const [row] = rows;
  return {
    figuresAt: instantOf(row?.figures_at ?? null),
    definitionsAt: instantOf(row?.definitions_at ?? null),
    accepted: row?.accepted ?? 0,
    superseded: row?.superseded ?? 0,
    version: `${row?.import_id ?? 0}-${row?.change_id ?? 0}`,
  };
}

function instantOf(written: string | null): string | null {
  return written === null ? null : new Date(written).toISOString();
}

/** How many wait for their turn to write, or to migrate. */
export async function countLockWaiters(db: Db): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::float8 as waiting from pg_locks
    where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
  return rows[0]?.waiting ?? 0;
}
