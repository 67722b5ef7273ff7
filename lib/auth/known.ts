/** Who looks at a page or sends a form. */
import { cookies, headers } from 'next/headers';
import { cache } from 'react';

import { now } from '../runtime';
import { type Context, contextOf } from '../usecases/context';
import type { Standing } from '../usecases/sign-on';
import { known, knownByAny } from './request';

/** As the request brought it, with the cookies that an action has set since: its page is drawn by these. */
async function present(): Promise<Headers> {
  const here = new Headers(await headers());
  const jar = (await cookies()).getAll();
  here.set('cookie', jar.map(({ name, value }) => `${name}=${value}`).join('; '));
  return here;
}

const knownHere = cache(async () => knownByAny(await present()));

/** The context of a page. One query, however many parts of a page ask. */
export async function pageContext(): Promise<Context> {
  const { db, principal } = await knownHere();
  return contextOf(db, principal, now);
}

/** The context of an action: sent by a form of ours, and so by somebody with a session. */
export async function actionContext(): Promise<Context> {
  const { db, principal } = await known(await present());
  return contextOf(db, principal, now);
}

/** How the installation stands, for those who are not signed in. */
export async function standing(): Promise<Standing> {
  return (await knownHere()).standing;
}
