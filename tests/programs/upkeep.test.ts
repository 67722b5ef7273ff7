/** Backup and restore of the embedded database, and a database that was being made when all ended. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';

import { ROWS, type World, worldAt } from '../crash/world';
import { backends, type Place } from '../support/backends';
import { until } from '../support/program';
import { runHere } from '../support/terminal';
import { endAll, kill, runThroughline, serve, throughline } from '../support/throughline';

const [pglite, postgres] = backends;
if (pglite?.name !== 'pglite' || postgres?.name !== 'postgres') {
  throw new Error('The embedded database comes first, then PostgreSQL.');
}

let folder: string;
let world: World;
let place: Place;
let dataDir: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-upkeep-'));
  place = await pglite.place();
  world = await worldAt(place);
  dataDir = place.env.DATA_DIR;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endAll();
});
afterAll(async () => {
  await world.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  it('taken while the server imports holds none or all of the file, and is put back', async () => {
    const backup = join(folder, 'backup.tar.gz');
    expect(await inHere(['import', world.file(0)])).toMatchObject({ code: 0, err: '' });
    const server = await serve(world.env);
    const importing = throughline(['import', world.file(1)], world.env);
    await importing.untilSaid('separated by comma');
    const taken = await runThroughline(['backup', backup], world.env);
    expect(taken).toMatchObject({ code: 0, stderr: '', stdout: `Backed up to ${backup}.\n` });
    expect((await importing.ended).code).toBe(0);
    await kill(server);

    const restored = await inHere(['restore', backup]);
    expect(restored).toMatchObject({ code: 0, err: '' });
    const kept = /What was there before is in (\S+)\.\n/.exec(restored.out)?.[1] ?? '';
    expect(existsSync(join(kept, 'PG_VERSION'))).toBe(true);
    const found = await world.figures();
    expect(found.get(0)).toBe(ROWS);
    expect([undefined, ROWS]).toContain(found.get(1));
    expect(await inHere(['doctor'])).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(dataDir, 'restoring'))).toBe(false);
    expect(existsSync(join(dataDir, 'lock.json'))).toBe(false);
  });

  it.each([
    ['over a file that is there', () => world.file(2), /it is there already; choose another name/],
    ['into a folder that is not', () => join(folder, 'no', 'x'), /cannot be written: .*ENOENT/],
  ])('is not written %s', async (_, file, sentence) => {
    const before = existsSync(file()) ? readFileSync(file()) : null;
    const { code, err } = await inHere(['backup', file()]);
    expect(err).toMatch(sentence);
    expect(code).toBe(1);
    if (before !== null) expect(readFileSync(file())).toEqual(before);
  });
});

/** Runs a verb in this process on the embedded database, or where the environment says. */
async function inHere(argv: readonly string[], at: Place = place) {
  for (const [name, value] of Object.entries(at.env)) vi.stubEnv(name, value);
  return runHere(argv, at.open, folder);
}

const template = () => readFileSync(inject('templates').pglite.dump);

/** A backup of a migrated database after this was done to it. */
const backupAfter = async (statements: string): Promise<Buffer> => {
  const opened = await pglite.open();
  await sql.raw(statements).execute(opened.db);
  const dump = await opened.dump?.();
  await opened.close();
  return dump === undefined ? Buffer.alloc(0) : Buffer.from(await dump.arrayBuffer());
};

