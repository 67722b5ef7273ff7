/** What a file that nobody has described is taken for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { guessProfileFile } from '../../lib/import/guess/guess';
import type { GuessFacts } from '../../lib/import/guess/roles';
import { openTable } from '../../lib/import/open-table';
import { sampleRows } from '../../lib/import/preview';
import { parseProfile } from '../../lib/import/profile-file';
import { profileText } from '../../lib/import/profile-writer';
import { arriving, lookup, read } from './reading';

const named = (...slugs: readonly string[]) =>
  slugs.map((slug) => ({ slug, name: slug.toUpperCase().replaceAll('-', ' ') }));

const FACTS: GuessFacts = {
  kpis: [
    ...named('parcels', 'context', 'stock', 'weekly', 'daily', 'on-time', 'minutes', 'score'),
    { slug: 'margin', name: 'Contribution margin, net' },
  ],
  segments: named('north', 'south'),
  places: named('store-1', 'store-2'),
  calendar: { fiscalYearStart: 1 },
  locale: 'en-GB',
};

async function guess(
  content: string | Uint8Array,
  facts: Partial<GuessFacts> = {},
  fileName = 'x.csv',
) {
  const table = await openTable(arriving(content), {});
  const rows = await sampleRows(table);
  const { header, selfNaming } = table;
  return guessProfileFile({ header, selfNaming, rows, fileName }, { ...FACTS, ...facts });
}

/** What comes of the file by the guess: KPI, period, value of each row, or why not. */
async function taken(content: string): Promise<readonly string[]> {
  const { file } = await guess(content);
  const { rows } = await read(content, { profile: profileText(file), lookup: lookup() });
  return rows.map((row) => {
    if (row.kind !== 'observation') return row.kind === 'rejected' ? row.code : row.reason;
    return row.figures
      .map(({ observation, target }) =>
        [
          observation?.kpi ?? target?.kpi,
          observation?.periodStart ?? target?.from,
          observation?.segment,
          observation?.place,
          observation?.measures.value ?? observation?.measures.numerator,
          target?.bounds.target,
        ]
          .filter((part) => part !== null && part !== undefined)
          .join(' '),
      )
      .join(' + ');
  });
}

describe('which column is which', () => {
  it.each([
    ['kpi,period,value\nparcels,2026-10,5', { kpi: 'kpi', period: 'period', value: 'value' }],
    [
      'Month,Metric,Actual,Goal\n2026-10,parcels,5,6',
      { kpi: 'Metric', period: 'Month', value: 'Actual', target: 'Goal' },
    ],
    [
      'when,what,how much\n2026-10,parcels,5\n2026-11,stock,6',
      { kpi: 'what', period: 'when', value: 'how much' },
    ],
    [
      'kpi,period,numerator,denominator\non-time,2026-10,5,6',
      { kpi: 'kpi', period: 'period', numerator: 'numerator', denominator: 'denominator' },
    ],
    [
      'indicator,date,n,value\nminutes,2026-10-01,12,5.5',
      { kpi: 'indicator', period: 'date', n: 'n', value: 'value' },
    ],
    [
      'kpi,period,segment,shop,value\nparcels,2026-10,north,store-1,5',
      { kpi: 'kpi', period: 'period', segment: 'segment', place: 'shop', value: 'value' },
    ],
    [
      'kpi,period,value,withdraw\nparcels,2026-10,,true',
      { kpi: 'kpi', period: 'period', value: 'value', withdraw: 'withdraw' },
    ],
  ])('%j', async (content, columns) => {
    expect((await guess(content)).file.columns).toEqual(columns);
  });

  it('KPIs by their names, by texts that become slugs, and by the ends of slugs', async () => {
    const rows = (...names: readonly string[]) =>
      `metric,month,value\n${names.map((name, i) => `${name},2026-0${i + 1},1`).join('\n')}`;
    expect((await guess(rows('On Time', 'Parcels'))).file.columns?.kpi).toEqual({
      column: 'metric',
      slugify: true,
    });
    const byName = (await guess(rows('"contribution margin, net"'))).file.columns?.kpi;
    expect(byName).toMatchObject({
      column: 'metric',
      map: { 'contribution margin, net': 'margin' },
    });
    const twice = (await guess(rows('"Contribution margin, net"', '"CONTRIBUTION MARGIN, NET"')))
      .file.columns?.kpi;
    expect(twice).toMatchObject({
      map: { 'Contribution margin, net': 'margin', 'CONTRIBUTION MARGIN, NET': 'margin' },
    });
    const kpis = named('mta-74039', 'mta-22', 'other');
    expect((await guess(rows('74039', '22', '99'), { kpis })).file.columns?.kpi).toEqual({
      column: 'metric',
      prefix: 'mta-',
    });
  });

  it('a column for each KPI', async () => {
    expect((await guess('month,Parcels,stock\n2026-10,5,6\n2026-11,,7')).file).toEqual({
      columns: { period: 'month' },
      kpis: [
        { kpi: 'parcels', value: 'Parcels' },
        { kpi: 'stock', value: 'stock' },
      ],
    });
  });

  it('one KPI for all rows: the only one, or the one that the file is called after', async () => {
    const content = 'month,value\n2026-10,5';
    expect((await guess(content, { kpis: named('parcels') })).file.constants).toEqual({
      kpi: 'parcels',
    });
    expect((await guess(content, {}, 'On time.csv')).file.constants).toEqual({ kpi: 'on-time' });
    const open = (await guess(content)).file;
    expect(open.constants).toBeUndefined();
    expect(parseProfile(profileText(open))).toHaveProperty('faults');
  });

  it('leaves to rows that name their own columns whatever comes later', async () => {
    const content =
      '{"kpi":"parcels","period":"2026-10","value":5}\n{"kpi":"parcels","period":"2026-11","value":6,"segment":"north"}\n';
    expect(await taken(content)).toEqual(['parcels 2026-10-01 5', 'parcels 2026-11-01 north 6']);
    expect((await guess(content)).file.columns).toMatchObject({
      numerator: 'numerator',
      place: 'place',
    });
  });

  it('does not take years or amounts for periods, nor ids for figures', async () => {
    const { file } = await guess(
      'id,month,kpi,value\n2024,2026-10,parcels,1999\n2025,2026-11,parcels,2001',
    );
    expect(file.columns).toEqual({ kpi: 'kpi', period: 'month', value: 'value' });
  });
});

