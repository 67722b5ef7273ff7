/** What one customer lives through, in words: shares as people in ten or in a hundred. */
import type { Chain } from './chain';
import type { Sentence, Span } from './sentence';
import { listed } from './wording';

/** A tenth is said for what lies so near to it; what lies between is said in hundredths. */
const NEAR_A_TENTH = 0.025;
/** Shares like 0.075 are not exact in binary. */
const TOLERANCE = 1e-9;

/**
 * A share from 0 to 1 as a natural frequency, which is true of every share: within 2.5 points for
 * tenths, half a point for hundredths; "all" and "none" only where it is all or none. People
 * judge "6 in 10" better than "59.5 %" (Gigerenzer and Hoffrage 1995).
 *
 * Throws a RangeError for what is not a share.
 *
 * @example naturalFrequency(0.595) // 'About 6 in 10'; 0.65 is 'About 65 in 100', 0.004 'Fewer than 1 in 100'
 */
export function naturalFrequency(share: number): string {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${share} is not a share from 0 to 1.`);
  if (share === 0) return 'None';
  if (share === 1) return 'All';
  if (share < 0.01 - TOLERANCE) return 'Fewer than 1 in 100';
  if (share > 0.99 + TOLERANCE) return 'More than 99 in 100';
  const tenths = Math.round(10 * share);
  const isNear = Math.abs(share - tenths / 10) <= NEAR_A_TENTH + TOLERANCE;
  if (!isNear || tenths === 0 || tenths === 10) return `About ${Math.round(100 * share)} in 100`;
  return tenths === 5 ? 'About half' : `About ${tenths} in 10`;
}

/**
 * How many customers get through every measured stage if stages fail independently, how many
 * stages are measured, and which are not. Without a measured stage it says that nothing is known.
 *
 * @param nameOf the name of a stage by its slug
 * @example
 * plainText(chainSentence(chain, nameOf)) // 'About 6 in 10 get through all 8 stages without a failure.'
 */
export function chainSentence(chain: Chain, nameOf: (slug: string) => string): Sentence {
  const { independent, measured, stages, missingStages } = chain;
  if (independent === null) {
    return [{ text: 'How many get through all stages is not known: no stage is measured.' }];
  }
  const frequency: Span = { text: naturalFrequency(independent), tone: 'strong' };
  if (missingStages.length === 0) {
    const route = stages === 1 ? 'the one stage' : `all ${stages} stages`;
    return [frequency, { text: ` get through ${route} without a failure.` }];
  }
  const route = measured === 1 ? 'the measured stage' : 'the measured stages';
  const verb = (count: number) => (count === 1 ? 'is' : 'are');
  return [
    frequency,
    {
      text: ` get through ${route} without a failure; ${measured} of ${stages} stages ${verb(measured)} measured, `,
    },
    ...listed(missingStages.map((slug) => ({ text: nameOf(slug) }))),
    { text: ` ${verb(missingStages.length)} not.` },
  ];
}
