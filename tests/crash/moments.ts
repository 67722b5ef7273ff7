/** When to kill: at random, and the same again with the same seed. */

/** Three in `npm test`, twenty in `npm run test:crash`. */
export const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 3);

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

/**
 * A share of the duration for each round: one at random from each equal part, so that a few rounds
 * reach the start, the middle and the end.
 */
export function moments(what: string, rounds: number): readonly number[] {
  const random = generator(seed);
  const shares = Array.from({ length: rounds }, (_, round) => (round + random()) / rounds);
  const shown = shares.map((share) => `${Math.round(share * 100)} %`).join(', ');
  console.log(`${what}: killed after ${shown} of its time (CRASH_SEED=${seed})`);
  return shares;
}

/** Mulberry32: small, and even enough to choose moments. */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
