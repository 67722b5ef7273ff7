/** Embeds beside a bare server that sends the same bytes: how many a second, how long when cold, how big. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';

import { sql } from 'kysely';

import { type Database, openDatabase } from '../../db/client';
import { renewVersion } from '../../db/queries/newest';
import { mintEmbed } from '../../lib/usecases/embeds';
import { createDatabase, startPostgres } from '../support/postgres';
import { serve } from '../support/throughline';
import { worldOf } from '../usecases/world';
import { atEnd } from './endings';
import { median, type Spread, spreadOf } from './measure';

export interface MeasuredEmbeds {
  /** Requests a second, round by round: of a hot embed, and of a bare server that sends its bytes. */
  readonly hot: readonly number[];
  readonly bare: readonly number[];
  /** kB as sent, compressed. */
  readonly kpiChart: number;
  readonly matrix: number;
  readonly scripts: number;
  /** Milliseconds over HTTP, SQL included, after a change of the figures. */
  readonly coldSvg: Spread;
  /** The same after a change of the definitions, when the catalogue has to be read as well. */
  readonly redefinedSvg: Spread;
  /** Milliseconds of making the pixels of a drawing that is known. */
  readonly coldPng: Spread;
  /** MiB that a thousand distinct embeds add, in five forms each; null where it is not known. */
  readonly thousand: number | null;
}

const CONNECTIONS = 32;

export async function measureEmbeds(
  {
    rounds,
    seconds,
    distinct,
  }: { readonly rounds: number; readonly seconds: number; readonly distinct: number },
  say: (text: string) => void,
): Promise<MeasuredEmbeds> {
  const { url, database, pid } = await startSite(say);
  const mint = async (typed: object) => {
    const { context } = worldOf(database, new Date().toISOString(), 'cli:bench');
    return (await mintEmbed(context, { origins: [] }, typed)).token ?? '';
  };
  const chart = await mint({ kind: 'kpi-chart', kpi: 'delivered-on-promised-day' });
  const matrix = await mint({ kind: 'matrix' });
  const address = (token: string, form = '') => new URL(`/embed/${token}${form}`, url);
  say('Cold embeds.');
  const cold = await measureCold(database, (form) => address(chart, form));
  const sizes = { kpiChart: await fetched(address(chart)), matrix: await fetched(address(matrix)) };
  say(
    `  drawing ${cold.coldSvg.median.toFixed(1)} ms, pixels ${cold.coldPng.median.toFixed(1)} ms; ${sizes.kpiChart.kilobytes} and ${sizes.matrix.kilobytes} kB`,
  );
  say('Hot embeds beside a bare server.');
  const bareUrl = await startBare(sizes.kpiChart.raw);
  const [hot, bare]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round += 1) {
    const each = {
      hot: await perSecond(address(chart), seconds),
      bare: await perSecond(bareUrl, seconds),
    };
    if (round < 0) continue;
    hot.push(each.hot);
    bare.push(each.bare);
    say(`  ${Math.round(each.hot)} a second, the bare server ${Math.round(each.bare)}`);
  }
  say(`${distinct} distinct embeds.`);
  const before = residentMib(pid);
  const tokens: string[] = [];
  for (let index = 0; index < distinct; index += 1) {
    const title = `Embed ${index}`;
    tokens.push(await mint({ kind: 'kpi-chart', kpi: 'delivered-on-promised-day', title }));
  }
  await sleep(1_000);
  for (const token of tokens) {
    for (const form of ['', '.svg', '.png', '.txt', '.json']) await taken(address(token, form));
  }
  const after = residentMib(pid);
  return {
    hot,
    bare,
    kpiChart: sizes.kpiChart.kilobytes,
    matrix: sizes.matrix.kilobytes,
    scripts: [sizes.kpiChart, sizes.matrix].filter(({ text }) => /<script/i.test(text)).length,
    ...cold,
    thousand: before === null || after === null ? null : after - before,
  };
}

