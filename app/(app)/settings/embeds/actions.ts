'use server';

import { redirect } from 'next/navigation';
import type { ReviseState } from '@/components/embed/keep-forms';
import type { MakeState } from '@/components/embed/make-form';
import { snippetInput } from '@/components/embed/snippet-input';
import { publicBase } from '@/lib/http/embed/oembed';
import { embedSettings, typedEmbed } from '@/lib/http/embed/settings';
import { fieldText, submit } from '@/lib/http/form';
import { embedSettingsPath, embedsPath } from '@/lib/paths-embed';
import {
  embedFaultsOf,
  type MadeEmbed,
  mintEmbed,
  replaceEmbedKey,
  reviseEmbed,
  revokeEmbed,
} from '@/lib/usecases/embeds';
import { overtakenOf } from '@/lib/usecases/overtaken';

/** Makes an embed; its address is in this answer and nowhere else. */
export async function makeEmbedAction(_before: MakeState, form: FormData): Promise<MakeState> {
  const typed = typedEmbed(form);
  let made: MadeEmbed | null = null;
  const outcome = await submit(async (context) => {
    made = await mintEmbed(context, embedSettings(), typed);
  });
  if (outcome.refused === null) return { typed, faults: {}, problem: null, made: shownOf(made) };
  return { typed, made: null, ...refusalOf(outcome) };
}

export async function replaceKeyAction(
  prefix: string,
  _before: MakeState,
  form: FormData,
): Promise<MakeState> {
  const typed = typedEmbed(form);
  let made: MadeEmbed | null = null;
  const outcome = await submit(async (context) => {
    made = await replaceEmbedKey(context, prefix, typed.publicKey);
  });
  if (outcome.refused === null) return { typed, faults: {}, problem: null, made: shownOf(made) };
  return { typed, made: null, ...refusalOf(outcome), problem: outcome.said };
}

export async function reviseEmbedAction(
  prefix: string,
  before: ReviseState,
  form: FormData,
): Promise<ReviseState> {
  const typed = typedEmbed(form);
  const stamp = fieldText(form, 'stamp');
  const outcome = await submit(async (context) => {
    await reviseEmbed(context, embedSettings(), prefix, typed, stamp);
  });
  if (outcome.refused === null) redirect(embedSettingsPath(prefix, { notice: 'saved' }));
  const overtaken = overtakenOf(outcome.refused);
  return {
    typed,
    made: null,
    ...refusalOf(outcome),
    differences: overtaken?.differences ?? null,
    stamp: overtaken?.stamp ?? before.stamp,
  };
}

/** One that is taken back already is as good as taken back. */
export async function revokeEmbedAction(prefix: string): Promise<void> {
  await submit(async (context) => {
    await revokeEmbed(context, prefix);
  });
  redirect(embedsPath());
}

function refusalOf({ refused, said }: { readonly refused: Error; readonly said: string }) {
  const faults = embedFaultsOf(refused);
  return { faults: faults ?? {}, problem: faults === null ? said : null };
}

function shownOf(made: MadeEmbed | null): MakeState['made'] {
  if (made === null) return null;
  const { embed, token, signingKey } = made;
  return {
    prefix: embed.prefix,
    snippet: token === null ? null : snippetInput(embed, token, publicBase()),
    signing: embed.signing,
    signingKey,
  };
}
