import { createReadStream, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../lib/domain/catalog';
import type { Definition } from '../../lib/domain/definition';
import { checkDefinition } from '../../lib/domain/definition-check';
import { parseDefinition } from '../../lib/import/definition-file';
import { importLookup } from '../../lib/import/lookup';
import { type ImportRow, readObservations } from '../../lib/import/observations';
import { openTable } from '../../lib/import/open-table';
import { faultSentence } from '../../lib/import/schema-faults';
import { EMPTY_CATALOG, ORGANISATION } from '../support/catalog-facts';
import { sharedData } from '../support/shared-data';
import { profileOf } from './reading';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
const textOf = (path: string): string => readFileSync(resolve(EXAMPLES, path), 'utf8');

function definitionOf(example: string): Definition {
  const found = parseDefinition(textOf(`${example}/definition.yaml`));
  if ('definition' in found) return found.definition;
  throw new Error(found.faults.map(faultSentence).join('\n'));
}

/** The catalogue that an empty installation has once the definition is applied. */
function catalogOf({ renames: _, organisation, dimensions, ...definition }: Definition): Catalog {
  const numbered = <T>(items: readonly T[]) => items.map((item, id) => ({ ...item, id }));
  return {
    ...EMPTY_CATALOG,
    organisation: { ...ORGANISATION, ...organisation },
    teams: numbered(definition.teams),
    journeys: numbered(definition.journeys),
    stages: numbered(definition.stages),
    moments: numbered(definition.moments),
    places: numbered(definition.places),
    kpis: numbered(definition.kpis),
    annotations: numbered(definition.annotations),
    dimensions: dimensions.map((one, id) => ({ ...one, id, segments: numbered(one.segments) })),
    targets: definition.targets,
  };
}

async function importExample(example: string, path: string): Promise<ImportRow[]> {
  const catalog = catalogOf(definitionOf(example));
  const profile = profileOf(textOf(`${example}/profile.yaml`));
  const table = await openTable(createReadStream(path), { fileName: path });
  const rows: ImportRow[] = [];
  for await (const some of readObservations(table, profile, importLookup(catalog))) {
    rows.push(...some);
  }
  return rows;
}

function tally(rows: readonly ImportRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const name = row.kind === 'ignored' ? row.reason : row.kind;
    counts[name] = (counts[name] ?? 0) + (row.kind === 'observation' ? row.rows : 1);
  }
  return counts;
}

const figures = (rows: readonly ImportRow[]) =>
  rows.flatMap((row) => (row.kind === 'observation' ? row.figures : []));

/** The file, or null after saying that the test is skipped and why. */
function needed(path: string): string | null {
  const found = sharedData(path);
  if (found === null) console.warn(`Skipped: the public data ${path} is not beside the project.`);
  return found;
}

describe('the definition of each example', () => {
  it.each(['mta', 'nhs', 'cityscore'])('%s can be applied', (example) => {
    expect(checkDefinition(definitionOf(example), EMPTY_CATALOG)).toEqual([]);
  });
});

const MTA = needed('mta/performance.csv');
const INDICATORS = needed('mta/indicators.csv');
const NHS = needed('nhs/ae.csv');
const CITYSCORE = needed('cityscore/cityscore.csv');

describe.skipIf(MTA === null)('MTA', () => {
  it('performance.csv comes in as it stands', async () => {
    const rows = await importExample('mta', MTA ?? '');
    expect(tally(rows)).toEqual({ observation: 2270, unknown_kpi: 4008, blank: 226 });
    const all = figures(rows);
    expect(all.filter(({ observation }) => observation !== null)).toHaveLength(1887);
    expect(all.filter(({ target }) => target !== null)).toHaveLength(1975);
    expect(all.filter(({ observation }) => observation === null)).toHaveLength(383);
  });

  it('a target holds for its month', async () => {
    const [first] = figures(await importExample('mta', MTA ?? ''));
    expect(first).toMatchObject({
      observation: {
        kpi: 'mta-74039',
        grain: 'month',
        periodStart: '2008-01-01',
        measures: { value: 0.54 },
      },
      target: { from: '2008-01-01', ends: '2008-01-31', bounds: { target: 0.75 } },
    });
  });

  it.skipIf(INDICATORS === null)('the definition says what indicators.csv does', async () => {
    const slugOf = (text: string): string =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');
    const { kpis, teams } = definitionOf('mta');
    const bySlug = new Map(kpis.map((kpi) => [kpi.slug, kpi]));
    const parents = new Map(teams.map((team) => [team.slug, team.parent]));
    const table = await openTable(createReadStream(INDICATORS ?? ''));
    let headlines = 0;
    for await (const batch of table.batches) {
      for (const { cells } of batch) {
        const row = Object.fromEntries(table.header.map((name, i) => [name, String(cells[i])]));
        if (row['level'] !== 'headline') continue;
        headlines += 1;
        const stage =
          row['stage'] === '' ? [] : [`${slugOf(row['journey'] ?? '')}-${row['stage']}`];
        expect(bySlug.get(`mta-${row['kpi']}`)).toMatchObject({
          name: row['name'],
          grain: 'month',
          aggregation: row['aggregation'],
          direction: row['direction'],
          lens: row['lens'],
          kind: row['kind'],
          decimals: Number(row['decimals']),
          weight: 1,
          accountable: [{ team: slugOf(row['team'] ?? ''), from: null }],
          contributing: row['contributing'] === '' ? [] : [slugOf(row['contributing'] ?? '')],
          stages: stage.map((slug) => ({
            stage: slug,
            critical: row['critical'] === '1',
            reliability: false,
          })),
        });
        expect(parents.get(slugOf(row['team'] ?? ''))).toBe(slugOf(row['parent_team'] ?? ''));
      }
    }
    expect(headlines).toBe(kpis.length);
  });
});

describe.skipIf(NHS === null)('NHS', () => {
  it('ae.csv gives two figures a row', async () => {
    const rows = await importExample('nhs', NHS ?? '');
    expect(tally(rows)).toEqual({ observation: 12_765 });
    const all = figures(rows);
    expect(all).toHaveLength(25_530);
    const shares = all.filter(({ observation }) => observation?.kpi === 'within-4-hours');
    const sum = (field: 'numerator' | 'denominator'): number =>
      shares
        .filter(({ observation }) => observation?.periodStart === '2017-01-01')
        .reduce((total, { observation }) => total + (observation?.measures[field] ?? 0), 0);
    // NHS England, A&E attendances and emergency admissions, January 2017: 85.1 % within four hours.
    expect((100 * sum('numerator')) / sum('denominator')).toBeCloseTo(85.1, 1);
  });
});

describe.skipIf(CITYSCORE === null)('CityScore', () => {
  it('cityscore.csv comes in, days with several values as their mean', async () => {
    const rows = await importExample('cityscore', CITYSCORE ?? '');
    expect(tally(rows)).toEqual({ observation: 3891 });
    expect(rows).toHaveLength(2557);
    expect(rows.filter((row) => row.kind === 'observation' && row.rows > 1)).toHaveLength(1030);
  });
});