async function startSite(say: (text: string) => void) {
  const postgres = await startPostgres();
  atEnd(() => postgres.stop());
  const { url: databaseUrl, drop } = await createDatabase(postgres.url);
  atEnd(drop);
  say('Starting the product on PostgreSQL.');
  const { url, run, pid } = await serve({ DATABASE_URL: databaseUrl }, ['--demo']);
  atEnd(async () => {
    run.child.kill('SIGTERM');
    await run.ended;
  });
  const database = await openDatabase({ url: databaseUrl });
  atEnd(() => database.close());
  return { url, database, pid };
}

/**
 * After a change of the figures, or of the definitions too, and after the second within which that is found
 * out, in turns.
 */
async function measureCold({ db }: Database, address: (form: string) => URL) {
  const [svgs, redefined, pngs]: [number[], number[], number[]] = [[], [], []];
  for (let round = -3; round < 15; round += 1) {
    await renewVersion(db);
    await sleep(1_000);
    const svg = await taken(address('.svg'));
    const png = await taken(address('.png'));
    await sql`update data_version set stamp = gen_random_uuid(), catalog = gen_random_uuid()`.execute(
      db,
    );
    await sleep(1_000);
    const anew = await taken(address('.svg'));
    if (round < 0) continue;
    svgs.push(svg);
    pngs.push(png);
    redefined.push(anew);
  }
  return { coldSvg: spreadOf(svgs), redefinedSvg: spreadOf(redefined), coldPng: spreadOf(pngs) };
}

const agent = new Agent({ keepAlive: true });

/** Milliseconds until all of it is there. */
function taken(url: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      answer.resume();
      answer.on('error', reject);
      answer.on('end', () => {
        const { statusCode } = answer;
        if (statusCode === 200) resolve(performance.now() - began);
        else reject(new Error(`${url.pathname} was answered with ${statusCode}.`));
      });
    }).on('error', reject);
  });
}

/** A hot embed as it is sent. */
async function fetched(url: URL) {
  await taken(url);
  const raw = await whole(url);
  const at = raw.indexOf('\r\n\r\n') + 4;
  const body = raw.subarray(at);
  const head = raw.subarray(0, at).toString('latin1');
  const zipped = /content-encoding: gzip/i.test(head);
  if (!/^HTTP\/1\.1 200/.test(head))
    throw new Error(`${url.pathname} was answered with ${head.slice(0, 20)}`);
  return {
    raw,
    kilobytes: body.length / 1000,
    text: (zipped ? gunzipSync(body) : body).toString('utf8'),
  };
}

const requestOf = (url: URL, connection: 'close' | 'keep-alive') =>
  `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAccept-Encoding: gzip\r\nConnection: ${connection}\r\n\r\n`;

/** The answer as it comes over the wire. */
async function whole(url: URL): Promise<Buffer> {
  const socket = connect(Number(url.port), url.hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(requestOf(url, 'close'));
  await once(socket, 'close');
  return Buffer.concat(chunks);
}

/** A server of nothing but Node that sends these bytes, as a process of its own. */
async function startBare(raw: Buffer): Promise<URL> {
  const at = raw.indexOf('\r\n\r\n');
  const headers = raw
    .subarray(0, at)
    .toString('latin1')
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(/: (.*)/s).slice(0, 2))
    .filter(([name]) => !/^(date|connection|keep-alive)$/i.test(name ?? ''));
  const program = `
    const [headers, body] = [${JSON.stringify(Object.fromEntries(headers))}, Buffer.from(${JSON.stringify(raw.subarray(at + 4).toString('base64'))}, 'base64')];
    const server = require('node:http').createServer((request, response) => {
      response.writeHead(200, headers);
      response.end(body);
    }).listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  atEnd(async () => {
    child.kill();
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return new URL(`http://127.0.0.1:${port.toString().trim()}/`);
}

/** Answers a second over connections that stay; all answers of an address are equally long. */
async function perSecond(url: URL, seconds: number): Promise<number> {
  const request = requestOf(url, 'keep-alive');
  const length = await lengthOf(url, request);
  const until = performance.now() + seconds * 1000;
  const began = performance.now();
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => askUntil(url, request, length, until)),
  );
  return (1000 * counts.reduce((sum, count) => sum + count, 0)) / (performance.now() - began);
}

