/** Whether the database holds together. */

import { renewVersion } from '../../db/queries/newest';
import { takeWriteTurn } from '../../db/queries/observations';
import { listStuck } from '../../db/queries/outbox';
import { listChains, listClosedWithoutMinutes } from '../../db/queries/reviews';
import { rebuildRollup, verifyRollup } from '../../db/queries/rollup';
import { listStrays } from '../../db/queries/strays';
import { chainFaults } from '../crypto/minutes-hash';
import { counted } from '../domain/wording';
import { type Context, demand } from './context';

const WEEK_MS = 7 * 86_400_000;

export interface Finding {
  /** What was checked, in words. */
  readonly check: string;
  /** Empty when all is well. */
  readonly faults: readonly string[];
}

/** Checks the roll-up against the observations, minutes against their hashes, and that nothing refers to what is not there. */
export async function examine(context: Context): Promise<readonly Finding[]> {
  demand(context, 'server.keep');
  const { db, now } = context;
  const rollup = await verifyRollup(db);
  const strays = await listStrays(db);
  const chains = await listChains(db);
  const unsaid = await listClosedWithoutMinutes(db);
  const stuck = await listStuck(db, new Date(now().getTime() - WEEK_MS).toISOString());
  return [
    { check: 'the roll-up says what the figures say', faults: rollup },
    {
      check: 'the minutes are as they were written',
      faults: [
        ...[...chains].flatMap(([series, links]) =>
          chainFaults(links).map((fault) => `series "${series}": ${fault}`),
        ),
        ...unsaid,
      ],
    },
    {
      check: 'what was to be sent has arrived',
      faults: stuck.map(
        ({ kind, to, attempts, problem }) =>
          `${kind} to ${to ?? 'the channel'}, ${counted(attempts, 'try', 'tries')}: ${problem ?? 'no reason is known'}`,
      ),
    },
    ...strays,
  ];
}

/** Computes the roll-up anew from the observations. */
export async function rebuild(context: Context): Promise<void> {
  demand(context, 'server.keep');
  const { db, now } = context;
  await db.transaction().execute(async (tx) => {
    await takeWriteTurn(tx, now);
    await rebuildRollup(tx);
    await renewVersion(tx);
  });
}
