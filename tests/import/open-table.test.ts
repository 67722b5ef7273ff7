import { describe, expect, it } from 'vitest';
import { openTable } from '../../lib/import/open-table';
import { guessSeparator } from '../../lib/import/separator';
import { arriving, read, tableRows } from './reading';

const ROWS = 'kpi,period,value\nparcels,2026-10,1\n';

describe('the format', () => {
  it.each([
    ['by the file name', 'a.TSV', 'kpi\tperiod\tvalue\nparcels\t2026-10\t1', 'tsv', '\t'],
    ['CSV by content', undefined, ROWS, 'csv', ','],
    ['tabs make a TSV', 'a.txt', 'kpi\tperiod\tvalue\nparcels\t2026-10\t1', 'tsv', '\t'],
    ['an array', undefined, ' [{"kpi":"parcels","period":"2026-10","value":1}]', 'json', null],
    [
      'observations',
      undefined,
      '{\n"observations": [{"kpi":"parcels","period":"2026-10","value":1}]}',
      'json',
      null,
    ],
    [
      'observations on one line',
      undefined,
      '{"observations":[{"kpi":"parcels","period":"2026-10","value":1}]}',
      'json',
      null,
    ],
    [
      'objects on lines',
      undefined,
      '{"kpi":"parcels","period":"2026-10","value":1}\n',
      'ndjson',
      null,
    ],
    ['.jsonl', 'a.jsonl', '{"kpi":"parcels","period":"2026-10","value":1}', 'ndjson', null],
  ])('%s', async (_, fileName, text, format, separator) => {
    const { table, rows } = await read(text, fileName === undefined ? {} : { fileName });
    expect(table).toMatchObject({ format, separator });
    expect(rows).toMatchObject([{ kind: 'observation' }]);
  });

  it('reads a file that comes byte by byte', async () => {
    const table = await openTable(arriving(ROWS, 1));
    expect(await tableRows(table)).toMatchObject([{ line: 2, cells: ['parcels', '2026-10', '1'] }]);
  });
});

describe('the separator', () => {
  it.each([
    ['a,b,c\n1,2,3', ','],
    ['a;b;c\n1,5;2,5;3', ';'],
    ['a\tb\n1,2\t3', '\t'],
    ['a|b|c\n1|2|3', '|'],
    ['"a;b",c\n"1;2",3', ','],
    ['name,v;x\n"a, b",1;2\nc,1;2', ','],
    ['alone\n1', ','],
    ['', ','],
  ])('of %j is %j', (sample, separator) => {
    expect(guessSeparator(sample)).toBe(separator);
  });

  it('as Excel states it in a first line, which stays a line', async () => {
    const { table, rows } = await read('sep=;\r\nkpi;period;value\r\nparcels;2026-10;x');
    expect(table.separator).toBe(';');
    expect(rows).toMatchObject([{ kind: 'rejected', line: 3 }]);
  });
});

