/** The command line while the server holds the embedded database, and who else may come near. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { claimDirectory } from '../../db/embedded-files';
import { backends, type Place } from '../support/backends';
import { endAll, kill, runThroughline, serve, startServer } from '../support/throughline';

const [pglite] = backends;
if (pglite?.name !== 'pglite') throw new Error('The embedded database comes first.');

const DEFINITION = `
organisation: { name: Ours, timeZone: Europe/Berlin, locale: en-GB }
teams: [{ slug: ours, name: Ours }]
journeys: [{ slug: our-journey, name: Ours, stages: [{ slug: our-stage, name: Ours }] }]
kpis:
  - { slug: our-kpi, name: Ours, unit: minutes, grain: month, aggregation: mean, direction: lower,
      lens: experience, accountable: ours, stages: [our-stage] }
targets: [{ kpi: our-kpi, grain: month, from: 2020-01-01, target: 5 }]
`;

let folder: string;
let place: Place;
let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-door-'));
  place = await pglite.place();
  server = await serve(place.env, ['--demo']);
});
afterAll(async () => {
  await endAll();
  await place.remove();
  rmSync(folder, { recursive: true, force: true });
});

const lockText = () => readFileSync(join(place.env.DATA_DIR, 'lock.json'), 'utf8');
const modeOf = (...path: string[]) => (statSync(join(...path)).mode & 0o777).toString(8);

/** Runs a verb; the server must be the one that has the database, before and after. */
async function throughServer(...args: string[]) {
  const before = lockText();
  expect(JSON.parse(before)).toMatchObject({ pid: server.pid });
  const ended = await runThroughline(args, place.env);
  expect(lockText()).toBe(before);
  return ended;
}

describe('files', () => {
  it('are closed to others, whatever the machine would give them', async () => {
    const before = process.umask(0);
    const lock = await claimDirectory(join(folder, 'new', 'data'), 'a test');
    process.umask(before);
    expect(modeOf(folder, 'new', 'data')).toBe('700');
    expect(modeOf(folder, 'new', 'data', 'lock.json')).toBe('600');
    await lock.release();
    expect(modeOf(place.env.DATA_DIR, 'pg')).toBe('700');
    expect(modeOf(place.env.DATA_DIR, 'server.sock')).toBe('600');
  });
});

describe('a verb while the server runs', () => {
  it('reads what the server serves', async () => {
    const { code, stdout } = await throughServer('contrast', '--json');
    expect(code).toBe(0);
    const { period, teams } = await (await fetch(`${server.url}/api/v1/contrast`)).json();
    expect(teams.length).toBeGreaterThan(1);
    expect(JSON.parse(stdout)).toMatchObject({ period, teams });
  });

  it('changes what the server serves', async () => {
    writeFileSync(join(folder, 'ours.yaml'), DEFINITION);
    writeFileSync(
      join(folder, 'ours.csv'),
      'kpi,period,value\nour-kpi,2026-09,4\nour-kpi,soon,4\n',
    );
    const applied = await throughServer('apply', join(folder, 'ours.yaml'));
    expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('our-kpi') });
    const imported = await throughServer('import', join(folder, 'ours.csv'));
    expect(imported.stdout).toContain(
      '1 accepted, 0 superseded, 0 unchanged, 0 ignored, 1 rejected',
    );
    expect(imported.stderr).toContain('Line 3, period');
    expect(imported.code).toBe(1);
    const removed = await throughServer('demo', 'remove');
    expect(removed).toMatchObject({ code: 0, stdout: 'The demo is gone.\n' });
    const key = await throughServer('key', 'add');
    const headers = { authorization: `Bearer ${key.stdout.trim()}` };
    const list = await (await fetch(`${server.url}/kpis`, { headers })).text();
    expect(list).toContain('/kpis/our-kpi');
    expect(list.match(/href="\/kpis\/[a-z]/g)).toHaveLength(1);
  });

  it.each([
    [['demo', 'remove'], 1, 'There is no demo organisation to remove.\n'],
    [['import', '--loudly', 'x'], 2, /^Unknown option '--loudly'/],
  ])('%j is refused as it would be without', async (args, code, sentence) => {
    const ended = await throughServer(...args);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toMatch(/^ {4}at /m);
    expect(ended.code).toBe(code);
  });
});

