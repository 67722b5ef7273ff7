import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../lib/errors';
import { parseDefinition } from '../../lib/import/definition-file';
import type { ImportRow } from '../../lib/import/observations';
import { parseProfile } from '../../lib/import/profile-file';
import { TABLE_FORMATS } from '../../lib/import/table';
import { busySince, read } from './reading';
import { HEADER, text, workbookParts, zip } from './workbook';

const SLOW = 2000;

/** Rows or one refusal; anything else is a bug. */
async function outcome(bytes: Uint8Array, options: Parameters<typeof read>[1] = {}) {
  const start = process.cpuUsage();
  let rows: readonly ImportRow[] = [];
  try {
    rows = (await read(bytes, options)).rows;
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error.message).toMatch(/^[A-Z“].*[.?]$/s);
  }
  for (const row of rows) {
    if (row.kind === 'rejected')
      expect(row.message).toMatch(/^(Line|Row|Observation) \d+.*[.…)]$/s);
  }
  expect(busySince(start)).toBeLessThan(SLOW);
  return rows;
}

const format = fc.constantFrom(undefined, ...TABLE_FORMATS);
const PROFILE = `{columns: {kpi: a, period: b, value: {column: c, subtract: d}}, duplicates: mean, unknownKpi: skip}`;

const SEEDS: readonly Buffer[] = [
  Buffer.from(
    'kpi,period,segment,place,value\nparcels,2026-10,"no""rth",,1.5\r\non-time,2026-W53,,,x\n',
  ),
  Buffer.from('\uFEFFkpi;period;value\nparcels;2026-10;1\n', 'utf16le'),
  Buffer.from('a|b|c|d\nparcels|2026-10-17|é|2\n', 'latin1'),
  Buffer.from('{"observations":[{"kpi":"parcels","period":"2026-10","value":1e3},{"kpi":null}]}'),
  Buffer.from('{"kpi":"score","period":2026,"promoters":1,"passives":2,"detractors":3}\n{}\n'),
  zip(
    workbookParts({
      rows: `${HEADER}<row r="2">${text('A2', 'parcels')}<c r="B2" s="1"><v>46348</v></c><c r="C2"><v>1</v></c></row>`,
    }),
  ),
];

/** One of the files, with some bytes changed, put in or taken out. */
const damaged = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.uint8Array({ minLength: 1, maxLength: 4 })), {
      maxLength: 6,
    }),
  )
  .map(([seed, changes]) =>
    changes.reduce((bytes, [where, cut, insert]) => {
      const at = where % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + cut)]);
    }, seed),
  );

const syntax = fc
  .array(
    fc.constantFrom(
      'kpi',
      'period',
      'value',
      'parcels',
      '2026-10',
      ',',
      ';',
      '\t',
      '"',
      '\n',
      '\r',
      '{',
      '}',
      '[',
      ']',
      ':',
      '1',
      '-',
      'é',
      '\\',
      ' ',
      '\u0000',
      '#',
      '&a ',
      '*a',
      '!',
      '|',
      '>',
      '? ',
    ),
  )
  .map((parts) => Buffer.from(parts.join('')));

describe('any bytes as a table', () => {
  it.each([
    ['at random', fc.uint8Array({ maxLength: 2000 })],
    ['from the letters of the formats', syntax],
    ['a damaged file', damaged],
  ])('%s give rows or a refusal', async (_, bytes) => {
    await fc.assert(
      fc.asyncProperty(bytes, format, async (content, stated) => {
        await outcome(content, { format: stated });
        await outcome(content, { format: stated, profile: PROFILE });
      }),
      { numRuns: 300 },
    );
  });

  it('have one outcome for each row of data', async () => {
    const cell = fc.constantFrom(
      'parcels',
      'score',
      '2026-10',
      '2025-W53',
      '1',
      '-1',
      '1,5',
      'NaN',
      '',
      ' ',
      'all',
      'x'.repeat(200),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        const body = rows.map((cells) => cells.map((one) => `"${one}"`).join(';')).join('\n');
        const found = await outcome(Buffer.from(`kpi;period;value;target\n${body}`));
        expect(found).toHaveLength(rows.length);
      }),
    );
  });
});

describe('any text as a file of ours', () => {
  const files = [
    'columns:\n  kpi: {column: a, map: {b: c}}\n  period: p\n  value: [v]\n',
    'teams:\n  - {slug: a, name: "b"}\nkpis:\n  - slug: x\n    accountable: [a, {team: b}]\n',
  ];
  const changed = fc
    .tuple(
      fc.constantFrom(...files),
      fc.nat(),
      fc.nat(6),
      fc.string({
        unit: fc.constantFrom(
          'a',
          ':',
          ' ',
          '\n',
          '-',
          '[',
          '{',
          '}',
          '"',
          '&',
          '*',
          '|',
          '\t',
          '#',
          '%',
          '\0',
        ),
      }),
    )
    .map(([file, where, cut, insert]) => {
      const at = where % file.length;
      return file.slice(0, at) + insert + file.slice(at + cut);
    });

  it.each([
    ['at random', fc.string({ unit: 'binary', maxLength: 2000 })],
    ['from the signs of YAML', syntax.map((bytes) => bytes.toString())],
    ['a damaged file', changed],
  ])('%s gives a profile, a definition, or faults with a line', (_, texts) => {
    fc.assert(
      fc.property(texts, (content) => {
        const start = process.cpuUsage();
        for (const found of [parseProfile(content), parseDefinition(content)]) {
          const faults = 'faults' in found ? found.faults : [];
          for (const { line, column, message, cure } of faults) {
            expect(line).toBeGreaterThan(0);
            expect(column).toBeGreaterThan(0);
            expect(`${message} ${cure}`).toMatch(/^.+[.?] .+[.?]$/s);
          }
          if ('faults' in found) expect(faults).not.toHaveLength(0);
        }
        expect(busySince(start)).toBeLessThan(SLOW);
      }),
      { numRuns: 300 },
    );
  });
});
