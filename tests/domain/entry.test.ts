/** Forms of the catalogue: short names, what was typed, faults beside fields, moves and mergers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { moveDocument } from '../../lib/domain/catalog-move';
import { type FormField, type FormSection, slugFor, stampOf } from '../../lib/domain/entry';
import { sortFaults } from '../../lib/domain/entry-faults';
import { readEntry } from '../../lib/domain/entry-read';
import { firstHour } from '../../lib/domain/first-hour';
import { parseFormAddress, parseMove } from '../../lib/domain/form-address';
import { JOURNEY_TEMPLATES, journeyTemplate } from '../../lib/domain/journey-template';
import { ownersFrom } from '../../lib/domain/team-merge';
import { day } from '../support/catalog-facts';

const field = (name: string, control: FormField['control']): FormField => ({
  name,
  label: name,
  control,
  value: [],
});

describe('short names', () => {
  it.each([
    ['Zoë’s stores', [], 'zoes-stores'],
    ['Zoë’s stores', ['zoes-stores'], 'zoes-stores-2'],
    ['  Ünïcode & more! ', [], 'unicode-more'],
    ['北京', [], 'entry'],
    ['All', [], 'entry'],
  ])('of %s beside %j is %s', (name, taken, slug) => {
    expect(slugFor(name, taken)).toBe(slug);
  });

  it('are ones that a definition takes, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(slugFor(name, [])).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slugFor(name, []).length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

it('a stamp is the same for the same entry and another for another', () => {
  expect(stampOf({ a: 1, b: ['x'] })).toBe(stampOf({ b: ['x'], a: 1 }));
  expect(stampOf({ a: 1 })).not.toBe(stampOf({ a: 2 }));
  expect(stampOf({ a: '1' })).not.toBe(stampOf({ a: 1 }));
});

describe('what was typed', () => {
  const sections: readonly FormSection[] = [
    {
      name: 'all',
      title: 'All',
      fields: [
        field('name', 'text'),
        field('weight', 'number'),
        field('thresholds.onTarget', 'number'),
        field('retired', 'check'),
        field('shared', 'checks'),
        field('words', 'lines'),
      ],
    },
    {
      name: 'parts',
      title: 'Parts',
      fields: [],
      rows: [0, 1, 2].map((i) => [
        field(`parts.${i}.name`, 'text'),
        field(`parts.${i}.kind`, 'choice'),
      ]),
    },
  ];

  it('is read as a definition file would say it; blank rows are none', () => {
    expect(
      readEntry(sections, {
        name: [' Web '],
        weight: ['−1.5'],
        'thresholds.onTarget': ['.8'],
        shared: ['a', 'b'],
        words: ['one\r\ntwo '],
        'parts.0.name': [''],
        'parts.0.kind': ['x'],
        'parts.1.name': ['Second'],
        'parts.1.kind': ['y'],
      }),
    ).toEqual({
      entry: {
        name: 'Web',
        weight: -1.5,
        thresholds: { onTarget: 0.8 },
        retired: false,
        shared: ['a', 'b'],
        words: 'one\ntwo',
        parts: [{ name: 'Second', kind: 'y' }],
      },
      faults: {},
      rows: { parts: [1] },
    });
  });

  it.each(['1,5', '12abc', '1e999', 'Infinity', '0x10', '1 000'])('%s is no number', (text) => {
    expect(readEntry(sections, { weight: [text] }).faults['weight']).toContain(`“${text}”`);
  });

  it('faults stand beside their field, those of a whole beside the section, others apart', () => {
    const fault = (path: string) => ({ path, message: `${path}!`, cure: 'Mend it.' });
    const sorted = sortFaults(
      [
        fault('teams[0].name'),
        fault('teams.web.thresholds'),
        fault('teams[0].parts[0].name'),
        fault('teams.web.parts'),
        fault('kpis.other.accountable'),
      ],
      sections,
      [
        ['teams[0]', ''],
        ['teams.web', ''],
        ['teams[0].parts[0]', 'parts.1'],
      ],
    );
    expect(Object.keys(sorted.fields).toSorted()).toEqual([
      'name',
      'parts',
      'parts.1.name',
      'thresholds.onTarget',
    ]);
    expect(sorted.others).toEqual(['kpis.other.accountable! Mend it.']);
  });
});

describe('moves', () => {
  const stage = (slug: string, retired = false) => ({
    slug,
    name: slug,
    ...(retired && { retired }),
  });
  const file = { journeys: [{ slug: 'j', stages: [stage('a'), stage('gone', true), stage('b')] }] };
  const orderAfter = (slug: string, by: -1 | 1) =>
    JSON.stringify(moveDocument(file, { move: 'stage', slug, by })).match(/"slug":"(\w+)"/g);

  it('pass over what is retired, and end at the ends', () => {
    expect(orderAfter('b', -1)?.at(1)).toBe('"slug":"b"');
    expect(moveDocument(file, { move: 'stage', slug: 'a', by: -1 })).toBeNull();
    expect(moveDocument(file, { move: 'stage', slug: 'zzz', by: 1 })).toBeNull();
  });
});

describe('who answers from a day on', () => {
  const before = [
    { team: 'a', from: null },
    { team: 'b', from: day('2026-06-01') },
  ] as const;

  it('keeps the past, and what was to come gives way', () => {
    expect(ownersFrom(before, 'c', day('2026-11-30'))).toEqual([
      { team: 'a' },
      { team: 'b', from: '2026-06-01' },
      { team: 'c', from: '2026-11-30' },
    ]);
    expect(ownersFrom(before, 'c', day('2026-06-01'))).toEqual([
      { team: 'a' },
      { team: 'c', from: '2026-06-01' },
    ]);
  });

  it('never says one team without a day alone, which would mean a handover today', () => {
    expect(ownersFrom(before, 'a', day('2026-06-01'))).toEqual([
      { team: 'a' },
      { team: 'a', from: '2026-06-01' },
    ]);
  });
});

it('addresses that a browser sends back are what they say, or nothing', () => {
  expect(parseFormAddress({ form: 'owner', slug: 'x', more: 1 })).toEqual({
    form: 'owner',
    slug: 'x',
  });
  for (const value of [
    null,
    'owner',
    [],
    {},
    { form: 'owner' },
    { form: 'entry', kind: 'users' },
  ]) {
    expect(parseFormAddress(value)).toBeNull();
  }
  expect(parseMove({ move: 'stage', slug: 'x', by: 2 })).toBeNull();
  expect(parseMove({ move: 'target', target: 't' })).toEqual({ move: 'target', target: 't' });
});

it.each(JOURNEY_TEMPLATES)('the template %s has promises, owners and 10 to 20 moments', (name) => {
  const { stages } = journeyTemplate(name);
  expect(stages.length).toBeGreaterThanOrEqual(6);
  const moments = stages.flatMap((stage) => stage.moments);
  expect(moments.length).toBeGreaterThanOrEqual(10);
  expect(moments.length).toBeLessThanOrEqual(20);
  expect(new Set(moments.map((moment) => moment.kind))).toEqual(
    new Set(['zero', 'first', 'second', 'ultimate']),
  );
  for (const { promise, owner } of stages) {
    expect(promise).toMatch(/^[A-Z].*\.$/);
    expect(owner).not.toBe('');
  }
});

it('the first hour is told from what is there', () => {
  const organisation = {
    name: 'Your organisation',
    timeZone: 'UTC',
    locale: 'en-GB',
    fiscalYearStart: 1,
    thresholds: { onTarget: 0.8, atRisk: 0.6, coverage: 0.5 },
    smallestN: 10,
    limits: 'mean' as const,
  };
  const empty = {
    organisation,
    teams: [],
    journeys: [],
    stages: [],
    moments: [],
    dimensions: [],
    places: [],
    kpis: [],
    targets: [],
    annotations: [],
  };
  expect(firstHour(empty, false)).toMatchObject({ next: 'organisation' });
  const named = { ...empty, organisation: { ...organisation, name: 'Ours' } };
  expect(firstHour(named, false).next).toBe('journey');
  expect(firstHour(named, true).steps.find(({ step }) => step === 'contrast')?.done).toBe(false);
});
