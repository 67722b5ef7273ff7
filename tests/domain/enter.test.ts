/** The grid of manual entry: what is pasted, where keys lead, what was changed, how numbers are typed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { PeriodKey } from '../../lib/domain/calendar';
import { blockText, parseBlock, pasted } from '../../lib/domain/enter-block';
import { fieldsOf, gridChanges } from '../../lib/domain/enter-grid';
import { moved } from '../../lib/domain/enter-move';
import { savedSentence } from '../../lib/domain/enter-view';
import { readTyped, typedText } from '../../lib/format-typed';

describe('a block from a spreadsheet', () => {
  it.each([
    [
      '1\t2\r\n3\t4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['1,5\t\t\n', [['1,5', '', '']]],
    ['"two\nlines"\t"a ""b"""', [['two\nlines', 'a "b"']]],
    ['"not closed\t2', [['"not closed', '2']]],
    ['5" pipe\t1', [['5" pipe', '1']]],
    ['', [['']]],
    ['a\n\nb', [['a'], [''], ['b']]],
  ])('%j', (text, block) => {
    expect(parseBlock(text)).toEqual(block);
  });

  it('comes back as it was copied', () => {
    const cell = fc.stringMatching(/^[a-z0-9"\t\n, ]{0,6}$/);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain((columns) =>
          fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
            minLength: 1,
            maxLength: 4,
          }),
        ),
        (block) => {
          // A last line of one empty cell is the line break at the end.
          fc.pre(
            block.length === 1 || block.at(-1)?.join('') !== '' || (block[0]?.length ?? 0) > 1,
          );
          expect(parseBlock(blockText(block))).toEqual(block);
        },
      ),
    );
  });

  it('goes into the grid from the upper left corner, and no further than it reaches', () => {
    const at = { from: { row: 2, column: 1 }, to: { row: 1, column: 1 } };
    expect(
      pasted(
        [
          ['1', '2'],
          ['3', '4'],
        ],
        at,
        { rows: 3, columns: 2 },
      ),
    ).toEqual({
      cells: [
        { row: 1, column: 1, text: '1' },
        { row: 2, column: 1, text: '3' },
      ],
      lost: 2,
    });
  });

  it('of one cell fills all that is selected', () => {
    const selected = { from: { row: 0, column: 0 }, to: { row: 1, column: 1 } };
    const { cells, lost } = pasted([['7']], selected, { rows: 9, columns: 9 });
    expect([cells.length, lost, new Set(cells.map(({ text }) => text))]).toEqual([
      4,
      0,
      new Set(['7']),
    ]);
  });
});

describe('a key leads', () => {
  const size = { rows: 3, columns: 4 };
  it.each([
    [{ row: 0, column: 0 }, { key: 'ArrowLeft' }, { row: 0, column: 0 }],
    [{ row: 0, column: 0 }, { key: 'ArrowDown' }, { row: 1, column: 0 }],
    [
      { row: 1, column: 1 },
      { key: 'ArrowRight', ctrl: true },
      { row: 1, column: 3 },
    ],
    [{ row: 2, column: 1 }, { key: 'Enter' }, { row: 2, column: 1 }],
    [
      { row: 2, column: 1 },
      { key: 'Enter', shift: true },
      { row: 1, column: 1 },
    ],
    [{ row: 0, column: 3 }, { key: 'Tab' }, { row: 1, column: 0 }],
    [
      { row: 1, column: 0 },
      { key: 'Tab', shift: true },
      { row: 0, column: 3 },
    ],
    [{ row: 2, column: 3 }, { key: 'Tab' }, null],
    [{ row: 0, column: 0 }, { key: 'Tab', shift: true }, null],
    [{ row: 1, column: 2 }, { key: 'Home' }, { row: 1, column: 0 }],
    [
      { row: 1, column: 2 },
      { key: 'End', ctrl: true },
      { row: 2, column: 3 },
    ],
    [{ row: 1, column: 2 }, { key: 'a' }, null],
  ])('from %j by %j to %j', (from, key, to) => {
    expect(moved(from, key, size)).toEqual(to);
  });
});

describe('a number as it is typed', () => {
  const read = (text: string, locale: string, unit = '%') => readTyped(text, { locale, unit });
  it.each([
    ['84.5', 'en-GB', 84.5],
    ['1,234.5', 'en-GB', 1234.5],
    ['1234,5', 'de-DE', 1234.5],
    ['1.234,5', 'de-DE', 1234.5],
    ['1.234', 'de-DE', 1234],
    ['1 234,5', 'fr-FR', 1234.5],
    ['1\u202f234,5', 'fr-FR', 1234.5],
    ["1'234.5", 'de-CH', 1234.5],
    ['84,5 %', 'de-DE', 84.5],
    ['84.5%', 'en-GB', 84.5],
    ['−3', 'en-GB', -3],
    ['-0', 'en-GB', 0],
    ['1e3', 'en-GB', 1000],
    ['  ', 'en-GB', null],
  ])('%j in %s is %j', (text, locale, value) => {
    expect(read(text, locale)).toBe(value);
  });

  it.each([
    ['84,5', 'en-GB', '“84,5” is no number here: write 84.5.'],
    ['84.5', 'de-DE', '“84.5” is no number here: write 84,5.'],
    ['n/a', 'de-DE', '“n/a” is no number here: write 84,5.'],
    ['1,23,456', 'en-GB', '“1,23,456” is no number here: write 84.5.'],
    ['1e999', 'en-GB', '“1e999” is no number here: write 84.5.'],
    ['=1+1', 'en-GB', '“=1+1” is no number here: write 84.5.'],
  ])('%j in %s is refused', (text, locale, said) => {
    expect(read(text, locale)).toBe(said);
  });

  it('is what the cell shows, at full precision, in every locale', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
        fc.constantFrom('en-GB', 'de-DE', 'fr-FR', 'de-CH', 'pt-BR', 'ja-JP'),
        (value, locale) => {
          expect(read(typedText(value, locale), locale)).toBe(value + 0);
        },
      ),
    );
  });
});

describe('what was changed', () => {
  const weeks = ['2026-W45', '2026-W46'] as PeriodKey[];
  const kpis = [
    { slug: 'clicks', fields: fieldsOf('sum', false) },
    { slug: 'delivered', fields: fieldsOf('ratio', false) },
  ];
  const changes = (
    typed: Record<string, string>,
    was: Record<string, string> = {},
    now: Record<string, string> = was,
  ) => gridChanges(kpis, weeks, { typed, was, now });

  it('is touched, and nothing else', () => {
    const was = { 'clicks|2026-W45|value': '7', 'delivered|2026-W46|numerator': '1' };
    const { figures, faults } = changes({ ...was, 'clicks|2026-W46|value': ' 8 ' }, was);
    expect(faults).toEqual({});
    expect(figures).toEqual([
      {
        kpi: 'clicks',
        period: '2026-W46',
        texts: { value: '8', note: '' },
        note: '',
        withdraw: false,
      },
    ]);
  });

  it('emptied is a withdrawal; half emptied is for the checks to refuse', () => {
    const was = {
      'delivered|2026-W45|numerator': '1',
      'delivered|2026-W45|denominator': '2',
      'delivered|2026-W45|note': 'estimated',
    };
    expect(changes({}, was).figures).toMatchObject([{ kpi: 'delivered', withdraw: true }]);
    expect(changes({ 'delivered|2026-W45|numerator': '1' }, was).figures).toMatchObject([
      { withdraw: false, texts: { numerator: '1', denominator: '' } },
    ]);
  });

  it('by somebody else meanwhile is said once, and left alone where it was not touched', () => {
    const was = { 'clicks|2026-W45|value': '7' };
    const now = { 'clicks|2026-W45|value': '9' };
    expect(changes(was, was, now).figures).toEqual([]);
    const mine = { 'clicks|2026-W45|value': '8' };
    const { faults, overtaken } = changes(mine, was, now);
    expect(faults['clicks|2026-W45|value']).toContain('Somebody entered 9 meanwhile');
    expect(overtaken).toEqual(now);
    expect(changes(mine, { ...was, ...overtaken }, now).faults).toEqual({});
    // Both typed the same.
    expect(changes(now, was, now).faults).toEqual({});
  });

  it('refuses a note without a figure, and what nobody would write', () => {
    expect(changes({ 'clicks|2026-W45|note': 'why' }).faults).toEqual({
      'clicks|2026-W45|note': expect.stringContaining('there is none'),
    });
    const long = changes({ 'clicks|2026-W45|value': '1'.repeat(61) });
    expect(long.faults['clicks|2026-W45|value']).toContain('too long');
  });

  it('of cells that the grid does not have is nobody’s', () => {
    expect(changes({ 'gone|2026-W45|value': '1', 'clicks|2026-W01|value': '1' }).figures).toEqual(
      [],
    );
  });

  it('is said in the singular and in the plural', () => {
    expect(savedSentence({ accepted: 3, superseded: 1, unchanged: 0 })).toBe(
      '3 figures are new, 1 says something else than before.',
    );
    expect(savedSentence({ accepted: 1, superseded: 2, unchanged: 1 })).toBe(
      '1 figure is new, 2 say something else than before, 1 is as known already.',
    );
  });
});
