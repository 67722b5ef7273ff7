/** Imports in words. */

/** An import as its pages show it. */
export interface ImportShown {
  readonly id: number;
  /** `file`, `api`, `demo`, `undo`, … */
  readonly origin: string;
  readonly name: string | null;
  readonly actor: string;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: number;
  readonly demo: boolean;
  /** The import that this one took back; null for others. */
  readonly undoes: number | null;
  /** The import that took this one back; null while it stands. */
  readonly undoneBy: number | null;
}

/** What becomes of a row: one of the five. */
export const OUTCOMES = [
  { name: 'new', of: 'accepted', means: 'nothing was known for its key' },
  { name: 'replaced', of: 'superseded', means: 'it says something else than what was known' },
  { name: 'unchanged', of: 'unchanged', means: 'it says what is known already' },
  { name: 'left out', of: 'ignored', means: 'the profile says to pass it over' },
  { name: 'refused', of: 'rejected', means: 'it cannot be right, and says why' },
] as const;

/** `Import 7: figures.csv`. */
export function importName({ undoes, ...each }: ImportShown): string {
  return undoes === null ? importTitle(each) : `Import ${each.id}: import ${undoes} taken back`;
}

/** The same from less: `Import 7: figures.csv`, `Import 8: source sales-warehouse`. */
export function importTitle({
  id,
  origin,
  name,
}: Pick<ImportShown, 'id' | 'origin' | 'name'>): string {
  const named = origin === 'source' && name !== null ? `source ${name}` : name;
  return `Import ${id}: ${named ?? ORIGINS.get(origin) ?? origin}`;
}

const ORIGINS: ReadonlyMap<string, string> = new Map([
  ['api', 'over HTTP'],
  ['file', 'a file'],
  ['demo', 'demo organisation'],
  ['entry', 'entered by hand'],
]);
