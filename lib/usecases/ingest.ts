/** Figures in: from rows of any source to revisions and the roll-up, all of it or nothing. */
import {
  type Asked,
  findAnswer,
  type GivenAnswer,
  holdRequest,
  keepAnswer,
} from '../../db/queries/idempotent';
import { AppError } from '../errors';
import { type Context, demandSome } from './context';
import { type Ingested, type IngestOptions, type RowsOf, Undo, writeRows } from './ingest/write';

/**
 * Reads rows, resolves what they name, and writes what is new or differs in one transaction with
 * the roll-up. The same rows a second time change nothing. With `atomic` and a refused row nothing
 * is written, and the outcome says so by its counts and by having no number.
 */
export async function ingest(
  context: Context,
  rowsOf: RowsOf,
  options: IngestOptions,
): Promise<Ingested> {
  demandSome(context, 'figures.write');
  try {
    return await context.db
      .transaction()
      .execute((tx) => writeRows({ ...context, db: tx }, rowsOf, options));
  } catch (error) {
    if (error instanceof Undo) return error.outcome;
    throw error;
  }
}

type Answer = Pick<GivenAnswer, 'status' | 'text'>;

/**
 * The same for a request that has a name of its own (`Idempotency-Key`): done once, and answered again
 * with what was answered then, for a day. The answer is kept in the transaction that writes the
 * figures, so that there is never one without the other. Where nothing was written, nothing is kept.
 */
export async function ingestOnce(
  context: Context,
  asked: Asked,
  rowsOf: RowsOf,
  options: IngestOptions,
  answerOf: (outcome: Ingested) => Answer,
): Promise<Answer & { readonly again: boolean }> {
  demandSome(context, 'figures.write');
  try {
    return await context.db.transaction().execute(async (tx) => {
      const present = context.now();
      if (!(await holdRequest(tx, asked, present))) throw inProgress();
      const given = await findAnswer(tx, asked);
      if (given !== null) {
        if (given.bodyHash !== asked.bodyHash) throw otherBody();
        return { status: given.status, text: given.text, again: true };
      }
      const answer = answerOf(await writeRows({ ...context, db: tx }, rowsOf, options));
      await keepAnswer(tx, asked, answer, present);
      return { ...answer, again: false };
    });
  } catch (error) {
    if (error instanceof Undo) return { ...answerOf(error.outcome), again: false };
    throw error;
  }
}

export function inProgress(): AppError {
  return new AppError(
    'in_progress',
    'A request with this Idempotency-Key is being answered at this moment. Ask again when it is.',
    { status: 409, details: { retryAfter: 1 } },
  );
}

function otherBody(): AppError {
  return new AppError(
    'other_body',
    'This Idempotency-Key was used with another body in the last 24 hours. Give each request its own.',
    { status: 422 },
  );
}
