/** What one customer lives through over all stages of a journey (rules: domain §6). */
/** What one customer lives through: all shares 0 to 1; null when no stage is measured. */
export interface Chain {
  readonly independent: number | null;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly measured: number;
  readonly stages: number;
  /** Slugs of the stages without a reliability figure. */
  readonly missingStages: readonly string[];
}

/** The reliability of one stage: the share of customers for whom it went right. */
export interface ChainStage {
  readonly slug: string;
  /** 0 to 1; null when not measured. */
  readonly reliability: number | null;
}

/**
 * The share of customers for whom every measured stage went right, 0 to 1. If stages fail
 * independently it is the product of the reliabilities. However failures overlap it lies between
 * the Fréchet bounds: at least max(0, Σr − (n − 1)), where no customer is failed twice, and at
 * most min r, where the same customers are failed everywhere. Stages without a reliability are
 * left out and named; all three are null when none is measured, since nothing is known then.
 *
 * Throws a RangeError when a reliability is not a share: clamping it would invent a figure.
 *
 * @example
 * chain([0.985, 0.94, 0.93, 0.87, 0.96, 0.97, 0.88, 0.97].map(…))
 * // independent 0.595, atLeast 0.505, atMost 0.870, measured 8 of 8 stages
 */
export function chain(stages: readonly ChainStage[]): Chain {
  const measured: number[] = [];
  const missingStages: string[] = [];
  for (const stage of stages) {
    if (stage.reliability === null) missingStages.push(stage.slug);
    else measured.push(assertShare(stage.slug, stage.reliability));
  }
  const ascending = measured.toSorted((a, b) => a - b);
  const [worst] = ascending;
  const counts = { measured: measured.length, stages: stages.length, missingStages };
  if (worst === undefined) return { independent: null, atLeast: null, atMost: null, ...counts };
  const independent = ascending.reduce((product, share) => product * share, 1);
  const total = ascending.reduce((sum, share) => sum + share, 0);
  const atLeast = Math.max(0, total - (measured.length - 1));
  // The last digit of a sum must not put the lower bound above the product.
  return { independent, atLeast: Math.min(atLeast, independent), atMost: worst, ...counts };
}

function assertShare(slug: string, reliability: number): number {
  if (reliability >= 0 && reliability <= 1) return reliability;
  throw new RangeError(
    `The reliability of stage ${slug} is ${reliability}, not a share from 0 to 1.`,
  );
}
