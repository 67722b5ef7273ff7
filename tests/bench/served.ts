/** How many small reads a second the built server answers, over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startProgram } from '../support/program';
import { endAll, isBuildFresh, ROOT, serve } from '../support/throughline';
import { median } from './measure';

/** As many at once as a small office. */
const AT_ONCE = 8;
const SECONDS = 3;

export interface Served {
  readonly path: string;
  readonly perSecond: number;
  /** Milliseconds from request to the end of the answer. */
  readonly median: number;
  readonly kilobytes: number;
}

/** Builds the pages where that is due, and starts a server with the demo on an embedded database. */
export async function measureServer(
  paths: (kpi: string) => readonly string[],
  kpi: string,
  onEnd: (end: () => Promise<void>) => void,
  say: (text: string) => void,
): Promise<readonly Served[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  onEnd(async () => {
    await endAll();
    rmSync(dataDir, { recursive: true, force: true });
  });
  if (!isBuildFresh()) {
    say('Building the pages.');
    const build = startProgram(join(ROOT, 'bin', 'build.mjs'), { cwd: ROOT });
    onEnd(async () => {
      build.child.kill('SIGTERM');
      await build.ended;
    });
    const { code } = await build.ended;
    if (code !== 0) throw new Error(`The pages could not be built.\n${build.said()}`);
  }
  say('Starting the server with the demo.');
  const { url } = await serve({ DATA_DIR: dataDir });
  const served: Served[] = [];
  for (const path of paths(kpi)) {
    say(`Asking for ${path}.`);
    served.push(await ask(new URL(path, url)));
  }
  return served;
}

async function ask(url: URL): Promise<Served> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const times: number[] = [];
  let bytes = 0;
  const until = async (end: number, count: boolean) => {
    while (performance.now() < end) {
      const start = performance.now();
      bytes = await read(url, agent);
      if (count) times.push(performance.now() - start);
    }
  };
  const all = async (seconds: number, count: boolean) => {
    const end = performance.now() + 1000 * seconds;
    await Promise.all(Array.from({ length: AT_ONCE }, () => until(end, count)));
  };
  await all(1, false);
  const start = performance.now();
  await all(SECONDS, true);
  const perSecond = times.length / ((performance.now() - start) / 1000);
  agent.destroy();
  return {
    path: url.pathname + url.search,
    perSecond,
    median: median(times),
    kilobytes: bytes / 1000,
  };
}

function read(url: URL, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(bytes);
        else reject(new Error(`${url.pathname} was answered with ${answer.statusCode}.`));
      });
    }).on('error', reject);
  });
}
