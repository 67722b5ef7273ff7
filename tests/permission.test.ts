/** Every use case asks who acts before it asks anything else, found by looking into the folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { Db } from '../db/client';
import type { Principal } from '../lib/domain/principal';
import { contextOf } from '../lib/usecases/context';

const FOLDER = join(import.meta.dirname, '..', 'lib', 'usecases');

/** What several verbs have in common, and asks nobody. */
const SHARED = ['action-line', 'agree', 'context', 'figures', 'frame', 'overtaken', 'remembered'];

/** Folders' files that hold verbs, and not parts of one. */
const DEEPER = [
  'review/close',
  'review/meet',
  'review/open',
  'review/remind',
  'sources/pull',
  'uploads/choose',
  'uploads/look',
  'uploads/work',
];

/** What must answer before anybody is known, or is no verb. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  act: ['actionFaultsOf'],
  annotate: ['changeFaultsOf'],
  catalog: ['formAt', 'actionOf'],
  'check-ins': ['checkInFaultsOf'],
  definitions: ['faultsOf'],
  embeds: ['embedFaultsOf'],
  // Nobody gets any digest, and that is the answer.
  follows: ['areStopped'],
  ingest: ['inProgress'],
  // It knows the key that a request brings, and whether the server can be used.
  keys: ['checkKey'],
  // Who holds a link shows by it who they are; so does who signs in.
  links: ['linkOwner', 'takeLink', 'welcomeFaultsOf'],
  provider: ['personOfProvider', 'noteRefused', 'demoPerson'],
  ready: ['isReady'],
  sources: ['sourceFaultsOf'],
  'sources/pull': ['unknownSource'],
  uploads: ['headOf'],
  'uploads/look': ['currentReading'],
  'sign-on': ['checkPassword', 'startSession', 'whoIs', 'whoReads', 'signOut'],
  // What is taken from whom, which shows nothing by itself.
  scope: ['findJourney', 'findKpi', 'findPlace', 'assertBrokenDown', 'inCommon', 'withheldFrom'],
};

const asked = new Error('the database was asked');
const db = new Proxy({} as Db, {
  get: () => {
    throw asked;
  },
});

type Verb = (context: unknown, ...rest: unknown[]) => Promise<unknown>;

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3))
  .filter((name) => !SHARED.includes(name))
  .concat(DEEPER);

const verbs = (
  await Promise.all(
    files.map(async (file) => {
      const found: Record<string, unknown> = await import(join(FOLDER, `${file}.ts`));
      return Object.entries(found).flatMap(([name, value]) =>
        typeof value === 'function' && !(OPEN[file] ?? []).includes(name)
          ? [{ name: `${file}: ${name}`, verb: value as Verb }]
          : [],
      );
    }),
  )
).flat();

/** Whatever is asked for: nothing of it may matter before. */
const ANYTHING = { form: 'entry', kind: 'kpi', slug: null, move: 'stage' };

const attempt = async (verb: Verb, principal: Principal) => {
  try {
    await verb(
      contextOf(db, principal, () => new Date(0)),
      ANYTHING,
      ANYTHING,
      ANYTHING,
    );
    return 'done';
  } catch (error) {
    if (error === asked) return 'asked';
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('a use case', () => {
  it('is found', () => {
    expect(verbs.length).toBeGreaterThan(40);
  });

  it.each(verbs)('asks who acts before it reads or writes: $name', async ({ verb }) => {
    expect(await attempt(verb, { kind: 'nobody' })).toBe('sign_in_needed');
  });
});

/** What reads the catalogue whole: for those who see all of it, or for nothing but its settings and teams. */
const WHOLE = [
  'archive.ts',
  'catalog.ts',
  'definitions.ts',
  'demo.ts',
  'embed-register.ts',
  'keys.ts',
  'people.ts',
  'review/post-minutes.ts',
  'scope.ts',
  'sources.ts',
  'sources/pull.ts',
  'sources/try.ts',
];

describe('the catalogue', () => {
  it('is read as the principal may see it, but where all of it is needed', () => {
    const readers = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        name.endsWith('.ts') &&
        /\b(load|present)Catalog\(/.test(readFileSync(join(FOLDER, name), 'utf8')),
    );
    expect(readers.toSorted()).toEqual(WHOLE);
  });
});
