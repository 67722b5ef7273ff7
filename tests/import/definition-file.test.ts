import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../../lib/import/definition-file';
import { definitionJsonSchema } from '../../lib/import/definition-schema';
import { faultSentence } from '../../lib/import/schema-faults';
import { busySince } from './reading';

const KPI = `kpis:
  - slug: on-time
    name: On time
    unit: '%'
    grain: week
    aggregation: ratio
    direction: higher
    lens: experience
    accountable: stores
`;

function parsed(text: string) {
  const found = parseDefinition(text);
  if ('faults' in found) throw new Error(found.faults.map(faultSentence).join('\n'));
  return found;
}

function faults(text: string, fileName = 'definition.yaml'): string[] {
  const found = parseDefinition(text, { fileName });
  return 'faults' in found ? found.faults.map(faultSentence) : [];
}

describe('a definition', () => {
  it('fills in the defaults', () => {
    expect(parsed(KPI).definition.kpis).toEqual([
      {
        slug: 'on-time',
        name: 'On time',
        definition: null,
        source: null,
        unit: '%',
        scale: 100,
        decimals: 1,
        grain: 'week',
        aggregation: 'ratio',
        counts: false,
        direction: 'higher',
        lens: 'experience',
        kind: 'operation',
        weight: 1,
        reportingLagDays: null,
        dimension: null,
        moment: null,
        accountable: [{ team: 'stores', from: null }],
        contributing: [],
        stages: [],
        upstream: [],
        retired: false,
      },
    ]);
  });

  it.each([
    ['%', 'ratio', 100],
    ['%', 'mean', 1],
    ['points', 'ratio', 1],
  ])('scale in %s of a %s is %d', (unit, aggregation, scale) => {
    const text = KPI.replace("'%'", `'${unit}'`).replace('ratio', aggregation);
    expect(parsed(text).definition.kpis[0]?.scale).toBe(scale);
  });

  it('lays journeys out as stages and moments, in order', () => {
    const { definition } = parsed(`
journeys:
  - slug: shop
    name: Shop
    stages:
      - { slug: shop-buy, name: Buy, promise: It is there., owner: COO, formerly: buy }
      - slug: shop-get
        name: Get
        moments: [{ slug: open, name: Opening the box, kind: second, priority: 1, formerly: [unpack, unbox] }]`);
    expect(definition.journeys).toEqual([{ slug: 'shop', name: 'Shop', retired: false }]);
    expect(definition.stages).toMatchObject([
      { slug: 'shop-buy', journey: 'shop', position: 0, promise: 'It is there.', owner: 'COO' },
      { slug: 'shop-get', journey: 'shop', position: 1, promise: null, owner: null },
    ]);
    expect(definition.moments).toEqual([
      {
        slug: 'open',
        name: 'Opening the box',
        stage: 'shop-get',
        kind: 'second',
        aim: 'reliability',
        critical: false,
        priority: 1,
        trigger: null,
        retired: false,
      },
    ]);
    expect(definition.renames).toEqual([
      { entity: 'stage', from: 'buy', to: 'shop-buy' },
      { entity: 'moment', from: 'unpack', to: 'open' },
      { entity: 'moment', from: 'unbox', to: 'open' },
    ]);
  });

  it('reads mappings and links, short and long, and owners with their dates', () => {
    const { definition } =
      parsed(`${KPI.replace('accountable: stores', 'accountable: [{ team: stores }, { team: web, from: 2026-03-02 }]')}
    stages: [buy, { stage: get, critical: true }]
    upstream: [picked, { kpi: packed, evidence: proven, note: 'Trial, May 2026' }]
    reportingLag: 0
    segmentDimension: region`);
    expect(definition.kpis[0]).toMatchObject({
      accountable: [
        { team: 'stores', from: null },
        { team: 'web', from: '2026-03-02' },
      ],
      stages: [
        { stage: 'buy', critical: false, reliability: false },
        { stage: 'get', critical: true, reliability: false },
      ],
      upstream: [
        { kpi: 'picked', evidence: 'suspected', note: null },
        { kpi: 'packed', evidence: 'proven', note: 'Trial, May 2026' },
      ],
      reportingLagDays: 0,
      dimension: 'region',
    });
  });

  it('reads targets, annotations, places, dimensions and settings', () => {
    const { definition } = parsed(`
organisation: { name: Larder, thresholds: { onTarget: 0.9 } }
dimensions: [{ slug: region, name: Region, segments: [{ slug: north, name: North }] }]
places: [{ slug: store-1, name: 'Store 1', kind: store }]
targets: [{ kpi: a, grain: week, segment: north, from: 2026-01-05, target: 95, atRisk: 90 }]
annotations: [{ kpi: a, date: 2026-10-26, text: New screen, restartsLimits: true }]`);
    expect(definition.organisation).toEqual({
      name: 'Larder',
      thresholds: { onTarget: 0.9, atRisk: 0.6, coverage: 0.5 },
    });
    expect(definition.targets).toEqual([
      {
        kpi: 'a',
        grain: 'week',
        segment: 'north',
        place: null,
        from: '2026-01-05',
        ends: null,
        bounds: { target: 95, atRisk: 90, low: null, high: null, margin: null },
      },
    ]);
    expect(definition.annotations).toEqual([
      { kpi: 'a', date: '2026-10-26', text: 'New screen', reason: null, restartsLimits: true },
    ]);
    expect(definition.places).toEqual([
      { slug: 'store-1', name: 'Store 1', kind: 'store', retired: false },
    ]);
    expect(definition.dimensions[0]?.segments).toEqual([
      { slug: 'north', name: 'North', retired: false },
    ]);
  });

  it('may be JSON, with tabs, a BOM and CR LF', () => {
    const text =
      '\uFEFF{\r\n\t"teams": [\r\n\t\t{"slug": "web", "name": "Web \\u00e9"}\r\n\t]\r\n}';
    expect(parsed(text).definition.teams).toEqual([
      { slug: 'web', name: 'Web é', parent: null, lead: null, siloWithheld: false, retired: false },
    ]);
  });

  it('may leave sections and fields blank', () => {
    const { definition } = parsed(
      'teams:\n  - { slug: web, name: Web, lead:, parent: ~ }\nkpis:\n',
    );
    expect(definition.kpis).toEqual([]);
    expect(definition.teams[0]).toMatchObject({ lead: null, parent: null });
  });
});

