/** Opening, changing and closing actions: one function each, whatever door asks for it. */
import {
  closeAction as closeRow,
  insertAction,
  listActions,
  reopenAction as reopenRow,
  updateAction,
} from '../../db/queries/actions';
import { setActor } from '../../db/queries/definitions';
import { notifyReview } from '../../db/queries/review-news';
import type { Action } from '../domain/action';
import {
  type ActionFaults,
  LONGEST_OUTCOME,
  type ReadAction,
  readAction,
  type TypedAction,
} from '../domain/action-request';
import { dateInZone } from '../domain/calendar-zone';
import { lineOf } from '../domain/policy';
import { AppError, isAppError } from '../errors';
import { type Context, demand, demandSome } from './context';
import { seenCatalog } from './scope';

/** What was seen of it, and the review in which it happens, if any. */
export interface Seen {
  readonly version: number;
  readonly review: number | null;
}

/** Opens an action as typed. Throws `AppError('bad_action')` with its faults field by field. */
export async function openAction(
  context: Context,
  typed: TypedAction,
  review: number | null,
): Promise<number> {
  demandSome(context, 'review.record');
  const { db, actor } = context;
  return db.transaction().execute(async (tx) => {
    const at = context.now();
    const values = await read({ ...context, db: tx }, at, typed, null);
    await setActor(tx, actor, at);
    const id = await insertAction(tx, values, { actor, at: at.toISOString(), reviewId: review });
    if (review !== null) await notifyReview(tx, review);
    return id;
  });
}

/** Changes an open action. A new day counts as moved. */
export async function changeAction(
  context: Context,
  id: number,
  typed: TypedAction,
  seen: Seen,
): Promise<void> {
  demandSome(context, 'review.record');
  const { db, actor } = context;
  await db.transaction().execute(async (tx) => {
    const at = context.now();
    const before = await find({ ...context, db: tx }, id);
    if (before.state !== 'open') {
      throw new AppError('action_closed', 'This is closed already; open it again to change it.', {
        status: 409,
      });
    }
    const values = await read({ ...context, db: tx }, at, typed, before);
    await setActor(tx, actor, at);
    if (!(await updateAction(tx, id, seen.version, values))) throw overtaken();
    if (seen.review !== null) await notifyReview(tx, seen.review);
  });
}

/** Closes an action: done, with what came of it, or dropped, with the reason, which has to be said. */
export async function closeAction(
  context: Context,
  id: number,
  { state, outcome }: { readonly state: 'done' | 'dropped'; readonly outcome: string },
  seen: Seen,
): Promise<void> {
  demandSome(context, 'review.record');
  const { db, actor } = context;
  const said = outcome.replaceAll(/\s+/g, ' ').trim();
  if (state === 'dropped' && said === '') {
    throw new AppError('bad_outcome', 'Say why it is dropped: whoever waits for it will ask.', {
      status: 422,
    });
  }
  if (said.length > LONGEST_OUTCOME) {
    throw new AppError(
      'bad_outcome',
      `This has ${said.length} characters; at most ${LONGEST_OUTCOME} are kept.`,
      { status: 422 },
    );
  }
  await db.transaction().execute(async (tx) => {
    const at = context.now();
    await find({ ...context, db: tx }, id);
    await setActor(tx, actor, at);
    const closing = {
      state,
      outcome: said === '' ? null : said,
      actor,
      at: at.toISOString(),
      reviewId: seen.review,
    };
    if (!(await closeRow(tx, id, seen.version, closing))) throw overtaken();
    if (seen.review !== null) await notifyReview(tx, seen.review);
  });
}

/** Opens a closed action again. */
export async function reopenAction(context: Context, id: number, seen: Seen): Promise<void> {
  demandSome(context, 'review.record');
  const { db, actor } = context;
  await db.transaction().execute(async (tx) => {
    await find({ ...context, db: tx }, id);
    await setActor(tx, actor, context.now());
    if (!(await reopenRow(tx, id, seen.version))) throw overtaken();
    if (seen.review !== null) await notifyReview(tx, seen.review);
  });
}

/** What is wrong with an action as typed; null when an error is another one. */
export function actionFaultsOf(error: unknown): ActionFaults | null {
  return isAppError(error) && error.code === 'bad_action' ? (error.details as ActionFaults) : null;
}

/** With a team that they may act for. */
async function read(
  context: Context,
  at: Date,
  typed: TypedAction,
  before: Action | null,
): Promise<ReadAction> {
  const { catalog } = await seenCatalog(context, null);
  const found = readAction(typed, {
    catalog,
    calendar: catalog.organisation,
    today: dateInZone(at, catalog.organisation.timeZone),
    before,
  });
  if ('action' in found) {
    const team = catalog.teams.find(({ id }) => id === found.action.teamId);
    demand(context, 'review.record', team === undefined ? null : lineOf(catalog.teams, team.slug));
    return found.action;
  }
  throw new AppError('bad_action', Object.values(found.faults).join(' '), {
    status: 422,
    details: found.faults,
  });
}

/** One that they may keep. */
async function find(context: Context, id: number): Promise<Action> {
  const { catalog } = await seenCatalog(context, null);
  const actions = await listActions(context.db, {
    catalog,
    calendar: catalog.organisation,
    asOf: null,
    closed: 'all',
  });
  const found = actions.find((each) => each.id === id);
  if (found !== undefined) {
    demand(context, 'review.record', lineOf(catalog.teams, found.team));
    return found;
  }
  throw new AppError('unknown_action', `There is no action ${id}.`, { status: 404 });
}

function overtaken(): AppError {
  return new AppError(
    'action_overtaken',
    'Somebody changed this since you opened it. Look at it again: nothing was changed by you.',
    { status: 409 },
  );
}
