/** Links of the chain of minutes: whoever holds a copy can check it with any SHA-256. */
import { createHash } from 'node:crypto';

import type { MinutesLink } from '../domain/review-record';

/** SHA-256 over the hash before (nothing for the first), a line feed, and the content, all as UTF-8. */
export function linkHash(content: string, before: string | null): string {
  return createHash('sha256')
    .update(`${before ?? ''}\n${content}`)
    .digest('hex');
}

/** What is wrong with a chain; empty when every link is as it was made. */
export function chainFaults(links: readonly MinutesLink[]): readonly string[] {
  return links.flatMap((link, index) => {
    const before = links[index - 1]?.hash ?? null;
    const faults: string[] = [];
    if (link.number !== index + 1) faults.push(`link ${index + 1} is missing`);
    if (link.hashBefore !== before)
      faults.push(`link ${link.number} does not follow the one before`);
    if (link.hash !== linkHash(link.content, link.hashBefore)) {
      faults.push(`link ${link.number} is not as it was written`);
    }
    return faults;
  });
}