describe('a definition that is refused, with its line', () => {
  it.each([
    [
      KPI.replace('accountable:', 'acountable:'),
      'Line 9, kpis[0].acountable: “acountable” is not known here. Did you mean “accountable”?',
    ],
    [
      KPI.replace('week', 'weekly'),
      'Line 5, kpis[0].grain: “weekly” is none of day, week, month, quarter, year. Did you mean “week”? Write one of these.',
    ],
    [KPI.replace("    unit: '%'\n", ''), 'Line 2, kpis[0].unit: “unit” is missing. Add it.'],
    [
      KPI.replace('on-time', 'On time'),
      'Line 2, kpis[0].slug: This is no slug. Use lower-case letters, digits and single hyphens between them, at most 80.',
    ],
    [
      KPI.replace('on-time', '74040'),
      'Line 2, kpis[0].slug: A text is needed, and this is the number 74040. Put it in quotes.',
    ],
    [
      `${KPI}    decimals: 1.5`,
      'Line 10, kpis[0].decimals: A whole number is needed, and this is the number 1.5.',
    ],
    [`${KPI}    weight: .inf`, 'Line 10, kpis[0].weight: A number is needed'],
    [
      `${KPI}    stages: [{ stge: a }]`,
      'Line 10, kpis[0].stages[0].stge: “stge” is not known here. Did you mean “stage”?',
    ],
    [
      `${KPI}    stages: a`,
      'Line 10, kpis[0].stages: A list is needed, and this is a text. Write a list here.',
    ],
    [
      'targets: [{ kpi: a, grain: week, from: 2026-02-30 }]',
      'Line 1, targets[0].from: There is no such day. Write a date as 2026-11-22.',
    ],
    [
      'targets: [{ kpi: a, grain: week, from: 2026 }]',
      'Line 1, targets[0].from: A text is needed, and this is the number 2026.',
    ],
    [
      'targets: [{ kpi: a, grain: week, from: 05.01.2026 }]',
      'Line 1, targets[0].from: This is no date. Write it as 2026-11-22.',
    ],
    [
      'dimensions: [{ slug: r, name: R, segments: [{ slug: all, name: All }] }]',
      'Line 1, dimensions[0].segments[0].slug: “all” means everyone. Use another slug.',
    ],
    [
      'organisation: { thresholds: { onTarget: 80 } }',
      'Line 1, organisation.thresholds.onTarget: This is no share. Use 0 to 1.',
    ],
    [
      'teams: [{ slug: a, name: "  " }]',
      'Line 1, teams[0].name: This is blank or has line breaks. Write a name on one line.',
    ],
    [
      'teams: [{ slug: a, name: A, name: B }]',
      'Line 1: “name” is there twice. Keep one of the two.',
    ],
    ['teams:\n  - slug: a\n   name: A', 'Line 3: Not YAML: '],
    ['- a\n- b', 'Line 1: Names with values is needed, and this is a list.'],
    ['', 'Line 1: The file is empty.'],
    ['&a [*a]', 'Line 1'],
  ])('%j', (text, sentence) => {
    expect(faults(text).join('\n')).toContain(sentence);
  });

  it.each([
    ['a list of two', 'accountable: [stores, web]'],
    ['two without a date', 'accountable: [{ team: stores }, { team: web }]'],
  ])('two accountable teams: %s', (_, owners) => {
    expect(faults(KPI.replace('accountable: stores', owners))).toEqual([
      'Line 9, kpis[0].accountable: “stores” and “web” would answer for “on-time” at the same time; exactly one team does. Move the others to contributing, or say from which date on each answers: {team, from}.',
    ]);
  });

  it('every fault at once, in the order of the lines', () => {
    expect(faults(`${KPI}    foo: 1\n    bar: 2\nteams: [{ slug: a }]`)).toHaveLength(3);
  });

  it('says JSON of a JSON file', () => {
    expect(faults('{"teams": [', 'a.json')[0]).toMatch(/Not JSON: .* Check the commas, quotes/);
  });
});

