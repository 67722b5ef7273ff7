/** One process at a time on an embedded database: who is refused, and whose lock is taken over. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { acquireLock } from '../../db/lock';
import { until } from '../support/program';
import { ROOT } from '../support/throughline';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockOf = (dataDir: string) => join(dataDir, 'lock.json');
const forge = (text: string) => writeFileSync(lockOf(folder), text);

describe('the lock', () => {
  it('is refused while a process that lives has it, with its name and number', async () => {
    const lock = await acquireLock(folder, 'the Throughline server');
    await expect(acquireLock(folder, 'throughline import')).rejects.toMatchObject({
      code: 'database_in_use',
      message: `The embedded database in ${folder} is in use by the Throughline server (process ${process.pid}). Stop that process, or choose another directory (DATA_DIR, or --data of the server).`,
    });
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a process that lives is not taken for want of a start time', async () => {
    forge(JSON.stringify({ pid: process.pid, started: null, holder: 'somebody' }));
    await expect(acquireLock(folder, 'a test')).rejects.toThrow('in use by somebody');
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 1, started: '1', holder: 'x' }],
    ['a number that another process has since', { pid: process.ppid, started: '1', holder: 'x' }],
    ['our own number, from before', { pid: process.pid, started: '1', holder: 'x' }],
    ['nobody', {}],
    ['a number that none can have', { pid: -1, started: '1', holder: 'x' }],
  ])('of %s is taken over', async (_, holder) => {
    forge(JSON.stringify(holder));
    const lock = await acquireLock(folder, 'a test');
    expect(JSON.parse(readFileSync(lockOf(folder), 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['', 'garbage', '[1', 'null'])('that reads %j is taken over', async (text) => {
    forge(text);
    await (await acquireLock(folder, 'a test')).release();
  });

  it('is taken over when the guard of a takeover was left behind', async () => {
    const dead = JSON.stringify({ pid: 2 ** 22 + 1, started: '1', holder: 'x' });
    forge(dead);
    writeFileSync(`${lockOf(folder)}.takeover`, dead);
    await (await acquireLock(folder, 'a test')).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a process that ended and was not waited for is taken over', async ({ skip }) => {
    skip(!existsSync('/proc/self/stat'), 'only Linux tells who is a zombie');
    // The shell becomes a program that never waits for what the shell had started.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
    let said = '';
    parent.stdout.on('data', (chunk) => {
      said += chunk;
    });
    const stateOf = (pid: number) => /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    await until(
      () => said !== '' && stateOf(Number(said)) === 'Z',
      () => 'the end of the child',
    );
    forge(JSON.stringify({ pid: Number(said), started: null, holder: 'a zombie' }));
    await (await acquireLock(folder, 'a test')).release();
    parent.kill('SIGKILL');
  });

  it('is left alone by one who held it before and lost it', async () => {
    const lock = await acquireLock(folder, 'a test');
    const other = JSON.stringify({ pid: process.ppid, started: null, holder: 'another' });
    forge(other);
    await lock.release();
    expect(readFileSync(lockOf(folder), 'utf8')).toBe(other);
  });
});

/** Tries for the lock of each directory that it is told, and holds it until told to release it. */
const RACER = `
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { acquireLock } from ${JSON.stringify(pathToFileURL(join(ROOT, 'db', 'lock.ts')).href)};
let lock = null;
console.log('here');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'release') await lock?.release();
  lock = line === 'release' ? null : await acquireLock(line, 'a racer').catch(() => null);
  console.log(line === 'release' ? 'released' : lock === null ? 'refused' : 'won');
}`;

function startRacer() {
  const racer = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', RACER], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: racer.stdout })[Symbol.asyncIterator]();
  return {
    tell: (line: string) => racer.stdin.write(`${line}\n`),
    answer: async () => (await answers.next()).value,
    end: () => racer.kill('SIGKILL'),
  };
}

describe('five processes that find a stale lock', () => {
  const racers = Array.from({ length: 5 }, startRacer);
  afterAll(() => {
    for (const racer of racers) racer.end();
  });
  const all = async (line: string) => {
    for (const racer of racers) racer.tell(line);
    return Promise.all(racers.map(({ answer }) => answer()));
  };

  it('are one winner and four who are refused, every time', async () => {
    await Promise.all(racers.map(({ answer }) => answer()));
    for (let round = 0; round < 50; round++) {
      // A dead lock, one that cannot be read, or none.
      const left = [JSON.stringify({ pid: 2 ** 22 + 1, started: '1', holder: 'x' }), '{', null];
      const text = left[round % 3] ?? null;
      if (text !== null) forge(text);
      const answers = await all(folder);
      expect(answers.filter((answer) => answer === 'won')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'refused')).toHaveLength(4);
      await all('release');
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});
