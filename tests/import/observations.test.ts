import { describe, expect, it } from 'vitest';
import { lookup, observation, read, refusal } from './reading';

const VALUE = 'kpi,period,segment,place,value\n';
const SHARE = 'kpi,period,value,numerator,denominator\n';

describe('what a row says', () => {
  it('a figure for everyone, everywhere', async () => {
    expect(await observation(`${VALUE}parcels,2026-10,,,12.5`)).toEqual({
      observation: {
        kpi: 'parcels',
        grain: 'month',
        periodStart: '2026-10-01',
        segment: null,
        place: null,
        measures: {
          value: 12.5,
          numerator: null,
          denominator: null,
          n: null,
          sd: null,
          promoters: null,
          passives: null,
          detractors: null,
        },
      },
      target: null,
      withdraw: false,
    });
  });

  it('of a segment and a place; "all" is everyone', async () => {
    const { rows } = await read(`${VALUE}parcels,2026-10,north,store-1,1\nparcels,2026-10,all,,2`);
    expect(rows).toMatchObject([
      { figures: [{ observation: { segment: 'north', place: 'store-1' } }] },
      { figures: [{ observation: { segment: null, place: null } }] },
    ]);
  });

  it('keeps the counts of a ratio and drops the value that follows from them', async () => {
    const found = await observation(`${SHARE}on-time,2026-10,61.9,255,412`);
    expect(found.observation?.measures).toMatchObject({
      value: null,
      numerator: 255,
      denominator: 412,
    });
  });

  it.each([
    ['minutes', 'value,n,sd', '12.5,40,3.2', { value: 12.5, n: 40, sd: 3.2 }],
    ['minutes', 'value,n,sd', '12.5,,', { value: 12.5, n: null, sd: null }],
    ['score', 'promoters,passives,detractors', '220,120,72', { promoters: 220, detractors: 72 }],
    ['parcels', 'value', '-3', { value: -3 }],
    ['stock', 'value', '0', { value: 0 }],
  ])('the measures of %s: %s', async (kpi, fields, cells, measures) => {
    const found = await observation(`kpi,period,${fields}\n${kpi},2026-10,${cells}`);
    expect(found.observation?.measures).toMatchObject(measures);
  });

  it('nothing, where its cells are blank: not 0, and no fault', async () => {
    const { rows } = await read(`${VALUE}parcels,2026-10,,, \nparcels,,,,\n,,,,`);
    expect(rows).toEqual([
      { kind: 'ignored', line: 2, row: 1, reason: 'blank' },
      { kind: 'ignored', line: 3, row: 2, reason: 'blank' },
      { kind: 'ignored', line: 4, row: 3, reason: 'blank' },
    ]);
  });

  it('a target without a figure, which holds for its own period only', async () => {
    const found = await observation('kpi,period,value,target\nparcels,2026-10,,95');
    expect(found).toMatchObject({
      observation: null,
      target: {
        kpi: 'parcels',
        grain: 'month',
        from: '2026-10-01',
        ends: '2026-10-31',
        bounds: { target: 95, atRisk: null },
      },
    });
  });

  it('a target of 0 is a target', async () => {
    const found = await observation('kpi,period,value,target\nparcels,2026-10,4,0');
    expect(found.target?.bounds.target).toBe(0);
  });

  it('that a figure is withdrawn', async () => {
    const { rows } = await read('{"kpi":"parcels","period":"2026-10","withdraw":true}', {
      format: 'ndjson',
    });
    expect(rows).toMatchObject([
      { figures: [{ withdraw: true, observation: { measures: { value: null } } }] },
    ]);
  });
});

