/** A database of its own with an organisation that `apply` defined, and no figures yet. */
import { type Database, openDatabase } from '../../db/client';
import { migrate } from '../../db/migrate';
import type { CalendarDate } from '../../lib/domain/calendar';
import type { Context } from '../../lib/usecases/context';
import { applyDefinition } from '../../lib/usecases/definitions';
import { createDatabase } from '../support/postgres';
import { worldOf } from '../usecases/world';
import { atEnd } from './endings';
import { type BenchKpi, definedOn, newestWeekOf, organisation } from './organisation';

export interface Ground {
  readonly url: string;
  readonly database: Database;
  readonly kpis: readonly BenchKpi[];
  /** First day of the newest week that figures are recorded of. */
  readonly newest: CalendarDate;
  /** Of the day on which it was defined, long before the figures. */
  readonly context: Context;
}

export async function makeGround(
  serverUrl: string,
  size: { readonly kpis: number; readonly segments: number },
): Promise<Ground> {
  const { url, drop } = await createDatabase(serverUrl);
  atEnd(drop);
  const database = await openDatabase({ url });
  atEnd(() => database.close());
  await migrate(database.db);
  const newest = newestWeekOf(new Date());
  const { kpis, definition } = organisation(size.kpis, size.segments, newest);
  const { context } = worldOf(database, `${definedOn(newest)}T08:00:00.000Z`, 'cli:bench');
  await applyDefinition(context, definition, { dryRun: false, prune: false });
  return { url, database, kpis, newest, context };
}
