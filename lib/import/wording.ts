/** Words that refusals share: how offending text is shown, and what may have been meant. */

const SHOWN = 40;
/** Longer words are not misspellings, and comparing them costs time. */
const COMPARED = 64;

/**
 * Offending text as a sentence shows it: in quotes, on one line, cut to forty characters.
 *
 * @example quoted('  1,5\n') // “1,5”
 */
export function quoted(text: string): string {
  const line = text
    .slice(0, SHOWN * 4)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  const letters = [...line];
  return letters.length > SHOWN ? `“${letters.slice(0, SHOWN).join('')}…”` : `“${line}”`;
}

/**
 * Names for a sentence, the first dozen of them.
 *
 * @example listed(['kpi', 'period']) // “kpi”, “period”
 */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map(quoted).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}

/** Changes of a letter (swaps of neighbours count once) that lead from one word to the other. */
function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (above[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (above[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    if (Math.min(...row) > most) return most + 1;
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/**
 * The name that was probably meant: the nearest one, if at most a third of the word is wrong.
 *
 * @example nearest('delivred', ['delivered', 'damaged']) // 'delivered'
 */
export function nearest(word: string, names: Iterable<string>): string | null {
  if (word.length > COMPARED) return null;
  const lower = word.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= least) continue;
    const away = distance(lower, name.toLowerCase(), least);
    if (away < least) {
      best = name;
      least = away;
    }
  }
  return best;
}

/**
 * A sentence that offers the nearest name, or nothing; with a space in front.
 *
 * @example didYouMean('perido', ['period']) // ' Did you mean “period”?'
 */
export function didYouMean(word: string, names: Iterable<string>): string {
  const meant = nearest(word, names);
  return meant === null ? '' : ` Did you mean ${quoted(meant)}?`;
}

/**
 * Text as a slug: lower case, every run of other characters than a–z and 0–9 one hyphen.
 *
 * @example slugOf('LI Bus: Bus maintenance') // 'li-bus-bus-maintenance'
 */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
