import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportRow } from '../../lib/import/observations';
import { read } from './reading';

const HEAD = 'kpi,period,segment,place,value,n,sd,target\n';
const profile = (duplicates: string) => `
columns: { kpi: kpi, period: period, segment: segment, place: place, value: value, n: n, sd: sd, target: target }
targetPerPeriod: true
duplicates: ${duplicates}`;

const merged = async (duplicates: string, rows: string) =>
  (await read(HEAD + rows, { profile: profile(duplicates) })).rows;

/** Rows of the file that the outcomes stand for. */
const counted = (rows: readonly ImportRow[]): number =>
  rows.reduce((total, row) => total + (row.kind === 'observation' ? row.rows : 1), 0);

describe('two rows of one key', () => {
  it('are refused: the first stands', async () => {
    const { rows } = await read(
      'kpi,period,place,value\nparcels,2026-10,store-1,1\nparcels,2026-10,store-2,2\nparcels,2026-10-17,store-1,1',
    );
    expect(rows.map((row) => row.kind)).toEqual(['observation', 'observation', 'rejected']);
    expect(rows[2]).toMatchObject({
      line: 4,
      code: 'duplicate_key',
      message:
        'Line 4: parcels, 2026-10, store-1 is there already, in line 2, which stands. Keep one row, or say in the profile what duplicates mean: last, mean or sum.',
    });
  });

  it('may be a figure and its target', async () => {
    const rows = await merged(
      'refuse',
      'parcels,2026-10,,,5,,,\nparcels,2026-10,,,,,,6\nparcels,2026-10,,,,,,7',
    );
    expect(rows.map((row) => row.kind)).toEqual(['observation', 'observation', 'rejected']);
  });

  it('are none where the first was blank or refused', async () => {
    const rows = await merged(
      'refuse',
      'parcels,2026-10,,,,,,\nparcels,2026-10,,,x,,,\nparcels,2026-10,,,5,,,',
    );
    expect(rows.map((row) => row.kind)).toEqual(['ignored', 'rejected', 'observation']);
  });

  it.each([
    ['last', 'parcels', '1,,,9\n3,,,\n,,,8', { value: 3 }, 8],
    ['sum', 'parcels', '1,,,9\n3,,,\n,,,8', { value: 4 }, 17],
    ['mean', 'parcels', '1,,,9\n3,,,\n,,,8', { value: 2 }, 8.5],
    ['mean', 'minutes', '10,1,2,\n20,3,2,', { value: 17.5, n: 4, sd: null }, null],
    ['mean', 'minutes', '10,1,,\n20,,,', { value: 15, n: null }, null],
    ['last', 'minutes', '10,1,2,\n20,3,4,', { value: 20, n: 3, sd: 4 }, null],
  ])('%s of %s %j', async (duplicates, kpi, cells, measures, target) => {
    const text = cells
      .split('\n')
      .map((row) => `${kpi},2026-10,,,${row}`)
      .join('\n');
    const rows = await merged(duplicates, text);
    expect(rows).toHaveLength(1);
    expect(rows).toMatchObject([
      {
        kind: 'observation',
        line: 2,
        rows: cells.split('\n').length,
        figures: [{ observation: { measures } }],
      },
    ]);
    expect(
      rows[0]?.kind === 'observation' && (rows[0].figures[0].target?.bounds.target ?? null),
    ).toBe(target);
  });

  it('a withdrawal is the last word, and has no mean', async () => {
    const columns = '{kpi: kpi, period: period, value: value, withdraw: withdraw}';
    const text = 'kpi,period,value,withdraw\nparcels,2026-10,5,\nparcels,2026-10,,true';
    const last = await read(text, { profile: `{columns: ${columns}, duplicates: last}` });
    expect(last.rows).toMatchObject([
      { rows: 2, figures: [{ withdraw: true, observation: { measures: { value: null } } }] },
    ]);
    const mean = await read(text, { profile: `{columns: ${columns}, duplicates: mean}` });
    expect(mean.rows).toMatchObject([
      { kind: 'rejected', code: 'withdraw_with_figures' },
      { rows: 1 },
    ]);
  });

  it('every row has one outcome, whatever duplicates mean', async () => {
    const row = fc.tuple(
      fc.constantFrom('parcels', 'minutes', 'nothing'),
      fc.constantFrom('2026-10', '2026-11', '2026-Q4', 'x'),
      fc.constantFrom('', 'store-1', 'store-9'),
      fc.constantFrom('', '1', '2.5', 'x'),
      fc.constantFrom('', '3'),
    );
    const how = fc.constantFrom('refuse', 'last', 'mean', 'sum');
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), how, async (rows, duplicates) => {
        const text = rows
          .map(
            ([kpi, period, place, value, target]) =>
              `${kpi},${period},,${place},${value},,,${target}\n`,
          )
          .join('');
        expect(counted(await merged(duplicates, text))).toBe(rows.length);
      }),
    );
  });
});