async function lengthOf(url: URL, request: string): Promise<number> {
  const socket = connect(Number(url.port), url.hostname);
  socket.write(request);
  let read = Buffer.alloc(0);
  for await (const chunk of socket) {
    read = Buffer.concat([read, chunk as Buffer]);
    const head = read.indexOf('\r\n\r\n');
    if (head < 0) continue;
    const body = Number(
      /content-length: (\d+)/i.exec(read.subarray(0, head).toString('latin1'))?.[1],
    );
    if (read.length >= head + 4 + body) return head + 4 + body;
  }
  throw new Error(`${url} answers nothing.`);
}

function askUntil(url: URL, request: string, length: number, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname);
    let [bytes, count] = [0, 0];
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes < length) return;
      bytes -= length;
      count += 1;
      if (performance.now() < until) socket.write(request);
      else {
        socket.destroy();
        resolve(count);
      }
    });
    socket.write(request);
  });
}

/** Linux only; elsewhere not known. */
function residentMib(pid: number): number | null {
  try {
    const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}

/** What is promised of embeds. */
const PROMISED = { toBare: 0.4, kpiChart: 5, matrix: 15, coldSvg: 15, coldPng: 80, thousand: 200 };

/** Of a hot embed, how many of the bare server's requests; the middle of the rounds' own ratios. */
const toBare = ({ hot, bare }: Pick<MeasuredEmbeds, 'hot' | 'bare'>): number =>
  median(hot.map((each, round) => each / (bare[round] ?? Number.NaN)));

/** Promises about embeds that are broken, each in a sentence. */
export function brokenEmbeds(measured: MeasuredEmbeds): readonly string[] {
  const { kpiChart, matrix, coldSvg, coldPng, thousand, scripts } = measured;
  const found: readonly (readonly [string, number, number, string])[] = [
    ['KPI chart as a page', kpiChart, PROMISED.kpiChart, ' kB'],
    ['matrix as a page', matrix, PROMISED.matrix, ' kB'],
    ['pages with scripts', scripts, 0, ''],
    ['cold drawing', coldSvg.median, PROMISED.coldSvg, ' ms'],
    ['cold pixels', coldPng.median, PROMISED.coldPng, ' ms'],
    ['a thousand embeds', thousand ?? 0, PROMISED.thousand, ' MiB'],
  ];
  const broken = found
    .filter(([, value, most]) => value > most)
    .map(
      ([what, value, most, unit]) =>
        `${what}: ${value.toFixed(1)}${unit}; promised is ${most}${unit}.`,
    );
  const ratio = toBare(measured);
  return ratio >= PROMISED.toBare
    ? broken
    : [
        ...broken,
        `hot embed to a bare server: ${ratio.toFixed(2)}; promised is ${PROMISED.toBare}.`,
      ];
}

export function embedsReport(measured: MeasuredEmbeds): string {
  const { hot, bare, kpiChart, matrix, coldSvg, redefinedSvg, coldPng, thousand } = measured;
  const times = ({ median: middle, min, max }: Spread) =>
    `${middle.toFixed(1)} (${min.toFixed(1)}–${max.toFixed(1)})`;
  return [
    'Embeds, on the demo and PostgreSQL:',
    `  hot, requests a second: ${Math.round(median(hot))}, a bare server ${Math.round(median(bare))}, ratio ${toBare(measured).toFixed(2)}`,
    `  as sent: KPI chart ${kpiChart.toFixed(1)} kB, matrix ${matrix.toFixed(1)} kB, no script, one request`,
    `  cold, milliseconds over HTTP, SQL included: drawing ${times(coldSvg)}, after a change of definitions ${times(redefinedSvg)}; pixels ${times(coldPng)}`,
    `  a thousand distinct embeds: ${thousand === null ? 'unknown' : `${Math.round(thousand)} MiB`}`,
  ].join('\n');
}
