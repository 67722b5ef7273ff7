/** Two people write in one note: both texts go on, and nothing that either typed is lost. */

/**
 * What a note says after somebody saves `mine`, who began from `base`, while it says `theirs` by now.
 * Lines that only one of them changed are taken from that one; where both changed the same lines,
 * theirs stay and mine follow.
 *
 * @example mergeNotes('a\nb', 'a\nb\nc', 'a!\nb') // 'a!\nb\nc'
 */
export function mergeNotes(base: string, theirs: string, mine: string): string {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const [old, left, right] = [base, theirs, mine].map((text) => text.split('\n')) as [
    string[],
    string[],
    string[],
  ];
  const a = hunk(old, left);
  const b = hunk(old, right);
  if (a.to <= b.from && !(a.to === b.from && a.from === b.from)) return spliced(old, [a, b]);
  if (b.to <= a.from && !(a.to === b.from && a.from === b.from)) return spliced(old, [b, a]);
  const from = Math.min(a.from, b.from);
  const to = Math.max(a.to, b.to);
  const widened = (side: Hunk) => [
    ...old.slice(from, side.from),
    ...side.lines,
    ...old.slice(side.to, to),
  ];
  const kept = widened(a);
  const added = widened(b).filter((line) => !kept.includes(line));
  return spliced(old, [{ from, to, lines: [...kept, ...added] }]);
}

/** Lines of the old text that were replaced, from the first up to before the last. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function hunk(old: readonly string[], changed: readonly string[]): Hunk {
  const most = Math.min(old.length, changed.length);
  let start = 0;
  while (start < most && old[start] === changed[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === changed.at(-1 - end)) end += 1;
  return { from: start, to: old.length - end, lines: changed.slice(start, changed.length - end) };
}

function spliced(old: readonly string[], hunks: readonly Hunk[]): string {
  const lines: string[] = [];
  let at = 0;
  for (const { from, to, lines: changed } of hunks) {
    lines.push(...old.slice(at, from), ...changed);
    at = to;
  }
  return [...lines, ...old.slice(at)].join('\n');
}
