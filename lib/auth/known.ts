/** Who looks at a page or sends a form. */
import { headers } from 'next/headers';
import { cache } from 'react';

import { now } from '../runtime';
import { type Context, contextOf } from '../usecases/context';
import type { Standing } from '../usecases/sign-on';
import { known, knownByAny } from './request';

const knownHere = cache(async () => knownByAny(await headers()));

/** The context of a page. One query, however many parts of a page ask. */
export async function pageContext(): Promise<Context> {
  const { db, principal } = await knownHere();
  return contextOf(db, principal, now);
}

/** The context of an action: sent by a form of ours, and so by somebody with a session. */
export async function actionContext(): Promise<Context> {
  const { db, principal } = await known(await headers());
  return contextOf(db, principal, now);
}

/** How the installation stands, for those who are not signed in. */
export async function standing(): Promise<Standing> {
  return (await knownHere()).standing;
}
