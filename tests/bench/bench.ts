/** Fills the databases, starts servers on them, measures, and says what it is doing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';

import type { Database } from '../../db/client';
import { renewVersion } from '../../db/queries/newest';
import { startSeries } from '../../lib/usecases/reviews';
import { startPostgres } from '../support/postgres';
import { drawn, openBrowser } from './drawn';
import { atEnd } from './endings';
import { loadFigures } from './figures';
import { measureFollowing } from './following';
import { makeGround } from './ground';
import { type ImportSize, measureImports } from './imports';
import { load, machineWith } from './machine';
import { inTurns } from './measure';
import { type BenchPage, newestWeek, PAGES, sightsOf } from './pages';
import type { Measured, MeasuredPage, PageFigures, Size, SizeFilled } from './report';
import {
  type Answer,
  ask,
  build,
  memoryMib,
  type RunningProduct,
  startEmpty,
  startProduct,
} from './served';
import { measureWrites, type WriteRounds, type WriteSite } from './writes';

type Say = (text: string) => void;

export interface BenchSize {
  readonly tenth: Size;
  readonly full: Size;
  readonly warmUps: number;
  readonly rounds: number;
  readonly writes: WriteRounds;
  readonly imports: ImportSize;
  readonly following: { readonly followers: number; readonly changes: number };
}

const WRITES = { rounds: 5, checks: 1 };
const FOLLOWING = { followers: 200, changes: 15 };
/** A million figures. */
export const IMPORTS = { kpis: 500, weeks: 100, segments: 20 } as const;

export const SIZES = {
  full: {
    tenth: { kpis: 500, weeks: 52, segments: 20 },
    full: { kpis: 500, weeks: 520, segments: 20 },
    warmUps: 3,
    rounds: 15,
    writes: WRITES,
    imports: IMPORTS,
    following: FOLLOWING,
  },
  tenth: {
    tenth: { kpis: 500, weeks: 52, segments: 2 },
    full: { kpis: 500, weeks: 52, segments: 20 },
    warmUps: 3,
    rounds: 15,
    writes: WRITES,
    imports: IMPORTS,
    following: FOLLOWING,
  },
  quick: {
    tenth: { kpis: 50, weeks: 52, segments: 2 },
    full: { kpis: 50, weeks: 52, segments: 20 },
    warmUps: 1,
    rounds: 3,
    writes: { rounds: 2, checks: 1 },
    imports: { kpis: 50, weeks: 10, segments: 20 },
    following: { followers: 10, changes: 2 },
  },
} as const satisfies Record<string, BenchSize>;

const SERIES = {
  name: 'Weekly review',
  journey: 'journey',
  cadence: 'week',
  weekday: '1',
  startsAt: '09:00',
  timeZone: 'Europe/London',
  chair: '',
  members: '',
};

/** What a page left behind is given back by Node some ten seconds after the last one was asked for. */
const REST_MS = 25_000;

/** Most time that a page may be measured for. */
const PAGE_LIMIT_MS = 60_000;

interface Filled {
  readonly url: string;
  readonly filled: SizeFilled;
  readonly writes: WriteSite;
}

/** A database and the server on it. */
interface Site extends RunningProduct {
  readonly pathOf: (page: BenchPage) => string;
  /** Makes every view be made anew; null of the embedded database, which only its server reaches. */
  readonly renew: (() => Promise<void>) | null;
}

export async function bench(size: BenchSize, say: Say): Promise<Measured> {
  const start = performance.now();
  const before = load();
  await build(say);
  say('Starting PostgreSQL.');
  const server = await startPostgres();
  atEnd(() => server.stop());
  const tenth = await fill(server.url, size.tenth, say);
  const full = await fill(server.url, size.full, say);
  say('Starting servers.');
  const sites = {
    tenth: await siteOn(tenth),
    full: await siteOn(full),
    demo: await demoSite(),
  };
  say('Waiting for them to come to rest.');
  await sleep(REST_MS);
  const idle = memoryMib(sites.full.pid, 'VmRSS');
  const pages: MeasuredPage[] = [];
  for (const page of PAGES) {
    say(`Asking for ${page.name}.`);
    pages.push({ name: page.name, ...(await measurePage(page, sites, size)) });
  }
  say('Drawing in a browser.');
  const drawing = await measureDrawing(sites.full, size);
  say('Importing, correcting, checking.');
  const [tenthWrites, fullWrites] = await measureWrites([tenth.writes, full.writes], size.writes);
  if (tenthWrites === undefined || fullWrites === undefined) throw new Error('nothing was written');
  say('Importing many at once.');
  const imports = await measureImports(server.url, size.imports);
  say('Following a review.');
  const following = await measureFollowing(
    {
      database: full.writes.database,
      databaseUrl: full.url,
      server: sites.full.url,
      pid: sites.full.pid,
      week: newestWeek(),
    },
    size.following,
  );
  const { firstPage } = sites.full;
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: await machineWith(full.writes.database),
    load: { before, after: load() },
    tenth: tenth.filled,
    full: full.filled,
    start: { firstPage: firstPage ?? Number.NaN, idle },
    pages,
    drawing,
    writes: { tenth: tenthWrites, full: fullWrites },
    imports,
    following,
    seconds: (performance.now() - start) / 1000,
  };
}

