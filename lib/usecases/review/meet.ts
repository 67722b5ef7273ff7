/** What happens in a review while it is open: one function each, whatever door asks for it. */
import { notifyReview } from '../../../db/queries/review-news';
import {
  insertDecision,
  insertItem,
  lockOpenReview,
  moveToItem,
  readNote,
  setAsked,
  setItemState,
  setPresent,
  shiftItem,
  writeNote,
} from '../../../db/queries/review-writes';
import { mergeNotes } from '../../domain/note-merge';
import type { ItemState } from '../../domain/review-record';
import { AppError } from '../../errors';
import { type Context, demandSome } from '../context';
import { areKpisSeen } from './seen';

const LONGEST_NOTE = 8_000;
const LONGEST_TEXT = 300;
const MOST_PRESENT = 100;

/** Shows an item to all who follow; the time of the one before is counted. */
export function showItem(context: Context, review: number, item: number): Promise<void> {
  demandSome(context, 'review.record');
  return change(context, review, (tx, at) => moveToItem(tx, review, item, at));
}

/** Done, parked for another time, skipped, or open again. */
export function markItem(
  context: Context,
  review: number,
  item: number,
  state: ItemState,
): Promise<void> {
  demandSome(context, 'review.record');
  return change(context, review, (tx) => setItemState(tx, review, item, state));
}

export function reorderItem(
  context: Context,
  review: number,
  item: number,
  by: 'up' | 'down',
): Promise<void> {
  demandSome(context, 'review.record');
  return change(context, review, (tx) => shiftItem(tx, review, item, by));
}

/** Anyone may add an item; it stands before the decisions. */
export function addItem(
  context: Context,
  review: number,
  typed: { readonly title: string; readonly minutes: string },
): Promise<void> {
  demandSome(context, 'review.record');
  const title = lineOf(typed.title, 'Say what the item is about.');
  const minutes = Number(typed.minutes.trim() === '' ? '5' : typed.minutes);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 240) {
    throw refusal(`Minutes are "${typed.minutes}"; give a whole number from 1 to 240.`);
  }
  return change(context, review, (tx) => insertItem(tx, review, title, minutes, context.actor));
}

/**
 * Keeps a note. Whoever began from an older text loses nothing, and nobody else does: both go on. Gives
 * the text as it is now.
 */
export async function saveNote(
  context: Context,
  review: number,
  item: number,
  typed: { readonly base: string; readonly text: string },
): Promise<{ readonly note: string; readonly version: number }> {
  demandSome(context, 'review.record');
  // Forms send lines that end as on old typewriters.
  const plain = (text: string) => text.replaceAll('\r\n', '\n');
  const mine = plain(typed.text);
  if (mine.length > LONGEST_NOTE) {
    throw refusal(`The note has ${mine.length} characters; at most ${LONGEST_NOTE} are kept.`);
  }
  let kept = { note: mine, version: 0 };
  await change(context, review, async (tx) => {
    const there = await readNote(tx, review, item);
    // What others noted comes back with it.
    const isSeen = await areKpisSeen({ ...context, db: tx }, there?.kpiIds ?? []);
    if (there === null || !isSeen) throw gone();
    const note = mergeNotes(plain(typed.base), there.note, mine);
    kept = { note, version: there.version };
    if (note === there.note) return;
    await writeNote(tx, item, note, context.actor);
    kept = { note, version: there.version + 1 };
  });
  return kept;
}

/** The decision that an item asks for, and who proposes it; blank takes it back. */
export function askDecision(
  context: Context,
  review: number,
  item: number,
  typed: { readonly text: string; readonly by: string },
): Promise<void> {
  demandSome(context, 'review.record');
  const text = typed.text.trim() === '' ? null : lineOf(typed.text, '');
  const by = typed.by.trim() === '' ? null : lineOf(typed.by, '');
  return change(context, review, (tx) => setAsked(tx, item, text, text === null ? null : by));
}

/** Records a decision, with who is present. */
export function decide(
  context: Context,
  review: number,
  item: number | null,
  typed: { readonly text: string; readonly by: string },
): Promise<void> {
  demandSome(context, 'review.record');
  const text = lineOf(typed.text, 'Say what was decided.');
  const by = typed.by.trim() === '' ? null : lineOf(typed.by, '');
  return change(context, review, async (tx, at, { present }) => {
    await insertDecision(tx, {
      reviewId: review,
      itemId: item,
      text,
      proposedBy: by,
      present,
      at,
      actor: context.actor,
    });
    if (item !== null) await setAsked(tx, item, null, null);
  });
}

/** Who is here: names, one a line or between commas. */
export function notePresent(context: Context, review: number, typed: string): Promise<void> {
  demandSome(context, 'review.record');
  const names = [
    ...new Set(
      typed
        .split(/[\n,;]/)
        .map((name) => name.replaceAll(/\s+/g, ' ').trim())
        .filter((name) => name !== ''),
    ),
  ];
  if (names.length > MOST_PRESENT || names.some((name) => name.length > 80)) {
    throw refusal('Give at most 100 names of at most 80 characters.');
  }
  return change(context, review, (tx) => setPresent(tx, review, names));
}

async function change(
  context: Context,
  review: number,
  work: (
    tx: Context['db'],
    at: string,
    open: { readonly present: readonly string[] },
  ) => Promise<void>,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const open = await lockOpenReview(tx, review);
    if (open === null) throw gone();
    await work(tx, context.now().toISOString(), open);
    await notifyReview(tx, review);
  });
}

function lineOf(typed: string, missing: string): string {
  const text = typed.replaceAll(/\s+/g, ' ').trim();
  if (text === '') throw refusal(missing);
  if (text.length > LONGEST_TEXT) {
    throw refusal(`This has ${text.length} characters; at most ${LONGEST_TEXT} are kept.`);
  }
  return text;
}

const refusal = (message: string) => new AppError('bad_entry', message, { status: 422 });

const gone = () =>
  new AppError(
    'review_closed',
    'This review is closed, or not there any more: nothing in it can be changed. Corrections stand beneath its minutes.',
    { status: 409 },
  );
