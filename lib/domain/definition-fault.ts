/** A reason why a definition file is refused. */
export interface DefinitionFault {
  /** Where: `kpis.late-parcels.upstream[0]`, or by its place in the file, `kpis[3].slug`. */
  readonly path: string;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do about it, as a sentence. */
  readonly cure: string;
}

/**
 * The fault of a slug that refers to nothing, with the nearest slug that exists.
 *
 * @example
 * unknownReference('kpis.x.accountable', 'team', 'supply-chian', ['supply-chain'])
 * // There is no team "supply-chian". Did you mean "supply-chain"? Otherwise define it.
 */
export function unknownReference(
  path: string,
  noun: string,
  slug: string,
  known: Iterable<string>,
): DefinitionFault {
  const near = nearest(slug, known);
  const hint = near === null ? '' : `Did you mean "${near}"? Otherwise d`;
  return {
    path,
    message: `There is no ${noun} "${slug}".`,
    cure: `${hint === '' ? 'D' : hint}efine it, or refer to one that exists.`,
  };
}

/** Farther than this, a guess is more confusing than none. */
const FARTHEST_GUESS = 2;

function nearest(slug: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let least = FARTHEST_GUESS + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - slug.length) >= least) continue;
    const distance = editDistance(slug, candidate);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** Levenshtein: single letters put in, left out or changed. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + Number(letter !== other);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
