/** Programs as a person starts them: what they said so far, and how they ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Run {
  readonly child: ChildProcess;
  /** All that it said so far, on both streams or on one. */
  said(stream?: 'stdout' | 'stderr'): string;
  /** Waits until it has said this; fails when it ends before. */
  untilSaid(text: string): Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

export interface Start {
  readonly cwd: string;
  readonly args?: readonly string[];
  /** On top of ours. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a program of Node's. */
export function startProgram(file: string, { args = [], ...start }: Start): Run {
  return startCommand(process.execPath, { ...start, args: [file, ...args] });
}

export function startCommand(command: string, { cwd, args = [], env = {} }: Start): Run {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { both: '', stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (chunk: string) => {
      text.both += chunk;
      text[name] += chunk;
    });
  }
  let closed = false;
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => {
    closed = true;
    return {
      code: typeof code === 'number' ? code : null,
      signal: typeof signal === 'string' ? signal : null,
    };
  });
  const untilSaid = async (wanted: string) => {
    await until(
      () => closed || text.both.includes(wanted),
      () => `"${wanted}" in: ${text.both}`,
      240_000,
    );
    if (!text.both.includes(wanted)) throw new Error(`It ended without "${wanted}": ${text.both}`);
  };
  return { child, ended, untilSaid, said: (stream) => text[stream ?? 'both'] };
}

/** Waits until it is so; fails with a description after half a minute. */
export async function until(
  isSo: () => boolean,
  description: () => string,
  limitMs = 30_000,
): Promise<void> {
  const last = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > last) throw new Error(`Waited in vain for ${description()}`);
    await sleep(20);
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
