/** The catalogue of the present, read once for each version of it. */
import type { Db } from '../client';
import { type LoadedCatalog, loadCatalog } from './catalog';

interface Kept {
  readonly version: string;
  readonly loaded: Promise<LoadedCatalog>;
}

/** Shared by the server program and the pages bundled apart from it, as the database is. */
const KEPT = Symbol.for('throughline.catalog');
const holder = globalThis as { [KEPT]?: WeakMap<Db, Kept> };

/**
 * The catalogue as it is in that version of it (`findVersion`) or a newer one,
 * by one query at most: the same catalogue is the same object, whichever view is made of it. Without a
 * version it is read.
 */
export function presentCatalog(db: Db, version: string | undefined): Promise<LoadedCatalog> {
  if (version === undefined) return loadCatalog(db, null);
  holder[KEPT] ??= new WeakMap();
  const kept = holder[KEPT];
  const known = kept.get(db);
  if (known?.version === version) return known.loaded;
  const loaded = loadCatalog(db, null);
  const made = { version, loaded };
  kept.set(db, made);
  loaded.catch(() => {
    if (kept.get(db) === made) kept.delete(db);
  });
  return loaded;
}
