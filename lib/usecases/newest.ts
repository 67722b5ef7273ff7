/** When anything changed last: cheap enough to be asked for by every open page. */
import { findNewest } from '../../db/queries/newest';
import type { Context } from './context';

export async function newest({ db, now }: Context) {
  const { figuresAt, definitionsAt, version } = await findNewest(db);
  return { asOf: now().toISOString(), body: { figuresAt, definitionsAt, version } };
}