describe('periods', () => {
  it.each([
    ['monthly', 'parcels', '2026-10', 'month', '2026-10-01'],
    ['a date inside it', 'parcels', '2026-10-17', 'month', '2026-10-01'],
    ['a coarser key: reported at that grain', 'parcels', '2026-Q4', 'quarter', '2026-10-01'],
    ['a year', 'parcels', '2026', 'year', '2026-01-01'],
    ['a week', 'weekly', '2026-W53', 'week', '2026-12-28'],
    ['a week in small letters', 'weekly', '2026-w47', 'week', '2026-11-16'],
    ['a day of week 53', 'weekly', '2027-01-03', 'week', '2026-12-28'],
    ['a month for a weekly KPI', 'weekly', '2026-10', 'month', '2026-10-01'],
    ['a leap day', 'daily', '2024-02-29', 'day', '2024-02-29'],
    ['a local timestamp', 'daily', '2026-10-31 23:30:00', 'day', '2026-10-31'],
    [
      'an instant, in the zone of the organisation',
      'daily',
      '2026-10-31T23:30:00Z',
      'day',
      '2026-11-01',
    ],
    ['an instant with an offset', 'daily', '2026-10-31 23:30:00+0100', 'day', '2026-10-31'],
    ['an instant before daylight saving ends', 'daily', '2026-10-24T22:30Z', 'day', '2026-10-25'],
  ])('%s', async (_, kpi, period, grain, start) => {
    const found = await observation(`kpi,period,value\n${kpi},${period},1`);
    expect(found.observation).toMatchObject({ grain, periodStart: start });
  });

  it('fiscal years by the year in which they end', async () => {
    const options = { lookup: lookup(4) };
    const found = await observation('kpi,period,value\nparcels,FY2027-Q1,1', options);
    expect(found.observation).toMatchObject({ grain: 'quarter', periodStart: '2026-04-01' });
  });

  it.each([
    ['2025-W53', '2025 has 52 weeks: 2025-W01 to 2025-W52.'],
    ['2026-W54', '2026 has 53 weeks'],
    ['2026-W7', 'Write weeks as 2026-W07.'],
    ['2026-02-30', 'There is no such day.'],
    ['2026-13', 'There is no such month.'],
    ['FY2026', 'write quarters and years as 2026-Q4 and 2026'],
    ['22/11/2026', 'set dateFormat in the profile'],
    ['46348', 'format the column as a date'],
    ['soon', 'Write a period as 2026-11-22, 2026-W47, 2026-11, 2026-Q4 or 2026'],
    ['0026-11-22', 'is too far away. Check the year.'],
  ])('%s is refused', async (period, cure) => {
    const found = await refusal(`kpi,period,value\nparcels,${period},1`);
    expect(found.code).toBe('bad_period');
    expect(found.message).toContain(`Line 2, period: “${period}”`);
    expect(found.message).toContain(cure);
  });

  it('a period finer than the KPI', async () => {
    const found = await refusal('kpi,period,value\nparcels,2026-W47,1');
    expect(found).toEqual({
      field: 'period',
      code: 'grain_too_fine',
      message:
        'Line 2, period: “2026-W47” is a week, and the KPI is reported by month. Report the whole month as 2026-11, or define the KPI by week.',
    });
  });

  it('none at all', async () => {
    const found = await refusal('kpi,period,value\nparcels,,1');
    expect(found.message).toBe(
      'Line 2, period: the period is blank. Say which period the figure is for.',
    );
  });
});

describe('names', () => {
  it.each([
    [
      'pracels,2026-10,,,1',
      'unknown_kpi',
      'Line 2, kpi: no KPI has the slug “pracels”. Did you mean “parcels”? Define it first, or set unknownKpi: skip in the profile.',
    ],
    [',2026-10,,,1', 'unknown_kpi', 'Line 2, kpi: the KPI is blank. Name it by its slug.'],
    [
      'parcels,2026-10,nort,,1',
      'unknown_segment',
      'Line 2, segment: “nort” is no segment of “region”. Did you mean “north”? It has “north”, “south”; leave the cell blank for all.',
    ],
    [
      'weekly,2026-10,north,,1',
      'no_dimension',
      'Line 2, segment: “north” is a segment, and weekly is not broken down by any. Leave the cell blank, or give the KPI a segmentDimension.',
    ],
    [
      'parcels,2026-10,,store-3,1',
      'unknown_place',
      'Line 2, place: no place has the slug “store-3”. Did you mean “store-1”? Add it to places in the definition, or leave the cell blank for everywhere.',
    ],
  ])('%s', async (row, code, message) => {
    expect(await refusal(VALUE + row)).toMatchObject({ code, message });
  });

  it('an unknown KPI is left alone where the profile says so', async () => {
    const { rows } = await read('k,p,v\nx,2026-10,1\nparcels,2026-10,1', {
      profile: '{columns: {kpi: k, period: p, value: v}, unknownKpi: skip}',
    });
    expect(rows.map((row) => row.kind)).toEqual(['ignored', 'observation']);
  });
});

