/** Tables as CSV: nothing runs, nothing is lost. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { csvText } from '../../lib/format-csv';

it.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-cmd', "'-cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['Returns = none', 'Returns = none'],
])('%j is written %j', (text, written) => {
  expect(csvText([[text]])).toBe(`\ufeff${written}\r\n`);
});

it('numbers stay numbers, negative ones too, and null is blank', () => {
  expect(csvText([[-2.5, 0.1 + 0.2, 1e-7, null, 'a']])).toBe(
    '\ufeff-2.5,0.30000000000000004,1e-7,,a\r\n',
  );
});

it('any table is read back as it was, but for the apostrophe', () => {
  const cell = fc.string({ unit: 'grapheme' }).map((text) => `x${text}`);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read: unknown = parse(csvText(rows), { bom: true, recordDelimiter: '\r\n' });
      expect(read).toEqual(rows);
    }),
  );
});
