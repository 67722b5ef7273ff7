/** Figures in: the product's importer with and without its roll-up, a correction, and doctor's check. */
import type { Database } from '../../db/client';
import { addDays, type CalendarDate, periodContaining } from '../../lib/domain/calendar';
import { examine } from '../../lib/usecases/doctor';
import { ORGANISATION } from '../support/catalog-facts';
import { importText, worldOf } from '../usecases/world';
import { inTurns, ratioOf, type Spread, spreadOf } from './measure';
import { type BenchKpi, segmentSlug } from './organisation';
import { RollupTime, WithoutRollup } from './statements';

export interface WriteSite {
  readonly database: Database;
  readonly kpis: readonly BenchKpi[];
  readonly segments: number;
  /** First day of the newest week that is there. */
  readonly newest: CalendarDate;
}

/** Milliseconds. */
export interface Writes {
  /** Figures of one import: a week of every KPI and segment. */
  readonly figures: number;
  readonly importing: Spread;
  /** Of `importing`, what keeping the roll-up took. */
  readonly rollingUp: Spread;
  readonly withoutRollup: Spread;
  readonly ratio: number;
  readonly correcting: Spread;
  readonly checking: Spread;
}

export interface WriteRounds {
  readonly rounds: number;
  /** The check looks at every figure. */
  readonly checks: number;
}

/** Imports week after week into each database in turn. The databases hold more figures afterwards. */
export async function measureWrites(
  sites: readonly WriteSite[],
  { rounds, checks }: WriteRounds,
): Promise<readonly Writes[]> {
  const writers = sites.map(writerOf);
  const imports = await inTurns(
    writers.flatMap(({ importWeek, dryWithout }) => [importWeek, dryWithout]),
    { warmUps: 1, rounds, limitMs: 120_000 },
  );
  const corrections = await inTurns(
    writers.map(({ correct }) => correct),
    { warmUps: 2, rounds: 3 * rounds, limitMs: 30_000 },
  );
  const checking = await inTurns(
    writers.map(({ check }) => check),
    { warmUps: 0, rounds: checks, limitMs: 0 },
  );
  return writers.map(({ figures, rollingUp }, index) => {
    const importing = imports[2 * index] ?? [];
    const without = imports[2 * index + 1] ?? [];
    return {
      figures,
      importing: spreadOf(importing),
      rollingUp: spreadOf(rollingUp.slice(-importing.length)),
      withoutRollup: spreadOf(without),
      ratio: ratioOf(importing, without),
      correcting: spreadOf(corrections[index] ?? []),
      checking: spreadOf(checking[index] ?? []),
    };
  });
}

function writerOf({ database, kpis, segments, newest }: WriteSite) {
  const figures = kpis.length * segments;
  const rollingUp: number[] = [];
  let weeks = 0;
  let corrections = 0;
  /** A week's figures are recorded two days after it, as its definition's were long before. */
  const contextIn = (week: number, db: Database['db']) =>
    worldOf({ db }, `${addDays(newest, 7 * week + 8)}T09:00:00.000Z`).context;
  const expect = (what: string, found: number, wanted: number) => {
    if (found !== wanted) throw new Error(`${what}: ${found}, where ${wanted} were sent.`);
  };
  return {
    figures,
    rollingUp,
    importWeek: async () => {
      weeks += 1;
      const time = new RollupTime();
      const context = contextIn(weeks, database.db.withPlugin(time));
      const { accepted } = await importText(context, weekText(kpis, segments, newest, weeks));
      expect('figures accepted', accepted, figures);
      rollingUp.push(time.milliseconds);
    },
    // The next week, so that the same work is done; it is undone, as nothing may lack its roll-up.
    dryWithout: async () => {
      const without = new WithoutRollup();
      const context = contextIn(weeks + 1, database.db.withPlugin(without));
      const text = weekText(kpis, segments, newest, weeks + 1);
      const { accepted } = await importText(context, text, { dryRun: true });
      expect('figures accepted', accepted, figures);
      if (without.leftOut === 0) throw new Error('The roll-up was not left out.');
    },
    correct: async () => {
      corrections += 1;
      const kpi = kpis.find(({ aggregation }) => aggregation === 'ratio')?.slug ?? '';
      const text = `kpi,period,segment,numerator,denominator\n${kpi},${weekKey(newest, 0)},${segmentSlug(0)},${corrections},700\n`;
      const { superseded } = await importText(contextIn(weeks + 2, database.db), text);
      expect('figures superseded', superseded, 1);
    },
    check: async () => {
      const wrong = (await examine(contextIn(weeks, database.db))).filter(
        ({ faults }) => faults.length > 0,
      );
      if (wrong.length > 0) throw new Error(`Doctor: ${JSON.stringify(wrong)}`);
    },
  };
}

const weekKey = (newest: CalendarDate, week: number) =>
  periodContaining(addDays(newest, 7 * week), 'week', ORGANISATION).key;

/** A file of one week: every KPI in every segment. */
export function weekText(
  kpis: readonly BenchKpi[],
  segments: number,
  newest: CalendarDate,
  week: number,
): string {
  const period = weekKey(newest, week);
  const rows = kpis.flatMap((kpi, index) =>
    Array.from({ length: segments }, (_, segment) => {
      const everyone = kpi.everyoneReported && segment === segments - 1;
      const wave = 1 + 0.05 * Math.sin(index + 3 * segment + 7 * week);
      return `${kpi.slug},${period},${everyone ? '' : segmentSlug(segment)},${measures(kpi, wave)}`;
    }),
  );
  return `kpi,period,segment,value,numerator,denominator,n,promoters,passives,detractors\n${rows.join('\n')}\n`;
}

function measures({ aggregation, level }: BenchKpi, wave: number): string {
  const of = (share: number) => Math.min(400, Math.round(400 * share));
  if (aggregation === 'ratio') return `,${of(level * wave)},400,,,,`;
  if (aggregation === 'nps') return `,,,,${of((1 + level * wave) / 2)},60,40`;
  return `${(level * wave).toFixed(2)},,,${aggregation === 'mean' ? 400 : ''},,,`;
}