describe('a second process', () => {
  const inUse = () =>
    `The embedded database in ${place.env.DATA_DIR} is in use by the Throughline server (process ${server.pid}). Stop that process, or choose another directory (DATA_DIR, or --data of the server).\n`;

  it('that would serve is refused with a sentence that names the first', async () => {
    const second = startServer(place.env);
    expect((await second.ended).code).toBe(1);
    expect(second.said()).toBe(inUse());
  });

  it('that would restore a backup is refused as well', async () => {
    const backup = join(folder, 'backup.tar.gz');
    expect(await throughServer('backup', backup)).toMatchObject({ code: 0, stderr: '' });
    expect(modeOf(backup)).toBe('600');
    const { code, stderr, stdout } = await throughServer('restore', backup);
    expect({ code, stderr, stdout }).toEqual({ code: 1, stderr: inUse(), stdout: '' });
  });
});

describe('a verb while another has the directory', () => {
  it('is refused with a sentence that names the other, which has no door', async () => {
    const dataDir = join(folder, 'busy');
    const lock = await claimDirectory(dataDir, 'throughline import');
    const { code, stderr } = await runThroughline(['doctor'], {
      DATABASE_URL: '',
      DATA_DIR: dataDir,
    });
    expect(stderr).toMatch(
      /^The embedded database in \S+ is in use by throughline import \(process \d+\)\. Stop [^\n]*\n$/,
    );
    expect(stderr).toContain(`(process ${process.pid})`);
    expect(code).toBe(1);
    expect(existsSync(join(dataDir, 'pg'))).toBe(false);
    await lock.release();
  });
});

describe('the name that a request is for', () => {
  const statusOf = async (head: string) => {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    let received = '';
    socket.on('data', (text: string) => {
      received += text;
    });
    socket.on('error', () => undefined);
    socket.write(`${head}\r\nConnection: close\r\n\r\n`);
    await once(socket, 'close');
    return Number(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1]);
  };
  const get = (host: string) => statusOf(`GET /healthz HTTP/1.1\r\nHost: ${host}`);

  it.each(['localhost', 'localhost:1', 'LocalHost:3000', '127.0.0.1', '127.0.0.1:9', '127.9.9.9'])(
    '%j is ours',
    async (host) => {
      expect(await get(host)).toBe(200);
    },
  );

  it.each(['[::1]', '[::1]:3000'])('%j is ours', async (host) => {
    expect(await get(host)).toBe(200);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:80',
    'localhost:80:80',
    'localhost@evil.example',
    '0.0.0.0',
    '[::]',
    '[fe80::1]',
    '::1',
    '127.0.0',
    '',
    ' ',
    ':3000',
  ])('%j is not', async (host) => {
    expect(await get(host)).toBe(421);
  });

  it('must be there', async () => {
    expect(await statusOf('GET /healthz HTTP/1.0\r\nAccept: */*')).toBe(421);
    expect(await statusOf('GET /healthz HTTP/1.1\r\nAccept: */*')).toBe(400);
  });

  it('counts for a change of protocol too', async () => {
    const upgrade =
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    let received = '';
    socket.on('data', (text: string) => {
      received += text;
    });
    socket.on('error', () => undefined);
    socket.write(
      `GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\n${upgrade}\r\n\r\n`,
    );
    await Promise.race([
      once(socket, 'close'),
      new Promise((resolve) => setTimeout(resolve, 3_000)),
    ]);
    socket.destroy();
    expect(received).not.toMatch(/^HTTP\/1\.1 (101|2)/);
  });
});

describe('after kill -9 of the server', () => {
  it('its lock and its socket are in nobody’s way', async () => {
    await kill(server);
    expect(existsSync(join(place.env.DATA_DIR, 'server.sock'))).toBe(true);
    expect(JSON.parse(lockText())).toMatchObject({ pid: server.pid });
    expect(await runThroughline(['doctor'], place.env)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(place.env.DATA_DIR, 'lock.json'))).toBe(false);
  });
});
