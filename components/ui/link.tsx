/** A link to a page of the product. What follows it without loading the page anew is in `shell/keys`. */
import type { AnchorHTMLAttributes } from 'react';

export function Link(
  props: AnchorHTMLAttributes<HTMLAnchorElement> & {
    readonly href: string;
    /** What one must be allowed to do for the way to be shown. */
    readonly 'data-needs'?: string | undefined;
  },
) {
  return <a {...props} />;
}
