/** Fills the databases, measures, and says what it is doing. */
import { sql } from 'kysely';

import { type Database, openDatabase } from '../../db/client';
import { migrate } from '../../db/migrate';
import { applyDefinition } from '../../lib/usecases/definitions';
import { loadDemo } from '../../lib/usecases/demo';
import { createDatabase, startPostgres } from '../support/postgres';
import { worldOf } from '../usecases/world';
import { atEnd } from './endings';
import { loadFigures } from './figures';
import { load, machineWith } from './machine';
import { inTurns, timed } from './measure';
import { definedOn, newestWeekOf, organisation } from './organisation';
import { type BenchPage, draw, PAGES, readStyles, type Site, siteOf } from './pages';
import type { Measured, MeasuredPage, PageFigures, Size, SizeFilled } from './report';
import { measureServer } from './served';
import { StatementCount } from './statements';
import { measureWrites, type WriteRounds, type WriteSite } from './writes';

type Say = (text: string) => void;

export interface BenchSize {
  readonly tenth: Size;
  readonly full: Size;
  readonly warmUps: number;
  readonly rounds: number;
  readonly writes: WriteRounds;
  readonly served: boolean;
}

const WRITES = { rounds: 5, checks: 1 };

export const SIZES = {
  full: {
    tenth: { kpis: 500, weeks: 52, segments: 20 },
    full: { kpis: 500, weeks: 520, segments: 20 },
    warmUps: 3,
    rounds: 15,
    writes: WRITES,
    served: true,
  },
  tenth: {
    tenth: { kpis: 500, weeks: 52, segments: 2 },
    full: { kpis: 500, weeks: 52, segments: 20 },
    warmUps: 3,
    rounds: 15,
    writes: WRITES,
    served: true,
  },
  quick: {
    tenth: { kpis: 50, weeks: 52, segments: 2 },
    full: { kpis: 50, weeks: 52, segments: 20 },
    warmUps: 1,
    rounds: 3,
    writes: { rounds: 2, checks: 1 },
    served: false,
  },
} as const satisfies Record<string, BenchSize>;

/** Most time that a page may be measured for. */
const PAGE_LIMIT_MS = 40_000;
const ROUND_TRIPS = 20;

interface Filled {
  readonly filled: SizeFilled;
  readonly writes: WriteSite;
}

export async function bench(size: BenchSize, say: Say): Promise<Measured> {
  const start = performance.now();
  const before = load();
  readStyles();
  say('Starting PostgreSQL, and PGlite with the demo.');
  const server = await startPostgres();
  atEnd(() => server.stop());
  const demo = await openDemo();
  const tenth = await fill(server.url, size.tenth, say);
  const full = await fill(server.url, size.full, say);
  const sites = {
    tenth: await siteOf('the tenth', tenth.writes.database),
    full: await siteOf('the full size', full.writes.database),
    demo: await siteOf('the demo', demo),
  };
  const pages: MeasuredPage[] = [];
  for (const page of PAGES) {
    say(`Drawing ${page.name}.`);
    pages.push(await measurePage(page, sites, size));
  }
  say('Importing, correcting, checking.');
  const [tenthWrites, fullWrites] = await measureWrites([tenth.writes, full.writes], size.writes);
  if (tenthWrites === undefined || fullWrites === undefined) throw new Error('nothing was written');
  const served = size.served
    ? await measureServer(
        (kpi) => ['/healthz', '/readyz', `/api/v1/kpis/${kpi}/series`, `/kpis/${kpi}`, '/'],
        sites.demo.kpi,
        atEnd,
        say,
      )
    : [];
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: await machineWith(full.writes.database, demo),
    load: { before, after: load() },
    tenth: tenth.filled,
    full: full.filled,
    pages,
    writes: { tenth: tenthWrites, full: fullWrites },
    served,
    seconds: (performance.now() - start) / 1000,
  };
}

