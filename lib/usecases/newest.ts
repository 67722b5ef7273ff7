/** When anything changed last: cheap enough to be asked for by every open page. */
import { findNewest } from '../../db/queries/newest';
import { type Context, demandSight } from './context';

export async function newest(context: Context) {
  demandSight(context, 'read');
  const { db, now } = context;
  const { figuresAt, definitionsAt, version } = await findNewest(db);
  return { asOf: now().toISOString(), body: { figuresAt, definitionsAt, version } };
}
