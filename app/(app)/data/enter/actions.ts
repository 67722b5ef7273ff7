'use server';

import { revalidatePath } from 'next/cache';
import { type EnterState, NOTHING_ENTERED } from '@/components/enter/state';
import type { CellTexts } from '@/lib/domain/enter-grid';
import { savedSentence } from '@/lib/domain/enter-view';
import { fieldText, submit } from '@/lib/http/form';
import { type EnterLook, enterPath } from '@/lib/paths-data';
import { type Entered, enterFigures } from '@/lib/usecases/enter';

/** Saves what was changed; what cannot be taken comes back as it was typed, with what is wrong in each cell. */
export async function enterAction(
  look: EnterLook,
  before: EnterState,
  form: FormData,
): Promise<EnterState> {
  const typed = typedCells(form);
  const was = wasCells(fieldText(form, 'was'));
  const withdraw = new Set(form.getAll('withdraw').filter((each) => typeof each === 'string'));
  let entered: Entered = { outcome: 'nothing' };
  const outcome = await submit(async (context) => {
    entered = await enterFigures(context, look, { typed, was, withdraw });
  });
  const round = before.round + 1;
  if (outcome.refused !== null) {
    return { ...NOTHING_ENTERED, typed, was, problem: outcome.said, round };
  }
  revalidatePath(enterPath());
  return answerOf(entered, { typed, was, round });
}

function answerOf(
  entered: Entered,
  { typed, was, round }: { typed: CellTexts; was: CellTexts; round: number },
): EnterState {
  switch (entered.outcome) {
    case 'refused': {
      const { faults, overtaken } = entered;
      return { ...NOTHING_ENTERED, typed, was: { ...was, ...overtaken }, faults, round };
    }
    case 'asks':
      return { ...NOTHING_ENTERED, typed, was, asks: entered.withdrawals, round };
    case 'nothing': {
      const sentence = 'Nothing was changed, so there was nothing to save.';
      return { ...NOTHING_ENTERED, saved: { importId: null, sentence, warnings: [] }, round };
    }
    case 'saved': {
      const { importId, warnings } = entered;
      const saved = { importId, sentence: savedSentence(entered), warnings };
      return { ...NOTHING_ENTERED, saved, round };
    }
  }
}

/** More cells than any grid has are nobody's typing. */
const MOST_CELLS = 10_000;

function typedCells(form: FormData): CellTexts {
  const cells: Record<string, string> = {};
  let count = 0;
  for (const [name, value] of form) {
    if (!name.includes('|') || typeof value !== 'string' || value === '') continue;
    count += 1;
    if (count > MOST_CELLS) break;
    cells[name] = value;
  }
  return cells;
}

/** A form that came without it is taken as one that was filled with nothing: each cell is then looked at. */
function wasCells(text: string): CellTexts {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(
      Object.entries(read).filter((each): each is [string, string] => typeof each[1] === 'string'),
    );
  } catch {
    return {};
  }
}
