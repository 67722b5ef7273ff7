import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader, type CsvRecord } from '../../lib/import/csv-reader';

function records(text: string, separator = ',', size = text.length || 1): CsvRecord[] {
  const reader = new CsvReader(separator);
  const found: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += size)
    found.push(...reader.push(text.slice(at, at + size)));
  return [...found, ...reader.end()];
}

const cells = (text: string, separator = ','): (readonly string[])[] =>
  records(text, separator).map((record) => record.cells);

describe('records', () => {
  it.each([
    [
      'LF',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CR LF',
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CR',
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['all three', 'a\r\nb\nc\rd', [['a'], ['b'], ['c'], ['d']]],
    ['quotes', '"a,b","c""d",""', [['a,b', 'c"d', '']]],
    ['line breaks in quotes', '"a\r\nb",c', [['a\r\nb', 'c']]],
    ['a quote within a plain cell is a letter', '12" pipe,b', [['12" pipe', 'b']]],
    [
      'blank cells',
      ',,\n,',
      [
        ['', '', ''],
        ['', ''],
      ],
    ],
    ['blank lines are none', 'a\n\n\nb', [['a'], ['b']]],
    ['a quoted blank cell is one', '""', [['']]],
    ['a separator at the end', 'a,', [['a', '']]],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('knows the line of each', () => {
    const found = records('a\r\n"b\nb\r\nb",2\n\nc');
    expect(found.map(({ line, lastLine }) => [line, lastLine])).toEqual([
      [1, 1],
      [2, 4],
      [6, 6],
    ]);
  });

  it('one with text after a quote costs itself alone', () => {
    expect(records('a,b\n"x"y,2\nc,d').map(({ malformed }) => malformed)).toEqual([
      null,
      'after_quote',
      null,
    ]);
  });

  it('a quote that is never closed takes what follows', () => {
    expect(records('a\n"b\nc\n')).toMatchObject([
      { line: 1, malformed: null },
      { line: 2, lastLine: 4, malformed: 'never_closed' },
    ]);
  });

  it('are the same however the text is cut', () => {
    const letters = fc.constantFrom('a', ',', '"', '\n', '\r', '\r\n', '""', ' ');
    fc.assert(
      fc.property(fc.array(letters), fc.integer({ min: 1, max: 7 }), (parts, size) => {
        const text = parts.join('');
        expect(records(text, ',', size)).toEqual(records(text));
      }),
    );
  });

  it('are those of csv-parse, for any table', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r\n', ' ', '1') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    const lineEnd = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(table, lineEnd, (rows, end) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join(end);
        const theirs: string[][] = parse(text, { relax_column_count: true, record_delimiter: end });
        expect(cells(text)).toEqual(theirs);
      }),
    );
  });
});

describe('a record that is too long', () => {
  it.each([
    ['a line', 'x'],
    ['an open quote', '"x'],
  ])('%s is refused after a mebibyte', (_, start) => {
    const reader = new CsvReader(',');
    reader.push('a,b\n1,2\n');
    const piece = 'y'.repeat(65_536);
    let pieces = 0;
    expect(() => {
      reader.push(start);
      for (; pieces < 1600; pieces += 1) reader.push(piece);
    }).toThrow('The row that starts on line 3 is longer than 1 MiB.');
    expect(pieces).toBeLessThan(20);
  });
});
