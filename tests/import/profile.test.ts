import { describe, expect, it } from 'vitest';
import { dateFormatFault, dateReader } from '../../lib/import/date-format';
import { scaled } from '../../lib/import/number';
import { guessProfile, unreadColumns } from '../../lib/import/profile';
import { parseProfile } from '../../lib/import/profile-file';
import { faultSentence } from '../../lib/import/schema-faults';
import { observation, profileOf, read, refusal } from './reading';

const faultsOf = (yaml: string): string[] => {
  const found = parseProfile(yaml);
  return 'faults' in found ? found.faults.map(faultSentence) : [];
};

const BASE = 'columns:\n  kpi: k\n  period: p\n  value: v\n';

describe('a profile that is refused', () => {
  it.each([
    ['colums: {}\n', 'Line 1, colums: “colums” is not known here. Did you mean “columns”?'],
    [
      `${BASE}unknownKpi: ignore`,
      'Line 5, unknownKpi: “ignore” is none of refuse, skip. Write one of these.',
    ],
    [
      `${BASE}  vaule: x`,
      'Line 5, columns.vaule: “vaule” is not known here. Did you mean “value”?',
    ],
    [`${BASE}  place: {colum: x}`, 'Line 5, columns.place.column: “column” is missing. Add it.'],
    [
      `${BASE}  n: {column: n, scale: ten}`,
      'Line 5, columns.n.scale: A number is needed, and this is a text. Write a number here.',
    ],
    [
      `${BASE}  sd: [a]`,
      'Line 5, columns.sd: A text or names with values is needed, and this is a list.',
    ],
    [
      `${BASE}dateFormat: DD/MM`,
      'Line 5, dateFormat: The pattern has no year. Use YYYY, MM, M, DD, D, MMM, MMMM.',
    ],
    [
      `${BASE}constants: {value: 1}`,
      'Line 5, constants.value: “value” is a column and a constant. Keep one.',
    ],
    [
      `${BASE}kpis: [{kpi: a, value: v}]`,
      'Line 2, columns: The KPI is said twice. Give one of columns.kpi, constants.kpi and kpis.',
    ],
    [
      'columns: {kpi: k, value: v}',
      'Line 1, columns: Nothing says which period a row is about. Give columns.period.',
    ],
    ['columns: {period: p, value: v}', 'Line 1, columns: Nothing says which KPI a row is about.'],
    ['columns: {kpi: k, period: p}', 'Line 1, columns: Nothing says what a row reports.'],
    [
      `${BASE}decimalComma: yes`,
      'Line 5, decimalComma: True or false is needed, and this is a text.',
    ],
    [
      `${BASE}decimalComma: true\nthousands: ','`,
      'Line 6, thousands: Decimals and thousands have the same sign. Set decimalComma.',
    ],
    [`${BASE}${BASE}`, 'Line 5: “columns” is there twice. Keep one of the two.'],
    ['columns: [', 'Line 1: Not YAML: '],
    ['', 'Line 1: The file is empty. Give at least one section.'],
    ['just text', 'Line 1: Names with values is needed, and this is a text.'],
    ['missing: 5', 'Line 1, missing: A list is needed, and this is the number 5.'],
  ])('%j', (yaml, sentence) => {
    expect(faultsOf(yaml)[0]).toContain(sentence);
  });
});