describe('dates', () => {
  it.each([
    [['31/01/2026', '28/02/2026'], 'DD/MM/YYYY', null],
    [['01/31/2026', '02/28/2026'], 'MM/DD/YYYY', null],
    [['01/01/2026', '01/02/2026', '01/03/2026'], 'DD/MM/YYYY', 'MM/DD/YYYY'],
    [['01/01/2026', '02/01/2026', '03/01/2026'], 'MM/DD/YYYY', 'DD/MM/YYYY'],
    [['3/4/2026', '5/6/2026'], 'D/M/YYYY', 'M/D/YYYY'],
    [['31.01.2026', '01.02.2026'], 'DD.MM.YYYY', null],
    [['05-Jan-2020', '12-Feb-2020'], 'DD-MMM-YYYY', null],
    [['Sun, 05-Jan-2020'], 'ddd, DD-MMM-YYYY', null],
    [['Jan 2026', 'Feb 2026'], 'MMM YYYY', null],
    [['01/2026', '02/2026'], 'MM/YYYY', null],
    [['20260131', '20260228'], 'YYYYMMDD', null],
    [['2026-01-31T08:00:00Z'], undefined, null],
    [['2026-W47', '2026-Q4', '2026-11'], undefined, null],
  ])('%j', async (dates, format, other) => {
    const { file, doubts } = await guess(
      `date,kpi,value\n${dates.map((date) => `"${date}",parcels,1`).join('\n')}`,
    );
    expect(file.columns?.period).toBe('date');
    expect(file.dateFormat).toBe(format);
    expect(doubts.some((doubt) => doubt.includes('could be'))).toBe(other !== null);
    if (other !== null) expect(doubts.join()).toContain(other);
  });

  it('that fit both orders are read as the language does', async () => {
    const content = 'date,kpi,value\n03/04/2026,parcels,1\n05/06/2026,parcels,1';
    expect((await guess(content, { locale: 'en-US' })).file.dateFormat).toBe('MM/DD/YYYY');
    expect((await guess(content, { locale: 'de-DE' })).file.dateFormat).toBe('DD/MM/YYYY');
  });
});

describe('numbers', () => {
  it.each([
    ['1.5', {}],
    ['1,5', { decimalComma: true }],
    ['1.234,5', { decimalComma: true, thousands: '.' }],
    ['1,234.5', { thousands: ',' }],
    ["1'234.5", { thousands: "'" }],
    ['1 234,5', { decimalComma: true, thousands: ' ' }],
    ['1,234', { thousands: ',' }],
  ])('%s', async (number, said) => {
    const { file } = await guess(`kpi;period;value\nparcels;2026-10;${number}`);
    const { decimalComma, thousands } = file;
    expect({
      ...(decimalComma ? { decimalComma } : {}),
      ...(thousands ? { thousands } : {}),
    }).toEqual(said);
  });

  it('1,234 is a little more than one where decimals have a comma', async () => {
    const { file } = await guess('kpi;period;value\nparcels;2026-10;1,234', { locale: 'de-DE' });
    expect(file).toMatchObject({ decimalComma: true });
  });

  it('marks for nothing are found, and 0 is none of them', async () => {
    const content =
      'kpi,period,value,target\nparcels,2026-10,n/a,0\nparcels,2026-11,-,5\nparcels,2026-12,5,6';
    const { file, doubts } = await guess(content);
    expect(file.missing).toEqual(['n/a', '-']);
    expect(doubts.join()).toContain('Some targets in “target” are 0');
    expect(await taken(content)).toEqual([
      'parcels 2026-10-01 0',
      'parcels 2026-11-01 5',
      'parcels 2026-12-01 5 6',
    ]);
  });
});

describe('a guess', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'parcels',
      '2026-10',
      '1,5',
      '31/01/2026',
      'north',
      'n/a',
      '',
      'kpi',
      'value',
      '0',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 20,
  });

  it('is a profile in writing, which says the same when it is read', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const header = [...new Set(rows[0])];
        const { file } = guessProfileFile(
          {
            header,
            selfNaming: false,
            rows: rows.slice(1).map((cells) => ({ cells })),
            fileName: null,
          },
          FACTS,
        );
        const parsed = parseProfile(profileText(file));
        if ('file' in parsed) expect(profileText(parsed.file)).toBe(profileText(file));
      }),
      { numRuns: 300 },
    );
  });
});
