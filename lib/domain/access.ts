/** What the holder of a key may do: read, or write the figures of some teams or of all. */
import type { CalendarDate } from './calendar';
import type { Catalog } from './catalog';
import { accountableOn } from './target';
import { descendants } from './team-tree';

export type KeyScope = 'read' | 'write';

/** A key as its owner sees it: everything but the secret. Times are RFC 3339, UTC. */
export interface ApiKey {
  readonly id: number;
  /** The part of the key that is shown. */
  readonly prefix: string;
  readonly name: string;
  /** `write` may read as well. */
  readonly scope: KeyScope;
  /** Slugs of the teams for whose KPIs it writes; null is all. None is left where its teams are gone. */
  readonly teams: readonly string[] | null;
  readonly createdAt: string;
  readonly createdBy: string;
  /** Null: it does not expire. */
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** To the minute; null before its first use. */
  readonly usedAt: string | null;
}

/**
 * Where a key stands at a moment. It is good up to its last millisecond.
 *
 * @example keyState({ revokedAt: null, expiresAt: '2026-11-22T23:59:59.999Z' }, '2026-11-23T00:00:00.000Z') // 'expired'
 */
export function keyState(
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: string,
): 'good' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt < now ? 'expired' : 'good';
}

/**
 * The KPIs that a key limited to some teams may write: those for which one of the teams, or a team
 * below it, answers on that day. Null where all may be written; empty where the teams are gone.
 *
 * @example writableKpis(catalog, ['logistics'], '2026-11-22') // new Set(['picked-within-24-h'])
 */
export function writableKpis(
  { kpis, teams: tree }: Pick<Catalog, 'kpis' | 'teams'>,
  teams: readonly string[] | null,
  today: CalendarDate,
): ReadonlySet<string> | null {
  if (teams === null) return null;
  const below = descendants(tree);
  const theirs = new Set(teams.flatMap((team) => [team, ...(below.get(team) ?? [])]));
  return new Set(
    kpis.filter((kpi) => theirs.has(accountableOn(kpi, today))).map(({ slug }) => slug),
  );
}
