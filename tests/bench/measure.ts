/** Times, taken in turns: what is compared is measured side by side, so that a busy machine slows both. */

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
}

export interface TurnOptions {
  /** Not counted: code and caches get warm. */
  readonly warmUps: number;
  readonly rounds: number;
  /** No further round begins after this time, once there were as many as `fewest`, or three. */
  readonly limitMs: number;
  readonly fewest?: number;
}

/** Milliseconds of each contender, round by round, in the order of the contenders. */
export async function inTurns(
  contenders: readonly (() => Promise<unknown>)[],
  { warmUps, rounds, limitMs, fewest = 3 }: TurnOptions,
): Promise<readonly (readonly number[])[]> {
  const samples: number[][] = contenders.map(() => []);
  const start = performance.now();
  for (let round = -warmUps; round < rounds; round += 1) {
    if (round >= fewest && performance.now() - start > limitMs) break;
    for (const [index, contender] of contenders.entries()) {
      const taken = await timed(contender);
      if (round >= 0) samples[index]?.push(taken);
    }
  }
  return samples;
}

/** Milliseconds that something took. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function spreadOf(samples: readonly number[]): Spread {
  return {
    median: median(samples),
    min: Math.min(...samples),
    max: Math.max(...samples),
    rounds: samples.length,
  };
}

/** The middle of the rounds' own ratios: what slowed a whole round is in both of its figures. */
export function ratioOf(samples: readonly number[], to: readonly number[]): number {
  return median(samples.map((sample, round) => sample / (to[round] ?? Number.NaN)));
}
