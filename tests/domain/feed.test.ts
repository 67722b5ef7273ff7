/** How figures come in: coverage, what changed afterwards, and the sentence that says so. */
import { describe, expect, it } from 'vitest';

import type { CalendarDate } from '../../lib/domain/calendar';
import { coverage } from '../../lib/domain/coverage';
import { dataNarrowed } from '../../lib/domain/data-filter';
import type { KpiData } from '../../lib/domain/data-view';
import { changedText, movedBy, sourceName } from '../../lib/domain/restatement';
import { plainText } from '../../lib/domain/sentence';
import { dataSentence } from '../../lib/domain/sentence-data';
import { day, ORGANISATION } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };
const TODAY = day('2026-11-22');
const weekly = { grain: 'week', reportingLagDays: null } as const;

/** Mondays of weeks before that of 9 November, which is the newest due on the 22nd. */
const mondays = (...back: readonly number[]): CalendarDate[] =>
  back.map((weeks) => {
    const date = new Date(Date.UTC(2026, 10, 9 - 7 * weeks));
    return day(date.toISOString().slice(0, 10));
  });

describe('coverage', () => {
  it('counts what is due, from the first figure on', () => {
    expect(coverage(weekly, mondays(5, 4, 3, 1), TODAY, CALENDAR)).toEqual({ in: 4, of: 6 });
    expect(coverage(weekly, mondays(0), TODAY, CALENDAR)).toEqual({ in: 1, of: 1 });
  });

  it('reaches back half a year and no further', () => {
    expect(coverage(weekly, mondays(100, 0), TODAY, CALENDAR)).toEqual({ in: 1, of: 26 });
    expect(coverage(weekly, mondays(25, 26, 27), TODAY, CALENDAR)).toEqual({ in: 1, of: 26 });
  });

  it('is no number without a figure, or before one is due', () => {
    expect(coverage(weekly, [], TODAY, CALENDAR)).toBeNull();
    // The week of the 16th is in progress on the 22nd.
    expect(coverage(weekly, [day('2026-11-16')], TODAY, CALENDAR)).toBeNull();
  });
});

describe('a figure that changed', () => {
  it.each([
    [71, 68, true, 3],
    [71, 68, false, (100 * 3) / 71],
    [68, 71, true, 3],
    [0, 5, false, null],
    [0, 5, true, 5],
    [null, 5, true, null],
    [71, null, true, null],
  ])('from %j to %j (a rate: %j) moved by %j', (first, now, isRate, by) => {
    expect(movedBy({ first, now, isRate })).toEqual(by);
  });

  it('is counted in words', () => {
    expect(changedText({ figures: 1, gone: 0 })).toBe('1 figure');
    expect(changedText({ figures: 2, gone: 2 })).toBe('2 figures, withdrawn');
    expect(changedText({ figures: 14, gone: 2 })).toBe('14 figures, 2 of them withdrawn');
  });

  it.each([
    ['file:week-#.csv', 'files “week-#.csv”'],
    ['file:a:b.csv', 'files “a:b.csv”'],
    ['api:key:Nightly job', 'over HTTP, key:Nightly job'],
    ['entry:', 'entered by hand'],
    ['source:Warehouse 2', 'source Warehouse 2'],
  ])('comes from %s: %s', (source, words) => {
    expect(sourceName(source)).toBe(words);
  });
});

const kpi = (slug: string, over: Partial<KpiData> = {}): KpiData => ({
  slug,
  name: slug,
  source: null,
  team: { slug: 'web', name: 'Web' },
  freshness: 'fresh',
  newest: null,
  due: 'x' as KpiData['due'],
  coverage: null,
  lastImport: null,
  changed: null,
  isRate: true,
  ...over,
});

describe('the finding', () => {
  const say = (kpis: readonly KpiData[], rows = 0, changed = 0) =>
    plainText(
      dataSentence(
        {
          kpis,
          open: { rows, imports: [] },
          sources: [
            {
              source: 'entry:',
              imports: 1,
              figures: 1,
              last: { id: 1, recordedAt: '' },
              openRows: 0,
              rates: { figures: changed, gone: 0, median: null, largest: null },
              others: null,
            },
          ],
          organisation: ORGANISATION,
          demo: false,
        },
        { late: '', never: '', changed: '' },
      ),
    );

  it('says what is wrong, in the singular too', () => {
    const kpis = [kpi('a', { freshness: 'late' }), kpi('b'), kpi('c', { freshness: 'never' })];
    expect(say(kpis, 1, 1)).toBe(
      '1 of 2 KPIs waits for a figure that is due. 1 KPI never had one. 1 refused row is still open. 1 figure says something else than when first known.',
    );
  });

  it('says that nothing is, and that nothing is there', () => {
    expect(say([kpi('a'), kpi('b')])).toBe(
      'All 2 KPIs that report are up to date. No refused row is open. No figure has changed since it was first known.',
    );
    expect(say([])).toBe('No KPI is defined yet, so no figure is expected.');
  });
});

describe('the list', () => {
  it('has those that wait longest first, and of them the one with most gaps', () => {
    const kpis = [
      kpi('fresh'),
      kpi('late-whole', { freshness: 'late', coverage: { in: 9, of: 10 } }),
      kpi('late-holes', { freshness: 'late', coverage: { in: 1, of: 10 } }),
      kpi('stale', { freshness: 'stale', team: { slug: 'it', name: 'IT' } }),
    ];
    const all = { q: '', team: '', state: null } as const;
    const slugs = (choices: Parameters<typeof dataNarrowed>[1]) =>
      dataNarrowed(kpis, choices).map(({ slug }) => slug);
    expect(slugs(all)).toEqual(['stale', 'late-holes', 'late-whole', 'fresh']);
    expect(slugs({ ...all, state: 'waiting', team: 'web' })).toEqual(['late-holes', 'late-whole']);
    expect(slugs({ ...all, q: 'LATE who' })).toEqual(['late-whole']);
  });
});
