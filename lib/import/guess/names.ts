/** How a column names things of the catalogue: by slug, by name, or by a part of the slug. */
import type { TextFile } from '../profile-file';
import { slugOf } from '../wording';
import { type Column, type Named, shareOf } from './sample';

export interface NameGuess {
  /** Of the different texts, of 1. */
  readonly share: number;
  /** As a profile says it. */
  readonly source: TextFile;
}

/** Fewer texts that end alike are chance. */
const FEWEST_WITH_PREFIX = 2;

/**
 * How the texts of a column become slugs of these things, and how many do; null where none does.
 *
 * @example guessNames(column('metric', ['Missed Trash']), [{ slug: 'missed-trash', name: 'Missed' }])
 * // { share: 1, source: { column: 'metric', slugify: true } }
 */
export function guessNames(column: Column, things: readonly Named[]): NameGuess | null {
  const { name, texts } = column;
  const slugs = new Set(things.map(({ slug }) => slug));
  const called = calledThings(things);
  const prefix = commonPrefix(texts, things);
  const ways: readonly (readonly [TextFile, (text: string) => boolean])[] = [
    [name, (text) => slugs.has(text)],
    [{ column: name, slugify: true }, (text) => slugs.has(slugOf(text))],
    [{ column: name, map: mapOf(texts, things) }, (text) => called.has(text.toLowerCase())],
    ...(prefix === ''
      ? []
      : ([[{ column: name, prefix }, (text: string) => slugs.has(prefix + text)]] as const)),
  ];
  let best: NameGuess | null = null;
  for (const [source, isOne] of ways) {
    const share = shareOf(texts, isOne);
    if (share > (best?.share ?? 0)) best = { share, source };
  }
  return best;
}

/** Names that two things share name neither. */
function calledThings(things: readonly Named[]): ReadonlyMap<string, string> {
  const called = new Map<string, string>();
  const twice = new Set<string>();
  for (const { slug, name } of things) {
    const key = name.trim().toLowerCase();
    if (called.has(key)) twice.add(key);
    called.set(key, slug);
  }
  for (const key of twice) called.delete(key);
  return called;
}

/** Every name, since those that come further down the file are meant too; in each way the file writes it. */
function mapOf(texts: readonly string[], things: readonly Named[]): Record<string, string> {
  const called = calledThings(things);
  const written = texts.filter((text) => called.has(text.toLowerCase()));
  const seen = new Set(written.map((text) => text.toLowerCase()));
  const others = things
    .map(({ name }) => name.trim())
    .filter((name) => called.has(name.toLowerCase()) && !seen.has(name.toLowerCase()));
  return Object.fromEntries(
    [...written, ...others].map((text) => [text, called.get(text.toLowerCase()) ?? '']),
  );
}

/** What most slugs that end in the texts begin with; empty where too few do. */
function commonPrefix(texts: readonly string[], things: readonly Named[]): string {
  const counts = new Map<string, number>();
  for (const text of texts.slice(0, 50)) {
    for (const { slug } of things) {
      if (slug.length <= text.length || !slug.endsWith(text)) continue;
      const prefix = slug.slice(0, -text.length);
      if (/[-_.]$/.test(prefix)) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best !== undefined && best[1] >= FEWEST_WITH_PREFIX ? best[0] : '';
}