describe('a file that is refused as a whole', () => {
  it.each(
    [
      [
        'no byte',
        '',
        'empty_file',
        'The file is empty. It needs a header that names the columns, and one row for each figure.',
      ],
      ['blank lines', '\n  \n\n', 'empty_file', 'The file is empty.'],
      ['a BOM and nothing else', '\uFEFF', 'empty_file', 'The file is empty.'],
      [
        'two columns of one name',
        'kpi,period,value,value\n',
        'duplicate_column',
        'The header names “value” more than once. Give each column its own name.',
      ],
      [
        'a column is missing',
        'kpi,value\nparcels,1',
        'missing_column',
        'The file has no column “period”. Found: “kpi”, “value”. Name the columns kpi, period, segment, place, value …, or give a profile that says which column is which.',
      ],
      [
        'no figure',
        'kpi,period\nparcels,2026',
        'missing_column',
        'The file has no column “value”.',
      ],
      [
        'a column is misspelt',
        'kpi,period,vlaue\nparcels,2026,1',
        'unknown_column',
        'The column “vlaue” is not known. Did you mean “value”? Correct the header',
      ],
      [
        'a quote open in the header',
        'kpi,"period\nparcels,2026',
        'bad_quotes',
        'Line 1, the header: a quote is opened and never closed.',
      ],
      ['a picture', '\x89PNG\r\n', 'empty_file', ''],
      [
        'JSON cut off',
        '[{"kpi":"a"',
        'bad_json',
        'Line 1, column 2: the JSON ends before its last bracket. The file may be cut off.',
      ],
      [
        'JSON without observations',
        '{"figures":[]}',
        'bad_json',
        'the object has no member “observations”.',
      ],
      ['JSON with something after it', '[] x', 'bad_json', '“x” stands where it cannot.'],
      [
        'JSON that nests 10,000 levels',
        '['.repeat(10_000),
        'bad_json',
        'an observation nests too deeply.',
      ],
    ].filter(([name]) => name !== 'a picture'),
  )('%s', async (_, text, code, message) => {
    const options = (text ?? '').startsWith('{') ? { format: 'json' as const } : {};
    await expect(read(text ?? '', options)).rejects.toMatchObject({
      name: 'AppError',
      code,
      message: expect.stringContaining(message ?? ''),
    });
  });

  it.each([
    [
      'an old workbook',
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1],
      'an old or password-protected Excel workbook. Save it as .xlsx without a password, or as CSV.',
    ],
    ['gzip', [0x1f, 0x8b, 8], 'compressed with gzip. Unpack it first.'],
    ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47], 'a picture'],
    ['bytes that are no text', [0x61, 0, 0, 0, 0x62, 0, 0, 1], 'no text'],
  ])('%s', async (_, bytes, message) => {
    await expect(read(Uint8Array.from(bytes))).rejects.toMatchObject({
      code: 'not_a_table',
      status: 415,
      message: expect.stringContaining(message),
    });
  });

  it('a profile that names a column which is not there', async () => {
    const profile = '{columns: {kpi: kpi, period: period, value: actuals}}';
    await expect(read('kpi,period,actual\n', { profile })).rejects.toMatchObject({
      code: 'missing_column',
      message:
        'The file has no column “actuals”, which the profile reads value from. Did you mean “actual”? Found: “kpi”, “period”, “actual”. Correct the profile or the header.',
    });
  });

  it('a line of 100 MB, quickly and in little memory', async () => {
    const piece = Buffer.alloc(1_000_000, 'x');
    let taken = 0;
    async function* endless() {
      yield Buffer.from(`${ROWS}parcels,`);
      for (; taken < 100; taken += 1) yield piece;
    }
    const table = await openTable(endless());
    const before = process.memoryUsage().rss;
    await expect(tableRows(table)).rejects.toMatchObject({
      code: 'record_too_long',
      status: 413,
      message: expect.stringContaining('The row that starts on line 3 is longer than 1 MiB.'),
    });
    expect(taken).toBeLessThan(5);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it.each([
    ['CSV', 'kpi,period,value\n"'],
    ['JSON', '[{"kpi":"'],
    ['NDJSON', '{"kpi":"a"}\n{"kpi":"'],
  ])('a text of 100 MB that never ends: %s', async (_, start) => {
    let taken = 0;
    async function* endless() {
      yield Buffer.from(start);
      for (; taken < 100; taken += 1) yield Buffer.alloc(1_000_000, 'x');
    }
    await expect(openTable(endless()).then(tableRows)).rejects.toMatchObject({
      code: 'record_too_long',
    });
    expect(taken).toBeLessThan(5);
  });
});

