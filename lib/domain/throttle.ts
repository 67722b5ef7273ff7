/** How often a password may be tried. */

/** Refusals are counted over so long. */
export const WINDOW_MS = 900_000;

/** Of one account from one address; of one account from anywhere; from one address for any account. */
const MOST = { both: 5, account: 20, address: 60 } as const;

/**
 * Whether a try is refused without a look at the password, by the refusals of the last quarter of an
 * hour, this try among them. An address may stand for many people behind one proxy, and an account may
 * be tried by others to lock its owner out: so each has a limit of its own. Whether there is such an
 * account does not matter.
 *
 * @example isThrottled({ both: 6, account: 6, address: 6 }) // true
 */
export function isThrottled(refusals: Readonly<Record<keyof typeof MOST, number>>): boolean {
  return (
    refusals.both > MOST.both || refusals.account > MOST.account || refusals.address > MOST.address
  );
}