describe('numbers', () => {
  it.each([
    ['abc', '“abc” is not a number. Write a number such as 1234.5, or leave the cell blank.'],
    [
      '"1,5"',
      '“1,5” is not a number. If the comma is a decimal comma, set decimalComma: true in the profile',
    ],
    ['"1,234,567"', 'Leave out the signs between thousands'],
    ['NaN', 'Only finite numbers are figures.'],
    ['Infinity', 'Only finite numbers are figures.'],
    ['-inf', 'Only finite numbers are figures.'],
    ['0x1F', 'Write it in decimal digits.'],
    ['1e999', '“1e999” is too large for a figure.'],
    ['95 %', 'Leave out the unit: the KPI has it.'],
    ['1.2.3', '“1.2.3” is not a number.'],
  ])('%s is refused', async (cell, cure) => {
    const found = await refusal(`${VALUE}parcels,2026-10,,,${cell}`);
    expect(found).toMatchObject({ code: 'bad_number', field: 'value' });
    expect(found.message).toContain('Line 2, value: ');
    expect(found.message).toContain(cure);
  });

  it.each([
    ['{"value": 1e999}', 'bad_number'],
    ['{"value": true}', 'bad_number'],
    ['{"value": [1]}', 'bad_value'],
    ['{"vlaue": 1}', 'unknown_field'],
  ])('JSON %s', async (fields, code) => {
    const row = `{"kpi":"parcels","period":"2026-10",${fields.slice(1)}`;
    expect(await refusal(row, { format: 'ndjson' })).toMatchObject({ code });
  });

  it.each([
    ['0.1', 0.1],
    ['1e3', 1000],
    ['.5', 0.5],
    ['−7', -7],
    ['-0', 0],
    [' 12 ', 12],
    ['0.30000000000000004', 0.1 + 0.2],
    ['123456789012345678', 123456789012345680],
  ])('%s at full precision', async (cell, value) => {
    const found = await observation(`${VALUE}parcels,2026-10,,,${cell}`);
    expect(found.observation?.measures.value).toBe(value);
  });
});

describe('figures that cannot be true', () => {
  it.each([
    [
      'on-time,2026-10,,5,0',
      'denominator_zero',
      'Line 2, denominator: the denominator is 0, so there is no share. Leave the row out where there was nothing to count; withdraw a figure that is in.',
    ],
    ['on-time,2026-10,,0,0', 'denominator_zero', 'the denominator is 0'],
    ['margin,2026-10,,0,0', 'denominator_zero', 'the denominator is 0'],
    [
      'on-time,2026-10,,413,412',
      'numerator_above_denominator',
      'Line 2, numerator: 413 of 412 cannot be: the KPI counts some of all. Check whether the two are swapped.',
    ],
    [
      'on-time,2026-10,,-1,412',
      'negative_count',
      'Line 2, numerator: -1 is negative, and numerator counts. Check the sign.',
    ],
    [
      'on-time,2026-10,61.9,,',
      'missing_measure',
      'Line 2, numerator: numerator is missing. A KPI of aggregation ratio needs numerator and denominator, since shares cannot be added up.',
    ],
    ['on-time,2026-10,,255,', 'missing_measure', 'denominator is missing'],
    [
      'on-time,2026-10,63.5,255,412',
      'value_mismatch',
      'Line 2, value: 63.5 is not what numerator and denominator give, 61.8932. Correct one of them, or leave the value blank.',
    ],
    [
      'on-time,2026-10,0.619,255,412',
      'value_mismatch',
      '0.619 is not what numerator and denominator give',
    ],
    [
      'parcels,2026-10,1,2,3',
      'unexpected_measure',
      'a KPI of aggregation sum has no numerator, and it would be lost.',
    ],
  ])('%s', async (row, code, message) => {
    const found = await refusal(SHARE + row);
    expect(found.code).toBe(code);
    expect(found.message).toContain(message);
  });

  it('a ratio that is no count may exceed its denominator and be negative', async () => {
    const { rows } = await read(`${SHARE}margin,2026-10,,120,100\nmargin,2026-09,,-5,100`);
    expect(rows.map((row) => row.kind)).toEqual(['observation', 'observation']);
  });

  it('a value within a hundredth of the scale is a rounding', async () => {
    const { rows } = await read(`${SHARE}on-time,2026-10,62.8,255,412`);
    expect(rows[0]?.kind).toBe('observation');
  });

  it.each([
    ['score', 'promoters,passives,detractors', '220,,72', 'missing_measure'],
    ['score', 'promoters,passives,detractors', '0,0,0', 'denominator_zero'],
    ['score', 'promoters,passives,detractors', '5,-1,2', 'negative_count'],
    ['score', 'value,promoters,passives,detractors', '50,220,120,72', 'value_mismatch'],
    ['minutes', 'value,n', ',40', 'missing_measure'],
    ['minutes', 'value,n', '12,0', 'denominator_zero'],
    ['minutes', 'value,n', '12,-4', 'negative_count'],
  ])('%s %s %s', async (kpi, fields, cells, code) => {
    expect(await refusal(`kpi,period,${fields}\n${kpi},2026-10,${cells}`)).toMatchObject({ code });
  });

  it.each([
    [
      'context',
      'target_without_direction',
      'Line 2, target: context has direction none and is never judged, so it takes no target. Leave the cell blank, or give the KPI a direction.',
    ],
    ['stock', 'target_needs_range', 'whose target is a low and a high'],
  ])('a target for %s', async (kpi, code, message) => {
    const found = await refusal(`kpi,period,value,target\n${kpi},2026-10,1,5`);
    expect(found).toMatchObject({ code, field: 'target' });
    expect(found.message).toContain(message);
  });

  it.each([
    ['1,true', 'withdraw_with_figures'],
    [',maybe', 'bad_value'],
  ])('a withdrawal %s', async (cells, code) => {
    expect(await refusal(`kpi,period,value,withdraw\nparcels,2026-10,${cells}`)).toMatchObject({
      code,
    });
  });
});