describe('a row that is refused, and the others not', () => {
  it.each([
    [
      'too few cells',
      'parcels,2026-10',
      'ragged_row',
      'Line 3: 2 cells where the header has 3. Quote a text that holds the separator, and keep blank cells.',
    ],
    [
      'too many cells',
      'parcels,2026-10,1,5',
      'ragged_row',
      'Line 3: 4 cells where the header has 3.',
    ],
    [
      'text after a quote',
      'parcels,2026-10,"1"x',
      'bad_quotes',
      'Line 3: text follows a closing quote.',
    ],
  ])('%s', async (_, row, code, message) => {
    const { rows } = await read(`${ROWS}${row}\nparcels,2026-11,2`);
    expect(rows.map(({ kind }) => kind)).toEqual(['observation', 'rejected', 'observation']);
    expect(rows[1]).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('a row that runs over lines says so', async () => {
    const { rows } = await read('kpi,period,value\n"parcels,2026-10,1\nparcels,2026-11,2\n"\n');
    expect(rows).toMatchObject([
      {
        message: expect.stringContaining(
          'Line 2: 1 cell where the header has 3. The row goes on to line 4: a quote may be left open.',
        ),
      },
    ]);
  });

  it('blank cells beyond the header are nothing', async () => {
    const { rows } = await read('kpi,period,value,,\nparcels,2026-10,1,,\nparcels,2026-11,1\n');
    expect(rows.map(({ kind }) => kind)).toEqual(['observation', 'observation']);
  });

  it.each(['nonsense', '[1]', '3', '{"kpi"'])(
    'a line of NDJSON that is no object: %s',
    async (line) => {
      const good = '{"kpi":"parcels","period":"2026-10","value":1}';
      const { rows } = await read(`${good}\n${line}\n\n`, { format: 'ndjson' });
      expect(rows).toMatchObject([
        { kind: 'observation' },
        { kind: 'rejected', line: 2, code: 'bad_json' },
      ]);
    },
  );

  it('an element of JSON', async () => {
    const text = '[{"kpi":"parcels","period":"2026-10","value":1},\n nonsense,\n {"kpi":"x]\\"}"}]';
    const { rows } = await read(text);
    expect(rows).toMatchObject([
      { kind: 'observation', line: 1 },
      { kind: 'rejected', line: 2, row: 2, code: 'bad_json' },
      { kind: 'rejected', line: 3, row: 3, code: 'unknown_kpi' },
    ]);
  });
});

describe('JSON', () => {
  it('takes other members beside the observations', async () => {
    const text =
      '{"source": {"a": [1]}, "observations": [{"kpi":"parcels","period":"2026","value":1}], "n": 1}';
    expect((await read(text)).rows).toMatchObject([{ kind: 'observation' }]);
  });

  it('gives each row its columns, in whatever order', async () => {
    const text =
      '{"kpi":"parcels","period":2026,"value":1}\n{"value":2,"period":"2025","kpi":"parcels"}';
    expect((await read(text)).rows).toMatchObject([
      { figures: [{ observation: { measures: { value: 1 } } }] },
      { figures: [{ observation: { measures: { value: 2 } } }] },
    ]);
  });

  it('may bring a field that no row before it had, and no row at all', async () => {
    const long = '{"kpi":"parcels","period":"2026","value":1}\n'.repeat(2);
    const filler = Array.from(
      { length: 3000 },
      (_, i) => `{"kpi":"x${i}","period":"2026","value":1}\n`,
    );
    const last = '{"kpi":"on-time","period":"2026-10","numerator":1,"denominator":2}';
    const { rows } = await read(long + filler.join('') + last, { format: 'ndjson' });
    expect(rows.at(-1)).toMatchObject({ kind: 'observation' });
    expect((await read('{"observations": []}')).rows).toEqual([]);
  });

  it('is no way to an object of our own', async () => {
    const text = '{"kpi":"constructor","period":"2026","__proto__":1,"value":1}';
    expect((await read(text)).rows).toMatchObject([{ kind: 'rejected', code: 'unknown_field' }]);
    const named = '{"kpi":"__proto__","period":"2026","value":1}';
    expect((await read(named)).rows).toMatchObject([{ kind: 'rejected', code: 'unknown_kpi' }]);
  });
});
