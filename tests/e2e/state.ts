/** Where the cookies of the administrators of both shared servers are; each run of the tests has its own. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const statePath = (run: string | undefined): string =>
  join(tmpdir(), `throughline-e2e-${run ?? 'none'}.json`);
