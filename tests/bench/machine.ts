/** What the figures were measured on, without which they say nothing. */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

import { sql } from 'kysely';

import type { Database } from '../../db/client';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly node: string;
  readonly postgres: string;
  readonly sharedBuffers: string;
}

export async function machineWith(postgres: Database): Promise<Machine> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: await setting(postgres, 'server_version'),
    sharedBuffers: await setting(postgres, 'shared_buffers'),
  };
}

async function setting({ db }: Database, name: string): Promise<string> {
  const { rows } = await sql<{ is: string }>`select current_setting(${name}) as is`.execute(db);
  return rows[0]?.is ?? 'unknown';
}

/** Programs that wait for a processor, in the mean of the last minute. */
export const load = (): number => loadavg()[0] ?? 0;
