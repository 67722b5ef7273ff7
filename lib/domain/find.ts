/** Finding a page, team, stage, moment or KPI by words of its name. */

export const FOUND_KINDS = ['page', 'team', 'stage', 'moment', 'kpi'] as const;

/** Something that has a page. */
export interface FoundEntry {
  readonly kind: (typeof FOUND_KINDS)[number];
  readonly name: string;
  /** What tells it apart from others of that name: the stage of a moment, the lead of a team. */
  readonly detail: string | null;
  /** Address of its page. */
  readonly href: string;
}

/** Letters without accents and in lower case: what is typed in a hurry. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

const wordsOf = (text: string): readonly string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The entries that have every word asked for, or its beginning, in their name or detail: those whose name
 * begins with the whole question first, then those that have all of it in their name, then the others;
 * among equals in the order given. Without a word, all of them. Accents and case do not count.
 *
 * @example findEntries(entries, 'deliv sat').map(({ name }) => name) // ['Delivery satisfaction']
 */
export function findEntries(
  entries: readonly FoundEntry[],
  question: string,
): readonly FoundEntry[] {
  const asked = wordsOf(question);
  if (asked.length === 0) return entries;
  const ranked = entries.flatMap((entry) => {
    const rank = rankOf(entry, asked);
    return rank === null ? [] : [{ entry, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}

/** 0 to 2, better first; null when a word is nowhere. */
function rankOf({ name, detail }: FoundEntry, asked: readonly string[]): number | null {
  const inName = wordsOf(name);
  if (inName.join(' ').startsWith(asked.join(' '))) return 0;
  const has = (words: readonly string[]) =>
    asked.every((word) => words.some((each) => each.startsWith(word)));
  if (has(inName)) return 1;
  return has([...inName, ...wordsOf(detail ?? '')]) ? 2 : null;
}