async function siteOn({ url, writes: { database } }: Filled): Promise<Site> {
  const sights = await sightsOf(database.db);
  return {
    ...(await startProduct({ DATABASE_URL: url })),
    pathOf: ({ path }) => path(sights),
    renew: () => renewVersion(database.db),
  };
}

/** The demo on an embedded database, which the server makes. */
async function demoSite(): Promise<Site> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  atEnd(async () => rmSync(dataDir, { recursive: true, force: true }));
  const sights = {
    kpi: 'delivered-on-promised-day',
    stage: 'receive',
    team: 'logistics',
    segment: 'north',
    asOf: new Date(Date.now() - 182 * 86_400_000).toISOString().slice(0, 10),
    week: newestWeek(),
  };
  const server = await startProduct({ DATA_DIR: dataDir });
  return { ...server, pathOf: ({ path }) => path(sights), renew: null };
}

/** A database of its own, defined by `apply`, with figures up to the newest week. */
async function fill(serverUrl: string, size: Size, say: Say): Promise<Filled> {
  const { weeks, segments } = size;
  const expected = size.kpis * weeks * segments;
  say(`Making ${expected.toLocaleString('en')} figures.`);
  const { url, database, kpis, newest, context } = await makeGround(serverUrl, size);
  await startSeries(context, SERIES);
  const { appending, rollingUp } = await loadFigures(
    database.db,
    { kpis, segments, weeks, newest },
    (text) => say(`  ${text}`),
  );
  const figures = await countFigures(database);
  if (figures !== expected) throw new Error(`${figures} figures were made instead of ${expected}.`);
  return {
    url,
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

/** A page of all servers in turn: made anew, as after a change, and once more. */
async function measurePage(
  page: BenchPage,
  { tenth, full, demo }: { readonly tenth: Site; readonly full: Site; readonly demo: Site },
  { rounds, warmUps }: BenchSize,
): Promise<Omit<MeasuredPage, 'name'>> {
  const probes = {
    tenth: probeOf(tenth, page),
    full: probeOf(full, page),
    demo: probeOf(demo, page),
  };
  await inTurns(
    Object.values(probes).flatMap(({ anew, again }) => [anew, again]),
    { warmUps, rounds, limitMs: PAGE_LIMIT_MS },
  );
  return {
    tenth: probes.tenth.figures(warmUps),
    full: probes.full.figures(warmUps),
    demo: probes.demo.figures(warmUps),
  };
}

function probeOf({ url, pathOf, renew }: Site, page: BenchPage) {
  const address = new URL(pathOf(page), url);
  const made: Answer[] = [];
  const known: Answer[] = [];
  return {
    anew: async () => {
      if (renew === null) return;
      await renew();
      made.push(await ask(address));
    },
    again: async () => known.push(await ask(address)),
    figures: (warmUps: number): PageFigures => ({
      anew: made.slice(warmUps),
      again: known.slice(warmUps),
    }),
  };
}

/** The pages that promises are made of, and an empty page of Next, in turn in one browser. */
async function measureDrawing({ url, pathOf }: Site, { rounds, warmUps }: BenchSize) {
  const empty = await startEmpty();
  const browser = await openBrowser(url);
  const pages = PAGES.slice(0, 4);
  const times: number[][] = [[], ...pages.map(() => [])];
  const addresses = [`${empty.url}/`, ...pages.map((page) => new URL(pathOf(page), url).href)];
  await inTurns(
    addresses.map(
      (address, index) => async () => times[index]?.push(await drawn(browser, address)),
    ),
    { warmUps, rounds, limitMs: 2 * PAGE_LIMIT_MS },
  );
  const [ofEmpty = [], ...ofPages] = times.map((samples) => samples.slice(warmUps));
  return {
    empty: ofEmpty,
    pages: pages.map(({ name }, index) => ({ name, samples: ofPages[index] ?? [] })),
  };
}
