/** Secrets that have to be said again: sealed, opened, and never opened for anything else. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { keptSecret } from '../../lib/crypto/kept-secret';
import { seal, unseal } from '../../lib/crypto/sealed';

const MASTER = 'the secret of an installation, of enough letters';

describe('a sealed secret', () => {
  it('opens with the same secret for the same place, and shows nothing of itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 4 }), fc.string(), (secret, bound) => {
        const sealed = seal(secret, MASTER, bound);
        expect(sealed).not.toContain(secret);
        // Lone surrogates are no text that anybody types.
        fc.pre(!/\p{Surrogate}/u.test(secret));
        expect(unseal(sealed, MASTER, bound)).toEqual({ secret });
        expect(seal(secret, MASTER, bound)).not.toBe(sealed);
      }),
    );
  });

  it('says when it belongs to another secret, or elsewhere', () => {
    const sealed = seal('pässword', MASTER, 'here');
    expect(unseal(sealed, `${MASTER}!`, 'here')).toEqual({ unreadable: 'other_key' });
    expect(unseal(sealed, MASTER, 'there')).toEqual({ unreadable: 'changed' });
  });

  it('does not open with any letter changed, cut off or added', () => {
    const sealed = seal('pässword', MASTER, 'here');
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      for (const text of [
        sealed.slice(0, at),
        `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`,
      ]) {
        // The last bits of Base64 may mean nothing, so compare what opens.
        const opened = unseal(text, MASTER, 'here');
        if ('secret' in opened) expect(opened.secret).toBe('pässword');
        else expect(opened.unreadable).toMatch(/changed|other_key/);
      }
      expect(unseal(sealed.slice(0, at), MASTER, 'here')).toHaveProperty('unreadable');
    }
  });
});

describe('the kept secret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, for its owner alone, and stays', () => {
    const dataDir = join(folder, 'data');
    const made = keptSecret(dataDir);
    expect(made.length).toBeGreaterThanOrEqual(43);
    expect(keptSecret(dataDir)).toBe(made);
    expect(readdirSync(dataDir)).toEqual(['secret']);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    expect(keptSecret(join(folder, 'other'))).not.toBe(made);
  });

  it('is taken as it is found', () => {
    writeFileSync(join(folder, 'secret'), 'from a backup\n');
    expect(keptSecret(folder)).toBe('from a backup');
  });
});
