/** The examples of docs/api.md that write, run as they stand: by sh with curl, Node and Python. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { PUT } from '../../app/api/v1/definitions/route';
import { POST } from '../../app/api/v1/observations/route';
import type { Database } from '../../db/client';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { applyDefinition } from '../../lib/usecases/definitions';
import { addKey } from '../../lib/usecases/keys';
import { backends } from '../support/backends';
import { kpi } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { signedRequest, signIn } from '../support/signed-in';
import { SHOP } from '../usecases/shop';
import { worldOf } from '../usecases/world';

const DOCS = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
const blocks = (language: string) =>
  [...DOCS.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(
    ([, text = '']) => text,
  );

const KPI = 'delivered-on-promised-day';
const DEMO = define({
  kpis: [kpi({ slug: KPI, name: 'Delivered', accountable: 'stock', counts: true })],
});
const FILES = {
  'figures.csv': `kpi,period,numerator,denominator\n${KPI},2026-W43,93,100\n`,
  'definition.yaml': 'teams: [{ slug: depot, name: Depot, parent: stock }]\n',
};

const run = promisify(execFile);
const hasPython = spawnSync('python3', ['-c', 'import urllib.request']).status === 0;
const python = hasPython ? 'python3' : null;

/** Routes behind a socket, as the server program puts them there. */
const server = createServer((asking, answering) => {
  const { method = 'GET', url = '/', headers } = asking;
  const init = {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
    body: Readable.toWeb(asking) as ReadableStream<Uint8Array>,
    duplex: 'half',
  };
  const request = signedRequest(`http://127.0.0.1${url}`, init);
  const route = url.startsWith('/api/v1/definitions') ? PUT : POST;
  route(request)
    .then(async (response) => {
      answering.writeHead(response.status, Object.fromEntries(response.headers));
      answering.end(await response.text());
    })
    .catch(() => answering.destroy());
});

describe.each(backends)('the examples of docs/api.md on $name', ({ open }) => {
  let database: Database;
  let address = '';
  let folder = '';
  let env: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    database = await open();
    holdDatabase(database);
    await signIn(database);
    const { context } = worldOf(database, '2026-11-01T08:00:00.000Z');
    for (const definition of [SHOP, DEMO]) {
      await applyDefinition(context, definition, { dryRun: false, prune: false });
    }
    const { token } = await addKey(context, { scope: 'write', name: 'docs' });
    env = { THROUGHLINE_KEY: token };
    folder = mkdtempSync(join(tmpdir(), 'throughline-docs-'));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
    await releaseDatabase();
  });

  const here = (text: string) => {
    expect(text).toContain('http://127.0.0.1:3000/');
    return text.replaceAll('http://127.0.0.1:3000', address);
  };
  const said = async (command: string, args: readonly string[]) => {
    const { stdout } = await run(command, args, { cwd: folder, env: { ...process.env, ...env } });
    return stdout;
  };
  const value = async (period: string) => {
    const { rows } = await sql<{ numerator: number; revision: number }>`
      select numerator, revision from observation where period_start = ${period}::date
      order by revision desc limit 1`.execute(database.db);
    return rows[0];
  };

  it('with curl and in a scheduled job', async () => {
    const commands = blocks('bash');
    expect(commands).toHaveLength(4);
    const answers: Record<string, unknown>[] = [];
    for (const command of commands) {
      answers.push(JSON.parse(await said('sh', ['-c', here(command)])));
    }
    const [plan, csv, json, nightly] = answers;
    expect(plan).toMatchObject({ done: false, plan: [{ action: 'create', slug: 'depot' }] });
    expect(csv).toMatchObject({ accepted: 1, rejectedRows: 0 });
    expect(json).toMatchObject({ accepted: 1, rejectedRows: 0 });
    // The file is the same as before.
    expect(nightly).toMatchObject({ accepted: 0, unchanged: 1, rejectedRows: 0 });
    expect(await value('2026-11-09')).toEqual({ numerator: 904, revision: 1 });
  });

  it('in a scheduled job that ends with 1 where rows are refused', async () => {
    const [, , , job = ''] = blocks('bash');
    writeFileSync(join(folder, 'figures.csv'), `${FILES['figures.csv']}nothing,2026-W43,1,2\n`);
    const other = here(job).replace('figures-$(date', 'others-$(date');
    await expect(said('sh', ['-c', other])).rejects.toMatchObject({
      code: 1,
      stderr: 'Some rows were refused.\n',
    });
    writeFileSync(join(folder, 'figures.csv'), FILES['figures.csv']);
  });

  it('in Node', async () => {
    const [program = ''] = blocks('js');
    writeFileSync(join(folder, 'figures.mjs'), here(program));
    expect(await said(process.execPath, ['figures.mjs'])).toBe('1 accepted, 0 superseded\n');
    expect(await value('2026-11-02')).toMatchObject({ numerator: 911 });
  });

  it.skipIf(python === null)(
    `in Python${python === null ? ' (skipped: there is no python3)' : ''}`,
    async () => {
      const [program = ''] = blocks('python');
      writeFileSync(join(folder, 'figures.py'), here(program));
      expect(await said(python ?? '', ['figures.py'])).toBe('1 accepted, 0 superseded\n');
      expect(await value('2026-10-26')).toMatchObject({ numerator: 920 });
    },
  );
});