async function openDemo(): Promise<Database> {
  const database = await openDatabase({ memory: true });
  atEnd(() => database.close());
  await migrate(database.db);
  await loadDemo(worldOf(database, new Date().toISOString(), 'cli:bench').context);
  return database;
}

/** A database of its own, defined by `apply`, with figures up to the newest week. */
async function fill(serverUrl: string, size: Size, say: Say): Promise<Filled> {
  const { kpis: many, weeks, segments } = size;
  const expected = many * weeks * segments;
  say(`Making ${expected.toLocaleString('en')} figures.`);
  const { url, drop } = await createDatabase(serverUrl);
  atEnd(drop);
  const database = await openDatabase({ url });
  atEnd(() => database.close());
  await migrate(database.db);
  const newest = newestWeekOf(new Date());
  const { kpis, definition } = organisation(many, segments, newest);
  const { context } = worldOf(database, `${definedOn(newest)}T08:00:00.000Z`, 'cli:bench');
  await applyDefinition(context, definition, { dryRun: false, prune: false });
  const { appending, rollingUp } = await loadFigures(
    database.db,
    { kpis, segments, weeks, newest },
    (text) => say(`  ${text}`),
  );
  const figures = await countFigures(database);
  if (figures !== expected) throw new Error(`${figures} figures were made instead of ${expected}.`);
  return {
    filled: {
      ...size,
      figures,
      appending: appending / 1000,
      rollingUp: rollingUp / 1000,
    },
    writes: { database, kpis, segments, newest },
  };
}

async function countFigures({ db }: Database): Promise<number> {
  const { rows } = await sql<{ figures: number }>`
    select count(*) as figures from observation`.execute(db);
  return rows[0]?.figures ?? 0;
}

/** A page on all databases in turn, and before each the round trips that it is held against. */
async function measurePage(
  page: BenchPage,
  { tenth, full, demo }: { readonly tenth: Site; readonly full: Site; readonly demo: Site },
  { rounds, warmUps }: BenchSize,
): Promise<MeasuredPage> {
  const sites = [tenth, full, demo];
  const roundTrips: number[][] = sites.map(() => []);
  const samples = await inTurns(
    sites.flatMap((site, index) => [
      async () => roundTrips[index]?.push(await roundTrip(site.database)),
      () => draw(page, site),
    ]),
    // To look back takes so long that what gets warm does not show.
    page.sameNow === null
      ? { warmUps, rounds, limitMs: PAGE_LIMIT_MS }
      : { warmUps: 0, rounds, limitMs: PAGE_LIMIT_MS, fewest: 2 },
  );
  const figures: PageFigures[] = [];
  for (const [index, site] of sites.entries()) {
    const drawn = samples[2 * index + 1] ?? [];
    figures.push({
      samples: drawn,
      roundTrips: roundTrips[index]?.slice(-drawn.length) ?? [],
      ...(await weigh(page, site)),
    });
  }
  const [ofTenth, ofFull, ofDemo] = figures;
  if (ofTenth === undefined || ofFull === undefined || ofDemo === undefined) {
    throw new Error(`${page.name} was not measured`);
  }
  const { name, sameNow } = page;
  return { name, sameNow, tenth: ofTenth, full: ofFull, demo: ofDemo };
}

/** Milliseconds of one `select 1`. */
async function roundTrip({ db }: Database): Promise<number> {
  const all = await timed(async () => {
    for (let trip = 0; trip < ROUND_TRIPS; trip += 1) await sql`select 1`.execute(db);
  });
  return all / ROUND_TRIPS;
}

/** Queries and size of a page; not while it is timed, since counting takes time too. */
async function weigh(
  page: BenchPage,
  site: Site,
): Promise<Pick<PageFigures, 'queries' | 'kilobytes'>> {
  const count = new StatementCount();
  const { database } = site;
  const html = await draw(page, {
    ...site,
    database: { ...database, db: database.db.withPlugin(count) },
  });
  return { queries: count.count, kilobytes: Buffer.byteLength(html) / 1000 };
}
