/** What the database can say of itself for those who watch over it. */
import { countLockWaiters, findNewest, type Newest } from '../../db/queries/newest';
import { type Context, demandSight } from './context';

export interface Vitals extends Newest {
  readonly lockWaiters: number;
}

/** Two queries that read a few rows. */
export async function vitals(context: Context): Promise<Vitals> {
  demandSight(context, 'server.watch');
  const { db } = context;
  const newest = await findNewest(db);
  return { ...newest, lockWaiters: await countLockWaiters(db) };
}