describe('places in the file', () => {
  it('names the column where it is called otherwise, and cuts long text', async () => {
    const found = await refusal(`k,month,actual\nparcels,2026-10,${'very '.repeat(30)}long`, {
      profile: '{columns: {kpi: k, period: month, value: actual}}',
    });
    expect(found.message).toBe(
      'Line 2, value (column “actual”): “very very very very very very very very …” is not a number. Write a number such as 1234.5, or leave the cell blank. If the text means that there is no figure, list it under missing in the profile.',
    );
  });

  it('counts the lines of quoted cells, and blank lines', async () => {
    const { rows } = await read(
      'kpi,period,value,note\nparcels,2026-10,1,"a\nb"\n\nparcels,2026-09,x,',
    );
    expect(rows.at(-1)).toMatchObject({ kind: 'rejected', line: 5, row: 2 });
  });

  it('names observations of a JSON text by their number', async () => {
    const found = await refusal(
      '{"observations":[{"kpi":"parcels","period":"2026-10","value":1},{"kpi":"x","period":"2026-10","value":1}]}',
    );
    expect(found.message).toMatch(/^Observation 2, kpi: no KPI has the slug “x”/);
  });
});

describe('a row of several KPIs', () => {
  const profile = `
columns: { period: month, segment: region }
kpis:
  - kpi: parcels
    value: parcels
  - kpi: on-time
    numerator: { column: parcels, subtract: late }
    denominator: parcels
`;

  it('gives one outcome with all its figures', async () => {
    const { rows } = await read('month,region,parcels,late\n2026-10,north,100,4\n2026-11,,50,', {
      profile,
    });
    expect(rows).toMatchObject([
      {
        rows: 1,
        figures: [
          { observation: { kpi: 'parcels', segment: 'north', measures: { value: 100 } } },
          { observation: { kpi: 'on-time', measures: { numerator: 96, denominator: 100 } } },
        ],
      },
      { kind: 'rejected', field: 'numerator', code: 'missing_measure' },
    ]);
  });

  it('refuses KPIs of different grains, which would give a row two periods', async () => {
    const both = '{columns: {period: p}, kpis: [{kpi: parcels, value: a}, {kpi: daily, value: a}]}';
    await expect(read('p,a\n2026-10-01,1', { profile: both })).rejects.toMatchObject({
      code: 'grains_differ',
    });
  });
});
