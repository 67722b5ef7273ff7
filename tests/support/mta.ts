/** The public figures of New York's MTA as a catalogue in memory, with one judgement a KPI and month. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type Calendar, type Period, parsePeriod } from '../../lib/domain/calendar';
import type { Catalog, Direction, Kind, Kpi, Lens, Target } from '../../lib/domain/catalog';
import { NO_MEASURES } from '../../lib/domain/observation';
import { type Judgement, judge } from '../../lib/domain/status';
import { targetOfPeriod, targetsByKpi } from '../../lib/domain/target';
import { day, EMPTY_CATALOG, journey, kpi, NO_BOUNDS, stage, target, team } from './catalog-facts';

type Row = Readonly<Record<string, string>>;

const CALENDAR: Calendar = { fiscalYearStart: 1 };
/** Long after the last month: every lag has passed. */
const TODAY = day('2020-01-01');

function rowsOf(path: string): readonly Row[] {
  const rows: Row[] = parse(readFileSync(path, 'utf8'), { columns: true, bom: true });
  return rows;
}

const cell = (row: Row, column: string): string => row[column] ?? '';

/** Lower case, every run of other characters one hyphen. */
function slugOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

function oneOf<T extends string>(text: string, values: readonly T[]): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new RangeError(`${text} is none of ${values.join(', ')}`);
  return found;
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function monthOf(row: Row): Period {
  const month = parsePeriod(cell(row, 'period'), 'month', CALENDAR);
  if (month === null) throw new RangeError(`${cell(row, 'period')} is no month`);
  return month;
}

function kpiOf(row: Row): Kpi {
  const stageName = cell(row, 'stage');
  const critical = cell(row, 'critical') === '1';
  const mapping = {
    stage: slugOf(`${cell(row, 'journey')} ${stageName}`),
    critical,
    reliability: false,
  };
  return kpi({
    slug: `mta-${cell(row, 'kpi')}`,
    name: cell(row, 'name'),
    unit: cell(row, 'unit'),
    scale: 1,
    grain: 'month',
    aggregation: oneOf(cell(row, 'aggregation'), ['sum', 'none'] as const),
    direction: oneOf<Direction>(cell(row, 'direction'), ['higher', 'lower', 'none']),
    lens: oneOf<Lens>(cell(row, 'lens'), ['silo', 'experience', 'both']),
    kind: oneOf<Kind>(cell(row, 'kind'), ['perception', 'operation', 'asset']),
    accountable: slugOf(cell(row, 'team')),
    contributing: cell(row, 'contributing') === '' ? [] : [slugOf(cell(row, 'contributing'))],
    stages: stageName === '' ? [] : [mapping],
  });
}

export interface Mta {
  readonly catalog: Catalog;
  readonly judgementsOf: (month: Period) => ReadonlyMap<string, Judgement>;
}

/** Reads `indicators.csv` and `performance.csv`; only rows of level `headline` are known. */
export function readMta(indicators: string, performance: string): Mta {
  const rows = rowsOf(indicators).filter((row) => cell(row, 'level') === 'headline');
  const parents = unique(rows.map((row) => cell(row, 'parent_team')));
  const teams = new Map(
    rows.flatMap((row) => {
      const parent = slugOf(cell(row, 'parent_team'));
      const named = [cell(row, 'team'), cell(row, 'contributing')].filter((name) => name !== '');
      return named.map((name) => [slugOf(name), team({ slug: slugOf(name), name, parent })]);
    }),
  );
  const staged = rows.filter((row) => cell(row, 'stage') !== '');
  const pairs = unique(staged.map((row) => `${cell(row, 'journey')}|${cell(row, 'stage')}`));
  const kpis = rows.map(kpiOf);
  const known = new Set(kpis.map(({ slug }) => slug));
  const figures = rowsOf(performance).filter((row) => known.has(`mta-${cell(row, 'kpi')}`));
  const targets = figures.flatMap((row): readonly Target[] => {
    if (cell(row, 'target') === '') return [];
    const { start, end } = monthOf(row);
    const bounds = { ...NO_BOUNDS, target: Number(cell(row, 'target')) };
    return [
      target({ kpi: `mta-${cell(row, 'kpi')}`, grain: 'month', from: start, ends: end, bounds }),
    ];
  });
  const actuals = new Map(
    figures
      .filter((row) => cell(row, 'actual') !== '')
      .map((row) => [
        `mta-${cell(row, 'kpi')} ${cell(row, 'period')}`,
        Number(cell(row, 'actual')),
      ]),
  );
  const catalog: Catalog = {
    ...EMPTY_CATALOG,
    teams: [...parents.map((name) => team({ slug: slugOf(name), name })), ...teams.values()],
    journeys: unique(rows.map((row) => cell(row, 'journey'))).map((name) =>
      journey({ slug: slugOf(name), name }),
    ),
    stages: pairs.map((pair, position) => {
      const [journeyName = '', name = ''] = pair.split('|');
      const slug = slugOf(`${journeyName} ${name}`);
      return stage({ slug, name, journey: slugOf(journeyName), position });
    }),
    kpis,
    targets,
  };
  const byKpi = targetsByKpi(targets);
  const judgementsOf = (month: Period) =>
    new Map(kpis.map((each) => [each.slug, judgementOf(each, month, actuals, byKpi)]));
  return { catalog, judgementsOf };
}

function judgementOf(
  each: Kpi,
  month: Period,
  actuals: ReadonlyMap<string, number>,
  byKpi: ReturnType<typeof targetsByKpi>,
): Judgement {
  const value = actuals.get(`${each.slug} ${month.key}`);
  const scope = { segment: null, place: null, aggregation: each.aggregation };
  const targets = byKpi.get(each.slug);
  return judge({
    kpi: each,
    looked: month,
    period: month,
    reading:
      value === undefined
        ? null
        : {
            periodStart: month.start,
            measures: { ...NO_MEASURES, value },
            reported: { in: 1, of: 1 },
            basis: 'reported',
            recordedAt: '2012-01-01T00:00:00Z',
            revision: 1,
          },
    bounds:
      targets === undefined ? null : targetOfPeriod(targets, { ...scope, period: month }, CALENDAR),
    today: TODAY,
    interval: null,
    inconclusive: false,
    smallestN: 10,
    scope: 'all',
  });
}
