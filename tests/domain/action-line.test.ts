/** An action typed in one line: who, when, and what is left is what is to be done. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type LineFacts, readLine } from '../../lib/domain/action-line';
import { readWhen } from '../../lib/domain/action-when';
import { typedDate } from '../../lib/import/typed-date';
import { day, team } from '../support/catalog-facts';

const facts = (today = '2026-11-22', fiscalYearStart = 1): LineFacts => ({
  today: day(today),
  calendar: { fiscalYearStart },
  findDate: (text, from) => typedDate(text, from, 'en-GB'),
  teams: [
    team({ slug: 'stores', name: "O'Neill's Stores", lead: 'A. Ruiz' }),
    team({ slug: 'supply-chain', name: 'Supply chain', lead: 'P. Nowak' }),
    team({ slug: 'support', name: 'Support', lead: 'J. Müller' }),
  ],
});

describe('readWhen', () => {
  it.each([
    ['Fri', '2026-11-27'],
    ['by Friday', '2026-11-27'],
    ['Sun', '2026-11-22'],
    ['today', '2026-11-22'],
    ['tomorrow', '2026-11-23'],
    ['2026-12-04', '2026-12-04'],
    ['4 Dec', '2026-12-04'],
    ['4/12/2026', '2026-12-04'],
    ['in 2 weeks', '2026-12-06'],
    ['W50', '2026-12-13'],
    ['week 3', '2027-01-24'],
    ['2026-W53', '2027-01-03'],
    ['W53', '2027-01-03'],
    ['Q1', '2027-03-31'],
    ['2027-02', '2027-02-28'],
    ['end of the month', '2026-11-30'],
    ['next week', '2026-11-29'],
    ['end of the quarter', '2026-12-31'],
    ['1 March', '2027-03-01'],
  ])('reads %s', (text, date) => {
    expect(readWhen(text, facts())).toBe(date);
  });

  it('follows a fiscal year that starts in October', () => {
    expect(readWhen('end of the quarter', facts('2026-11-22', 10))).toBe('2026-12-31');
    expect(readWhen('Q2', facts('2026-11-22', 10))).toBe('2027-03-31');
    expect(readWhen('end of the year', facts('2026-11-22', 10))).toBe('2027-09-30');
  });

  it.each(['', 'soon', '2 hours', 'W54', 'Stores', '2027', 'may the better one win'])(
    'names no day in %j',
    (text) => {
      expect(readWhen(text, facts())).toBeNull();
    },
  );
});

describe('readLine', () => {
  it.each([
    [
      'Roll back receiving screen, Stores, Fri',
      ['Roll back receiving screen', 'stores', null, '2026-11-27'],
    ],
    ["Roll it back, O'Neill’s stores, W50", ['Roll it back', 'stores', null, '2026-12-13']],
    ['Roll it back, tomorrow, supply', ['Roll it back', 'supply-chain', null, '2026-11-23']],
    ['Count again, Ruiz by 4 Dec', ['Count again', 'stores', 'A. Ruiz', '2026-12-04']],
    [
      'Write to customers, depots and shops, Muller, Fri',
      ['Write to customers, depots and shops', 'support', 'J. Müller', '2026-11-27'],
    ],
    [
      'Support: answer within a minute by Fri',
      ['answer within a minute', 'support', null, '2026-11-27'],
    ],
    ['Call them back @Support tomorrow', ['Call them back', 'support', null, '2026-11-23']],
    ['Talk to Support', ['Talk to Support', null, null, null]],
    ['Fri', ['Fri', null, null, null]],
    ['Plan, sup, Fri', ['Plan, sup', null, null, '2026-11-27']],
    ['', ['', null, null, null]],
  ] as const)('reads %s', (line, [text, team, person, due]) => {
    expect(readLine(line, facts())).toEqual({ text, team, person, due });
  });

  it('throws no word away that it does not understand', () => {
    const word = fc.stringMatching(/^[a-m]{4,9}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        fc.pre(!words.some((each) => /mon|support/.test(each)));
        const line = words.join(', ');
        expect(readLine(line, facts()).text).toBe(line);
      }),
    );
  });
});
