'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { Checked, EntryFormState } from '@/components/catalog/entry-form';
import type { FormAddress } from '@/lib/domain/catalog-form';
import type { CatalogMove } from '@/lib/domain/catalog-move';
import type { Typed } from '@/lib/domain/entry';
import { parseFormAddress, parseMove } from '@/lib/domain/form-address';
import { submit } from '@/lib/http/form';
import { catalogListPath, catalogPath, contrastPath, entryPath, type Notice } from '@/lib/paths';
import { welcomePath } from '@/lib/paths-people';
import { type Edited, editEntry, moveEntry } from '@/lib/usecases/catalog';
import { loadDemo, removeDemo } from '@/lib/usecases/demo';
import { firstLink } from '@/lib/usecases/links';

/** What the form asks for; what cannot be taken goes back to it with everything that was typed. */
export async function saveEntryAction(
  address: FormAddress,
  before: EntryFormState,
  form: FormData,
): Promise<EntryFormState> {
  const typed = typedIn(form);
  const stamp = typed['stamp']?.[0] ?? null;
  const look = typed['intent']?.[0] === 'look';
  const { edited, said } = await edit(address, typed, { dryRun: look, from: stamp });
  if (edited?.outcome === 'saved') redirect(after(address, typed, edited));
  const answer: EntryFormState = {
    typed,
    faults: {},
    others: said === null ? [] : [said],
    effect: null,
    overtaken: null,
    stamp,
    round: before.round + 1,
  };
  switch (edited?.outcome) {
    case 'refused':
      return { ...answer, faults: edited.fields, others: edited.others };
    case 'overtaken':
      return { ...answer, overtaken: edited.differences, stamp: edited.stamp };
    case 'planned':
      return { ...answer, effect: edited.effect };
    case undefined:
      return answer;
  }
}

/** What is wrong so far, and what saving would do. */
export async function checkEntryAction(address: FormAddress, form: FormData): Promise<Checked> {
  const { edited } = await edit(address, typedIn(form), { dryRun: true, from: null });
  switch (edited?.outcome) {
    case 'refused':
      return { faults: edited.fields, effect: null };
    case 'planned':
      return { faults: {}, effect: edited.effect };
    case 'overtaken':
    case 'saved':
    case undefined:
      return { faults: {}, effect: null };
  }
}

/** One place up or down, or a target that goes; then the same page again. */
export async function moveAction(move: CatalogMove, page: string): Promise<void> {
  const parsed = parseMove(move);
  if (parsed !== null) await submit((context) => moveEntry(context, parsed));
  revalidatePath(page);
}

/** What could not be done, as a sentence; where it could be, one is led on. */
export async function loadDemoAction(_before: string | null): Promise<string | null> {
  const submitted = await submit(async (context) => {
    await loadDemo(context);
  });
  return submitted.refused === null ? redirect(contrastPath()) : submitted.said;
}

export async function removeDemoAction(_before: string | null): Promise<string | null> {
  let token: string | null = null;
  const submitted = await submit(async (context) => {
    await removeDemo(context);
    // With the demo goes its openness: whoever removed it is the first to have an account.
    token = await firstLink(context);
  });
  if (submitted.refused !== null) return submitted.said;
  redirect(token === null ? catalogPath({ notice: 'removed' }) : welcomePath(token));
}

async function edit(
  given: FormAddress,
  typed: Typed,
  options: Parameters<typeof editEntry>[3],
): Promise<{ readonly edited: Edited | null; readonly said: string | null }> {
  // What a browser sends back may be anything.
  const address = parseFormAddress(given);
  if (address === null) return { edited: null, said: 'This form is not known here.' };
  let edited: Edited | null = null;
  const submitted = await submit(async (context) => {
    edited = await editEntry(context, address, typed, options);
  });
  return { edited, said: submitted.refused === null ? null : submitted.said };
}

/** The texts of a form by their names; files are none, and what Next adds begins with a sign. */
function typedIn(form: FormData): Typed {
  const typed = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name.startsWith('$')) continue;
    typed.set(name, [...(typed.get(name) ?? []), value]);
  }
  return Object.fromEntries(typed);
}

/** Where one goes on: to what was made, or back to the list for the next one. */
function after(
  address: FormAddress,
  typed: Typed,
  { slug, changed }: Edited & { readonly outcome: 'saved' },
): string {
  const saved: Notice = changed ? 'saved' : 'unchanged';
  switch (address.form) {
    case 'owner':
    case 'target':
      return entryPath('kpi', slug, { notice: saved });
    case 'merge':
      return entryPath('team', slug, { notice: changed ? 'merged' : 'unchanged' });
    case 'template':
      return entryPath('journey', slug, { notice: 'created' });
    case 'entry':
      break;
  }
  const { kind } = address;
  const notice = address.slug === null && kind !== 'organisation' ? 'created' : saved;
  if (kind === 'organisation') return catalogPath({ notice });
  const journey = typed['journey']?.[0];
  if (kind === 'stage' && journey !== undefined) return entryPath('journey', journey, { notice });
  if (address.slug === null && (kind === 'team' || kind === 'place' || kind === 'dimension')) {
    return catalogListPath(kind, { notice });
  }
  return entryPath(kind, slug, { notice });
}
