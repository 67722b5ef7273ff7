/** Runs a verb of the command line in the test's own process. */
import { runVerb, type WithDatabase } from '../../cli/run';
import type { Database } from '../../db/client';

export async function runHere(
  argv: readonly string[],
  open: () => Promise<Database>,
  cwd = '/',
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: '', err: '' };
  const terminal = {
    cwd,
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    signal: new AbortController().signal,
  };
  const withDatabase: WithDatabase = async (work) => {
    const opened = await open();
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  };
  const code = await runVerb(argv, terminal, withDatabase, 'test');
  return { code, ...said };
}
