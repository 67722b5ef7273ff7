/** Views that were made once and stay true until what they rest on changes. */
import type { Db } from '../../db/client';
import { findVersion } from '../../db/queries/newest';
import { withheldTeams } from '../domain/withheld';
import { type Context, demandSight } from './context';

/** Of one use case and database so many; the one that was not asked for longest goes first. */
const VIEWS = 16;

/**
 * Dates change somewhere at every quarter of an hour, as zones differ by quarters, and what is due
 * changes with the date.
 */
const QUARTER_MS = 900_000;

interface Memory<View> {
  /** What the views belong to: a version of the data, and a quarter of an hour. */
  readonly moment: string;
  readonly views: Map<string, Promise<View>>;
}

/**
 * The same use case, which asks the database for one thing only when it has made this view before:
 * whether anything has changed since (`findVersion`); whoever has asked that a moment ago gives the version
 * along. A view is made once however many ask for it at the same time, and one that failed is not kept.
 *
 * What a view reads belongs to the version that it is filed under or to a newer one, and a newer one is not
 * asked for under that name: nothing stale is given. The moment that it is known as of may lie up to a quarter
 * of an hour back; nothing has changed since.
 *
 * A view depends on who asks by nothing but the teams whose silo KPIs they may not see: it is filed under
 * those as well, and is the same object for all who may see the same.
 */
export function remembered<Asked extends readonly unknown[], View>(
  make: (context: Context, ...asked: Asked) => Promise<View>,
): (context: Context, ...asked: Asked) => Promise<View> {
  const memories = new WeakMap<Db, Memory<View>>();
  return async (context, ...asked) => {
    demandSight(context, 'read');
    const quarter = Math.floor(context.now().getTime() / QUARTER_MS);
    const version = context.version ?? (await findVersion(context.db));
    const { stamp, timeZone, teams, catalog: catalogVersion } = version;
    const withheld = withheldTeams(context.principal, teams);
    const moment = `${stamp} ${quarter}`;
    let memory = memories.get(context.db);
    if (memory?.moment !== moment) {
      memory = { moment, views: new Map() };
      memories.set(context.db, memory);
    }
    const key = JSON.stringify([...withheld, asked]);
    return recall(memory.views, key, () =>
      make({ ...context, timeZone, catalogVersion, withheld }, ...asked),
    );
  };
}

function recall<View>(
  views: Map<string, Promise<View>>,
  key: string,
  make: () => Promise<View>,
): Promise<View> {
  const known = views.get(key);
  const view = known ?? make();
  views.delete(key);
  views.set(key, view);
  if (known !== undefined) return view;
  view.catch(() => views.delete(key));
  const [oldest] = views.keys();
  if (views.size > VIEWS && oldest !== undefined) views.delete(oldest);
  return view;
}