describe('what a profile does', () => {
  it('composes, maps and turns into slugs', async () => {
    const profile = `
columns:
  kpi: { column: metric, slugify: true, map: { 'On time': on-time }, prefix: '' }
  period: month
  segment: { column: area, map: { N: north, '*': '' } }
  place: { column: shop, prefix: store- }
  value: { column: actual, scale: 100 }`;
    const found = await observation('metric,month,area,shop,actual\nPARCELS!,2026-10,N,1,0.07', {
      profile,
    });
    expect(found.observation).toMatchObject({
      kpi: 'parcels',
      segment: 'north',
      place: 'store-1',
      measures: { value: 7 },
    });
    const all = await observation('metric,month,area,shop,actual\nparcels,2026-10,*,,1', {
      profile,
    });
    expect(all.observation).toMatchObject({ segment: null, place: null });
  });

  it('takes away, with blank for blank', async () => {
    const profile = `
columns:
  kpi: k
  period: p
  numerator: { column: all, subtract: [late, lost] }
  denominator: all`;
    const found = await observation('k,p,all,late,lost\non-time,2026-10,100,3,1', { profile });
    expect(found.observation?.measures).toMatchObject({ numerator: 96, denominator: 100 });
    expect(await refusal('k,p,all,late,lost\non-time,2026-10,100,3,', { profile })).toMatchObject({
      code: 'missing_measure',
      field: 'numerator',
    });
  });

  it('knows what means that nothing was said, column by column', async () => {
    const profile = `
columns: { kpi: k, period: p, value: v, target: { column: t, missing: [0, 555] } }
targetPerPeriod: true
missing: [n/a, '-']`;
    const { rows } = await read(
      'k,p,v,t\nparcels,2026-10,n/a,0.00\nparcels,2026-09,-,95\nparcels,2026-08,0,555',
      { profile },
    );
    expect(rows).toMatchObject([
      { kind: 'ignored' },
      { figures: [{ observation: null, target: { bounds: { target: 95 } } }] },
      { figures: [{ observation: { measures: { value: 0 } }, target: null }] },
    ]);
  });

  it('reads decimal commas and thousands', async () => {
    const profile = "{columns: {kpi: k, period: p, value: v}, decimalComma: true, thousands: '.'}";
    const found = await observation('k;p;v\nparcels;2026-10;-1.234.567,25', { profile });
    expect(found.observation?.measures.value).toBe(-1_234_567.25);
    expect((await refusal('k;p;v\nparcels;2026-10;12.34', { profile })).message).toContain(
      '“12.34” is not a number. The profile says decimalComma: true.',
    );
  });

  it.each([
    ["','", '"1,234.5"', 1234.5],
    ["' '", '1 234', 1234],
    ["' '", '12\u00a0345', 12_345],
    ['"\'"', "1'234", 1234],
  ])('thousands with %s', async (sign, cell, value) => {
    const profile = `{columns: {kpi: k, period: p, value: v}, thousands: ${sign}}`;
    const found = await observation(`k;p;v\nparcels;2026-10;${cell}`, { profile });
    expect(found.observation?.measures.value).toBe(value);
  });

  it('refuses groups that are not of three', async () => {
    const profile = "{columns: {kpi: k, period: p, value: v}, thousands: ','}";
    for (const cell of ['1,23', '1,2345', '12,34,567', ',123']) {
      expect((await refusal(`k;p;v\nparcels;2026-10;${cell}`, { profile })).code).toBe(
        'bad_number',
      );
    }
  });

  it('gives every row its constants, which do not make a blank row speak', async () => {
    const profile =
      '{columns: {period: p, value: v}, constants: {kpi: minutes, n: 1, place: store-1}}';
    const { rows } = await read('p,v\n2026-10,5\n2026-11,', { profile });
    expect(rows).toMatchObject([
      {
        figures: [
          { observation: { kpi: 'minutes', place: 'store-1', measures: { value: 5, n: 1 } } },
        ],
      },
      { kind: 'ignored', reason: 'blank' },
    ]);
  });

  it('says how the file is to be opened', async () => {
    const profile =
      "{columns: {kpi: k, period: p, value: v}, encoding: windows-1252, separator: ';'}";
    expect(profileOf(profile)).toMatchObject({ encoding: 'windows-1252', separator: ';' });
  });

  it('dates by their pattern, and keys all the same', async () => {
    const profile = '{columns: {kpi: k, period: p, value: v}, dateFormat: DD/MM/YYYY}';
    const { rows } = await read(
      'k,p,v\ndaily,05/01/2020,1\ndaily,2020-01-06,1\ndaily,31/02/2020,1',
      { profile },
    );
    expect(rows).toMatchObject([
      { figures: [{ observation: { periodStart: '2020-01-05' } }] },
      { figures: [{ observation: { periodStart: '2020-01-06' } }] },
      { kind: 'rejected', code: 'bad_period' },
    ]);
  });
});

describe('patterns of dates', () => {
  it.each([
    ['ddd, DD-MMM-YYYY', 'Sun, 05-Jan-2020', '2020-01-05'],
    ['D MMMM YYYY', '5 November 2026', '2026-11-05'],
    ['M/D/YYYY H:mm', '11/5/2026 7:05', '2026-11-05'],
    ['YYYYMMDD', '20261122', '2026-11-22'],
    ['MMM YYYY', 'nov 2026', '2026-11-01'],
    ['YYYY.MM.DD', '2026-11-22', null],
    ['DD/MM/YYYY', '29/02/2026', null],
    ['DD/MM/YYYY', '1/2/2026', null],
  ])('%s reads %s as %s', (format, text, date) => {
    expect(dateReader(format)(text)).toBe(date);
  });

  it.each([
    ['DD/MM/YYYY', null],
    ['DD/MM', 'the pattern has no year'],
    ['YYYY', 'the pattern has no month'],
    ['DD/DD/MM/YYYY', 'the pattern has more than one day'],
    ['dddd dddd D M YYYY', 'the pattern has more than one weekday'],
    ['Y'.repeat(61), 'the pattern is too long'],
  ])('%s: %s', (format, fault) => {
    expect(dateFormatFault(format)).toBe(fault);
  });
});

describe('scales', () => {
  it.each([
    [0.07, 100, 7],
    [0.826087, 100, 82.6087],
    [1.1, 1000, 1100],
    [55, 0.01, 0.55],
    [1e-7, 100, 1e-5],
    [3, 60, 180],
    [5, -1, -5],
    [5, 1, 5],
    [2, 0, 0],
  ])('%d × %d is %d, digit by digit', (value, scale, product) => {
    expect(scaled(value, scale)).toBe(product);
  });
});

describe('a header that needs no profile', () => {
  it('in any order and in capitals, other columns left alone', async () => {
    const header = ['Value', 'KPI', 'comment', 'Period'];
    expect(unreadColumns(guessProfile(header), header)).toEqual(['comment']);
    expect(await observation('Value,KPI,comment,Period\n1,parcels,x,2026-10')).toMatchObject({
      observation: { measures: { value: 1 } },
    });
  });

  it('is not one that misses a tidy column by a letter', () => {
    expect(() => guessProfile(['kpi', 'period', 'value', 'segmant'])).toThrow(
      'Did you mean “segment”?',
    );
  });

  it('a profile leaves columns alone that it does not name', () => {
    expect(unreadColumns(profileOf(BASE), ['k', 'p', 'v', 'w', ''])).toEqual(['w']);
  });
});
