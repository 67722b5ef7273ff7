'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { EntryState } from '@/components/review/entry';
import type { SeriesState } from '@/components/review/series-form';
import type { ItemState } from '@/lib/domain/review-record';
import { fieldText, submit } from '@/lib/http/form';
import { posting } from '@/lib/http/post';
import { minutesPath, reviewPath, reviewsPath } from '@/lib/paths-review';
import type { Context } from '@/lib/usecases/context';
import { overtakenOf } from '@/lib/usecases/overtaken';
import { closeReview, correctMinutes } from '@/lib/usecases/review/close';
import {
  addItem,
  askDecision,
  decide,
  markItem,
  notePresent,
  reorderItem,
  saveNote,
  showItem,
} from '@/lib/usecases/review/meet';
import { openReview } from '@/lib/usecases/review/open';
import { changeSeries, retireSeries, startSeries } from '@/lib/usecases/reviews';

/** Which review, and how its page is addressed. */
export interface Meant {
  readonly review: number;
  readonly period: string;
  readonly series: string;
}

/** Stays on its page: a redirect would build it anew, and keys pressed meanwhile would be lost. */
export async function showItemAction({ review }: Meant, item: number): Promise<void> {
  await submit((context) => showItem(context, review, item));
  revalidatePath('/reviews', 'layout');
}

export async function markItemAction(
  { review }: Meant,
  item: number,
  state: ItemState,
): Promise<void> {
  await submit((context) => markItem(context, review, item, state));
  revalidatePath('/reviews', 'layout');
}

export async function moveItemAction(
  { review }: Meant,
  item: number,
  by: 'up' | 'down',
): Promise<void> {
  await submit((context) => reorderItem(context, review, item, by));
  revalidatePath('/reviews', 'layout');
}

/** The note of a form, for readers without scripts. */
export async function saveNoteAction(
  { review }: Meant,
  item: number,
  form: FormData,
): Promise<void> {
  const typed = { base: fieldText(form, 'base'), text: fieldText(form, 'text') };
  await submit(async (context) => {
    await saveNote(context, review, item, typed);
  });
  revalidatePath('/reviews', 'layout');
}

/** The note as it is typed. */
export async function keepNoteAction(
  { review }: Meant,
  item: number,
  base: string,
  text: string,
): Promise<{ readonly note: string } | { readonly problem: string }> {
  let note = text;
  const done = await submit(async (context) => {
    note = (await saveNote(context, review, item, { base, text })).note;
  });
  return done.refused === null ? { note } : { problem: done.said };
}

export async function addItemAction(
  { review }: Meant,
  before: EntryState,
  form: FormData,
): Promise<EntryState> {
  const typed = textsOf(form, ['title', 'minutes']);
  return entry(before, typed, (context) => addItem(context, review, typed));
}

export async function askAction(
  { review }: Meant,
  item: number,
  before: EntryState,
  form: FormData,
): Promise<EntryState> {
  const typed = textsOf(form, ['text', 'by']);
  return entry(before, typed, (context) => askDecision(context, review, item, typed));
}

export async function decideAction(
  { review }: Meant,
  item: number,
  before: EntryState,
  form: FormData,
): Promise<EntryState> {
  const typed = textsOf(form, ['text', 'by']);
  return entry(before, typed, (context) => decide(context, review, item, typed));
}

export async function presentAction(
  { review }: Meant,
  before: EntryState,
  form: FormData,
): Promise<EntryState> {
  const typed = textsOf(form, ['names']);
  return entry(before, typed, (context) => notePresent(context, review, typed.names));
}

export async function openReviewAction(
  period: string,
  series: string,
  before: EntryState,
): Promise<EntryState> {
  const done = await entry(before, {}, (context) => openReview(context, period, series));
  if (done.problem !== null) return done;
  redirect(reviewPath(period, { series, lead: 'yes' }));
}

export async function closeReviewAction(
  { period, series }: Meant,
  before: EntryState,
): Promise<EntryState> {
  const close = posting((context, world) => closeReview(context, period, series, world));
  const done = await entry(before, {}, close);
  if (done.problem !== null) return done;
  redirect(minutesPath(period, series));
}

export async function correctMinutesAction(
  period: string,
  series: string,
  before: EntryState,
  form: FormData,
): Promise<EntryState> {
  const typed = textsOf(form, ['text']);
  const correct = posting((context, world) =>
    correctMinutes(context, period, series, typed.text, world),
  );
  return entry(before, typed, correct);
}

const SERIES_FIELDS = [
  'name',
  'journey',
  'cadence',
  'weekday',
  'startsAt',
  'timeZone',
  'chair',
  'members',
] as const;

/** Starts a series, or changes the one of that address. */
export async function saveSeriesAction(
  slug: string | null,
  before: SeriesState,
  form: FormData,
): Promise<SeriesState> {
  const typed = textsOf(form, SERIES_FIELDS);
  const stamp = fieldText(form, 'stamp');
  const done = await submit(async (context) => {
    if (slug === null) await startSeries(context, typed);
    else await changeSeries(context, slug, typed, stamp);
  });
  revalidatePath('/', 'layout');
  if (done.refused === null) redirect(reviewsPath());
  const overtaken = overtakenOf(done.refused);
  return {
    typed,
    problem: done.said,
    differences: overtaken?.differences ?? null,
    stamp: overtaken?.stamp ?? before.stamp,
    round: before.round + 1,
  };
}

export async function retireSeriesAction(
  slug: string,
  retired: boolean,
  before: EntryState,
): Promise<EntryState> {
  const done = await entry(before, {}, (context) => retireSeries(context, slug, retired));
  if (done.problem !== null) return done;
  redirect(reviewsPath());
}

async function entry(
  before: EntryState,
  typed: Readonly<Record<string, string>>,
  work: (context: Context) => Promise<void>,
): Promise<EntryState> {
  const done = await submit(work);
  revalidatePath('/', 'layout');
  return done.refused === null
    ? { typed: {}, problem: null, round: before.round + 1 }
    : { typed, problem: done.said, round: before.round + 1 };
}

function textsOf<Name extends string>(
  form: FormData,
  names: readonly Name[],
): { readonly [name in Name]: string } {
  const texts = names.map((name): [Name, string] => [name, fieldText(form, name)]);
  return Object.fromEntries(texts) as { readonly [name in Name]: string };
}
