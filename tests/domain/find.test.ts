import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FoundEntry, findEntries } from '../../lib/domain/find';
import { type Paged, pageOf } from '../../lib/domain/paging';

const entry = (name: string, detail: string | null = null): FoundEntry => ({
  kind: 'kpi',
  name,
  detail,
  href: `/${name}`,
});

const ENTRIES = [
  entry('Delivered on promised day', 'Logistics'),
  entry('Delivery satisfaction', 'Logistics'),
  entry('Satisfied with delivery', 'Support'),
  entry('Réclamations closed', 'Après-vente'),
  entry('First-day failures', null),
];

const names = (question: string) => findEntries(ENTRIES, question).map(({ name }) => name);

describe('finding by words', () => {
  it.each([
    ['', ENTRIES.map(({ name }) => name)],
    ['  – ', ENTRIES.map(({ name }) => name)],
    // What begins with the words goes before what has them elsewhere.
    ['satis', ['Satisfied with delivery', 'Delivery satisfaction']],
    ['sat deliv', ['Delivery satisfaction', 'Satisfied with delivery']],
    ['DELIVERED', ['Delivered on promised day']],
    ['reclam', ['Réclamations closed']],
    ['apres', ['Réclamations closed']],
    ['closed après', ['Réclamations closed']],
    ['logistics', ['Delivered on promised day', 'Delivery satisfaction']],
    ['first day', ['First-day failures']],
    ['ivery', []],
    ['fish', []],
    ['.*', ENTRIES.map(({ name }) => name)],
  ])('%j', (question, expected) => {
    expect(names(question)).toEqual(expected);
  });

  it('finds everything by its own name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const own = entry(name);
        expect(findEntries([...ENTRIES, own], name)).toContain(own);
      }),
    );
  });

  it('finds no more when more is asked', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 3 }), fc.lorem({ maxCount: 1 }), (question, word) => {
        const wide = new Set(findEntries(ENTRIES, question));
        for (const found of findEntries(ENTRIES, `${question} ${word}`)) {
          expect(wide.has(found)).toBe(true);
        }
      }),
    );
  });
});

describe('a page of a list', () => {
  const slugs = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,4}$/), { maxLength: 30 });

  it('is followed by the rest, each once, whatever the length', () => {
    fc.assert(
      fc.property(slugs, fc.integer({ min: 1, max: 9 }), (all, limit) => {
        const entries = all.map((slug) => ({ slug }));
        const seen: string[] = [];
        for (let after: string | null = null, more = true; more; ) {
          const { items, last }: Paged<{ slug: string }> = pageOf(entries, { limit, after });
          expect(items.length).toBeLessThanOrEqual(limit);
          seen.push(...items.map(({ slug }) => slug));
          after = last;
          more = last !== null;
        }
        expect(seen).toEqual(all.toSorted());
      }),
    );
  });

  it('neither repeats nor skips when its last entry is gone', () => {
    const entries = ['a', 'b', 'c', 'd'].map((slug) => ({ slug }));
    const { last } = pageOf(entries, { limit: 2, after: null });
    const left = entries.filter(({ slug }) => slug !== 'b');
    expect(pageOf(left, { limit: 2, after: last }).items.map(({ slug }) => slug)).toEqual([
      'c',
      'd',
    ]);
  });
});