function changedAt(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

/** The version of the database's files, in a tar. */
function ofVersion(version: string): Buffer {
  const tar = gunzipSync(template());
  // Each of its databases has such a file too; only this one begins a block.
  let header = tar.indexOf('/PG_VERSION\0');
  while (header > 0 && header % 512 !== 0) header = tar.indexOf('/PG_VERSION\0', header + 1);
  expect(header).toBeGreaterThan(-1);
  tar.write(version, header + 512, 'latin1');
  return gzipSync(tar);
}

const NO_BACKUP = /is not a backup that throughline backup wrote, or not all of one\. Nothing was/;

describe('what cannot be restored leaves everything as it was', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, RegExp]>([
    ['garbage', () => Buffer.from('garbage'.repeat(999)), NO_BACKUP],
    ['an empty file', () => Buffer.alloc(0), NO_BACKUP],
    ['the first half of a backup', () => template().subarray(0, 500_000), NO_BACKUP],
    ['all but the last bytes', () => template().subarray(0, -9), NO_BACKUP],
    ['a backup with a changed byte', () => changedAt(template(), 500_000), NO_BACKUP],
    ['packed garbage', () => gzipSync('garbage'.repeat(999)), NO_BACKUP],
    [
      'a tar that was cut off',
      () => gzipSync(gunzipSync(template()).subarray(0, 512_000)),
      NO_BACKUP,
    ],
    ['a tar of nothing', () => gzipSync(Buffer.alloc(1024)), NO_BACKUP],
    [
      'a database of another version of PostgreSQL',
      () => ofVersion('14'),
      /this version cannot open the database in it\. Nothing was changed\./,
    ],
    [
      'a database with nothing of ours',
      () => backupAfter('drop schema public cascade; create schema public'),
      /it holds no data of Throughline\. Nothing was changed\./,
    ],
    [
      'a database of a newer version',
      () => backupAfter("insert into schema_migration (version, name) values (99, 'later')"),
      /schema version 99; this Throughline knows up to \d+\. .* Nothing was changed\./,
    ],
  ])('%s', async (_, content, sentence) => {
    const file = join(folder, 'bad.tar.gz');
    writeFileSync(file, await content());
    const before = readdirSync(dataDir).sort();
    const { code, err, out } = await inHere(['restore', file]);
    expect(err).toMatch(sentence);
    expect(err.trimEnd()).not.toContain('\n');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(readdirSync(dataDir).sort()).toEqual(before);
  });

  it('and no file at all', async () => {
    const { code, err } = await inHere(['restore', 'nowhere']);
    expect(err).toMatch(/^\S+nowhere cannot be read: ENOENT[^\n]*\n$/);
    expect(code).toBe(1);
    expect((await world.figures()).get(0)).toBe(ROWS);
  });
});

describe('a database that does not open', () => {
  it('is replaced by a backup', async () => {
    const backup = join(folder, 'good.tar.gz');
    expect(await inHere(['backup', backup])).toMatchObject({ code: 0, err: '' });
    rmSync(join(dataDir, 'pg', 'global', 'pg_control'));
    const broken = await runThroughline(['doctor'], world.env);
    expect(broken.stderr).toMatch(/^The embedded database in \S+ cannot be opened [^\n]*\n$/);
    expect(broken.code).toBe(1);
    expect(await inHere(['restore', backup])).toMatchObject({ code: 0, err: '' });
    expect((await world.figures()).get(0)).toBe(ROWS);
  });

  it('because its making was killed is made anew', async () => {
    const fresh = join(folder, 'fresh');
    const env = { DATABASE_URL: '', DATA_DIR: fresh };
    const first = throughline(['migrate'], env);
    await until(
      () => existsSync(join(fresh, 'pg', 'PG_VERSION')),
      () => 'the first file',
      120_000,
    );
    await kill({ run: first });
    expect(existsSync(join(fresh, 'pg-unfinished'))).toBe(true);
    expect(await runThroughline(['doctor'], env)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(fresh, 'pg-unfinished'))).toBe(false);
  });
});

describe('on PostgreSQL', () => {
  it.each([
    ['backup', 'back it up with pg_dump, restore it with pg_restore.\n'],
    ['restore', 'restore it with pg_restore.\n'],
  ])('%s is refused, with what to use instead', async (verb, cure) => {
    const there = await postgres.place();
    const { code, err } = await inHere([verb, join(folder, 'x')], there);
    expect(err).toBe(`This installation runs on PostgreSQL: ${cure}`);
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'x'))).toBe(false);
    await there.remove();
  });
});
