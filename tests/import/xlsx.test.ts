import { describe, expect, it } from 'vitest';
import { isDateFormat, workbookDate } from '../../lib/import/xlsx-dates';
import { busySince, read } from './reading';
import { HEADER, type Part, text, workbookParts, zip } from './workbook';

const sheet = (rows: string, shared = '') => zip(workbookParts({ rows: HEADER + rows, shared }));

const cellsOf = async (bytes: Buffer) => {
  const { openTable } = await import('../../lib/import/open-table');
  const { arriving, tableRows } = await import('./reading');
  return tableRows(await openTable(arriving(bytes, 1000)));
};

describe('a workbook', () => {
  it('is a table, by its content and whatever its name', async () => {
    const bytes = sheet(
      `<row r="2">${text('A2', 'parcels')}${text('B2', '2026-10')}<c r="C2"><v>12.5</v></c></row>`,
    );
    const { table, rows } = await read(bytes, { fileName: 'figures.csv' });
    expect(table).toMatchObject({ format: 'xlsx', encoding: null, separator: null });
    expect(table.header).toEqual(['kpi', 'period', 'value']);
    expect(rows).toMatchObject([{ figures: [{ observation: { measures: { value: 12.5 } } }] }]);
  });

  it('reads every kind of cell', async () => {
    const shared =
      '<si><t>par</t></si><si><r><t>par</t></r><r><t>cels</t></r><rPh><t>no</t></rPh></si>';
    const rows = await cellsOf(
      sheet(
        `<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46348</v></c><c r="C3" t="b"><v>1</v></c></row>
<row r="5"><c r="A5" t="str"><f>A1</f><v>R&amp;D</v></c><c r="C5" t="e"><v>#N/A</v></c></row>
<row r="6"/><row><c><v>1E3</v></c><c s="3"><v>2.5</v></c><c t="d"><v>2026-11-22</v></c></row>`,
        shared,
      ),
    );
    expect(rows.map(({ line, row, cells }) => ({ line, row, cells }))).toEqual([
      { line: 3, row: 1, cells: ['parcels', '2026-11-22', true] },
      { line: 5, row: 2, cells: ['R&D', null, '#N/A'] },
      { line: 7, row: 3, cells: [1000, 2.5, '2026-11-22'] },
    ]);
  });

  it('names rows as the spreadsheet does', async () => {
    const bytes = sheet(
      `<row r="40">${text('A40', 'parcels')}<c r="B40" s="2"><v>46348</v></c><c r="C40" t="e"><v>#DIV/0!</v></c></row>`,
    );
    const { rows } = await read(bytes);
    expect(rows).toMatchObject([
      { line: 40, message: expect.stringMatching(/^Row 40, value: “#DIV\/0!” is not a number/) },
    ]);
  });

  it('takes the first sheet that is not hidden', async () => {
    const workbook =
      '<workbook xmlns:r="r"><sheets><sheet r:id="rId7" state="hidden"/><sheet r:id="rId8"/></sheets></workbook>';
    const second: Part = {
      name: 'xl/worksheets/second.xml',
      content: `<worksheet><sheetData><row>${text('A1', 'second')}</row></sheetData></worksheet>`,
    };
    const { openTable } = await import('../../lib/import/open-table');
    const { arriving } = await import('./reading');
    const bytes = zip(workbookParts({ rows: HEADER, workbook, more: [second] }));
    expect((await openTable(arriving(bytes))).header).toEqual(['second']);
  });
});

describe('dates of a workbook', () => {
  // ECMA-376 part 1, 18.17.4.1: serial values in the 1900 and the 1904 date base.
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, null],
    [61, false, '1900-03-01'],
    [38_406, false, '2005-02-23'],
    [36_944, true, '2005-02-23'],
    [46_348.354166666664, false, '2026-11-22T08:30:00'],
    [46_347.9999999, false, '2026-11-22'],
    [0.5, false, null],
    [1e9, false, null],
    [Number.NaN, false, null],
  ])('%d, from 1904: %s', (serial, from1904, date) => {
    expect(workbookDate(serial, from1904)).toBe(date);
  });

  it.each([
    [14, undefined, true],
    [0, undefined, false],
    [164, 'yyyy\\-mm\\-dd', true],
    [164, '[$-407]d/ mmm/ yy;@', true],
    [164, '[h]:mm', true],
    [164, '0.0 "days"', false],
    [164, '#,##0.00\\ [$€-407]', false],
    [164, 'General', false],
    [164, '_-* #,##0_-', false],
  ])('format %d %s: %s', (id, code, date) => {
    expect(isDateFormat(id, code)).toBe(date);
  });
});

describe('a workbook that is refused', () => {
  const row = `<row>${text('A2', 'x')}</row>`;
  const cases: readonly (readonly [string, Buffer, string, string])[] = [
    ['cut off', sheet(row).subarray(0, 400), 'bad_workbook', 'it is cut off'],
    [
      'another archive',
      zip([{ name: 'figures.csv', content: 'a' }]),
      'bad_workbook',
      'an archive without a workbook',
    ],
    ['password', zip(workbookParts({ rows: row }), 1), 'bad_workbook', 'protected with a password'],
    ['broken XML', sheet('<row><c></row>'), 'bad_workbook', 'Unexpected close tag'],
    [
      'a document type',
      zip(workbookParts({ rows: '', workbook: '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' })),
      'bad_workbook',
      'document type',
    ],
    ['an empty sheet', zip(workbookParts({ rows: '' })), 'empty_file', 'The file is empty.'],
    [
      'no first sheet',
      zip(workbookParts({ rows: row }).filter(({ name }) => !name.includes('sheets/'))),
      'bad_workbook',
      'its first sheet is missing',
    ],
    ['a damaged directory', corrupted(sheet(row)), 'bad_workbook', 'damaged'],
  ];

  it.each(cases)('%s', async (_, bytes, code, message) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  function corrupted(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes);
    const central = copy.indexOf('PK\x01\x02');
    copy.fill(0, central, central + 4);
    return copy;
  }

  it.each([
    ['of repetition', { content: Buffer.alloc(50_000_000, ' ') }, 'packed more tightly'],
    [
      'that claims gigabytes',
      { content: 'x', claims: 3_000_000_000 },
      'unpacks to more than 768 MiB',
    ],
  ])('a bomb %s, within a second', async (_, part, message) => {
    const bytes = zip([...workbookParts({ rows: row }), { name: 'xl/media/bomb', ...part }]);
    const start = process.cpuUsage();
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'too_large',
      status: 413,
      message: expect.stringContaining(message),
    });
    expect(busySince(start)).toBeLessThan(1000);
  });

  it('a sheet that holds more than it claims', async () => {
    const parts = workbookParts({ rows: HEADER + row.repeat(100_000) }).map((part) =>
      part.name.includes('sheets/') ? { ...part, claims: 1000 } : part,
    );
    await expect(read(zip(parts))).rejects.toMatchObject({
      message: expect.stringContaining('it holds more than it claims'),
    });
  });
});