describe('a file that is meant to do harm is refused within a second', () => {
  const laughs = Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(', ')}]`,
  );

  it.each([
    [
      'aliases that multiply',
      `a0: &a0 [x, x]\n${laughs.join('\n')}`,
      'An alias (*name) expands too far.',
    ],
    ['brackets, 10,000 deep', '['.repeat(10_000), 'The file nests too deeply.'],
    ['braces, 10,000 deep', '{"a":'.repeat(10_000), 'The file nests too deeply.'],
    ['brackets hidden by quotes', '["]", '.repeat(10_000), 'The file nests too deeply.'],
    ['dashes, 10,000 deep', `${'- '.repeat(10_000)}a`, 'The file nests too deeply.'],
    [
      'indentation',
      Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'The file nests too deeply.',
    ],
    ['wrong escapes', `"${'\\q'.repeat(5000)}"`, 'Not YAML'],
    ['more than 4 MiB', `# ${'x'.repeat(5_000_000)}`, 'The file is longer than 4 MiB.'],
  ])('%s', (_, text, message) => {
    const start = process.cpuUsage();
    expect(faults(text)[0]).toContain(message);
    expect(busySince(start)).toBeLessThan(1000);
  });

  it('while brackets within texts are letters', () => {
    const many = Array.from({ length: 60 }, (_, i) => `  - { slug: t-${i}, name: 'a [ { "b' }`);
    expect(parsed(`teams:\n${many.join('\n')}`).definition.teams).toHaveLength(60);
  });
});

describe('where something stands', () => {
  const text = `organisation:
  name: Larder
  timeZone: Mars/Olympus
journeys:
  - slug: shop
    name: Shop
    stages:
      - slug: buy
        name: Buy
      - slug: get
        name: Buy
${KPI}    upstream:
      - picked
      - packed
targets:
  - kpi: on-time
    grain: week
    from: 2026-01-05
    target: 95`;

  it.each([
    ['organisation.timeZone', 3],
    ['stages.get.name', 11],
    ['stages[1].slug', 10],
    ['kpis.on-time.upstream[1]', 23],
    ['kpis[0].slug', 13],
    ['kpis.on-time.dimension', 13],
    ['targets.on-time/week/2026-01-05', 25],
    ['targets[0]', 25],
    ['teams.web.parent', null],
  ])('%s', (path, line) => {
    expect(parsed(text).locate(path)?.line ?? null).toBe(line);
  });
});

describe('the JSON Schema for editors', () => {
  it('knows the sections and refuses others', () => {
    expect(definitionJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      properties: {
        organisation: expect.anything(),
        kpis: expect.anything(),
        journeys: expect.anything(),
      },
    });
  });
});
