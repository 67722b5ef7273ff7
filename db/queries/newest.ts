/** When figures came in and definitions changed last: one row, by indexes, whatever the database holds. */
import { sql } from 'kysely';

import type { Db } from '../client';
import { OF_INSTALLATION } from './installation';
import type { Fragment } from './rollup-sql';

export interface Newest {
  /** RFC 3339; null before the first figure. */
  readonly figuresAt: string | null;
  readonly definitionsAt: string | null;
  /** Figures that were new, and that replaced others, since the beginning. */
  readonly accepted: number;
  readonly superseded: number;
  /** Another after every change of figures or of what is agreed: see `findVersion`. */
  readonly version: string;
}

/** One query over the imports, of which there are few, and the newest row of the audit log. */
export async function findNewest(db: Db): Promise<Newest> {
  const { rows } = await sql<{
    figures_at: string | null;
    definitions_at: string | null;
    accepted: number | null;
    superseded: number | null;
    version: string;
  }>`
    select i.*, c.at as definitions_at, v.stamp as version
    from data_version v
    cross join (select max(recorded_at) as figures_at,
        sum(accepted)::float8 as accepted, sum(superseded)::float8 as superseded
      from import where accepted + superseded > 0) i
    left join (select at from audit_log where entity not in ${OF_INSTALLATION}
      order by id desc limit 1) c on true`.execute(db);
  const [row] = rows;
  return {
    figuresAt: instantOf(row?.figures_at ?? null),
    definitionsAt: instantOf(row?.definitions_at ?? null),
    accepted: row?.accepted ?? 0,
    superseded: row?.superseded ?? 0,
    version: row?.version ?? '',
  };
}

export interface Version {
  readonly stamp: string;
  /** Of the catalogue alone, which figures that come in leave as it is. */
  readonly catalog: string;
  readonly timeZone: string;
  /** All teams where one of them keeps its silo KPIs to itself; else empty, as nothing depends on them. */
  readonly teams: readonly {
    readonly slug: string;
    readonly parent: string | null;
    readonly siloWithheld: boolean;
  }[];
}

/** Columns of a `Version`, from `data_version v cross join organisation o`. */
export const VERSION: Fragment = sql`v.stamp, v.catalog, o.time_zone as "timeZone", (
    select coalesce(json_agg(json_build_object('slug', t.slug, 'parent', p.slug,
      'siloWithheld', t.silo_withheld)), '[]')
    from team t left join team p on p.id = t.parent_id
    where exists (select 1 from team where silo_withheld)) as teams`;

/**
 * The stamp of what pages read, and the organisation's time zone, in which dates are read. While the
 * stamp stays the same, so does all that pages read: it is renewed at the end of every change. With it
 * comes what decides who may see which part of it.
 */
export async function findVersion(db: Db): Promise<Version> {
  const { rows } = await sql<Version>`
    select ${VERSION} from data_version v cross join organisation o`.execute(db);
  const [version] = rows;
  if (version === undefined) throw new Error('the version of the data is missing');
  return version;
}

/** For a change that leaves no row in `import` or `audit_log`, such as a roll-up made anew. */
export async function renewVersion(tx: Db): Promise<void> {
  await sql`update data_version set stamp = gen_random_uuid()`.execute(tx);
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
