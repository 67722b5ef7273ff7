/** Whether requests can be answered: the database is reached and its schema is this version's. */
import { pendingUpgrade } from '../../db/migrate';
import type { Context } from './context';

export async function isReady({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const { from, to } = await pendingUpgrade(db);
  return from === to;
}
