/** A series as typed: its address, its time zone, and what of one that is there cannot change. */
import { describe, expect, it } from 'vitest';

import { readSeries, type TypedSeries } from '../../lib/domain/series-request';
import { day, journey } from '../support/catalog-facts';

const TYPED: TypedSeries = {
  name: 'Weekly  review',
  journey: 'order',
  cadence: 'week',
  weekday: '1',
  startsAt: '09:00',
  timeZone: 'Pacific/Auckland',
  chair: ' Ana ',
  members: 'Zoë\nLi, COO\nZoë',
};

const BEFORE = {
  slug: 'first-name',
  journey: 'old',
  cadence: 'month',
  from: day('2026-01-05'),
} as const;

const read = (typed: Partial<TypedSeries>, before: typeof BEFORE | null = null) =>
  readSeries(
    { ...TYPED, ...typed },
    {
      catalog: {
        journeys: [journey({ slug: 'order' }), journey({ slug: 'old', retired: true })],
      },
      today: day('2026-11-22'),
      taken: ['first-name', 'taken'],
      before,
    },
  );

const faultsOf = (...given: Parameters<typeof read>) => {
  const found = read(...given);
  return 'faults' in found ? Object.keys(found.faults).toSorted() : [];
};

describe('a series as typed', () => {
  it('is read, each member once', () => {
    expect(read({})).toMatchObject({
      series: {
        slug: 'weekly-review',
        name: 'Weekly review',
        chair: 'Ana',
        members: ['Zoë', 'Li, COO'],
        from: '2026-11-22',
      },
    });
  });

  it.each([
    [{ name: ' ' }, ['name']],
    [{ name: '漢' }, ['name']],
    [{ name: 'Taken!' }, ['name']],
    [{ journey: 'old' }, ['journey']],
    [{ cadence: 'day' }, ['cadence']],
    [{ weekday: '0', startsAt: '24:00' }, ['startsAt', 'weekday']],
    [{ timeZone: 'Mars/Olympus' }, ['timeZone']],
    [{ members: 'x'.repeat(81) }, ['members']],
  ] as const)('is refused with %j at %j', (typed, fields) => {
    expect(faultsOf(typed)).toEqual(fields);
  });

  it('keeps its address, journey, rhythm and first day when it is changed', () => {
    expect(read({ name: 'Another name', weekday: '4' }, BEFORE)).toMatchObject({
      series: {
        slug: 'first-name',
        name: 'Another name',
        cadence: 'month',
        weekday: 4,
        from: '2026-01-05',
      },
    });
    expect(faultsOf({ name: 'First name' }, BEFORE)).toEqual([]);
    expect(faultsOf({ name: 'taken' }, BEFORE)).toEqual(['name']);
  });
});
