/** The review that a digest is of. */
import type { Period } from './calendar';
import type { Minutes } from './minutes';
import type { ReviewSeries } from './review';
import type { MinutesLink } from './review-record';

export interface DigestReview {
  readonly series: ReviewSeries;
  readonly period: Period;
  /** RFC 3339: figures are what was known then. */
  readonly asOf: string;
  readonly link: MinutesLink;
  readonly minutes: Minutes;
  /** Whoever gets it is of the series, was not there, and wants to hear of that. */
  readonly missed: boolean;
}

/**
 * What was decided in a review about some KPIs, and the actions that were opened for them.
 *
 * @example saidAbout(minutes, [{ slug: 'returned', name: 'Returned' }]).decided // ['Stop installs']
 */
export function saidAbout(
  { items, actions }: Pick<Minutes, 'items' | 'actions'>,
  kpis: readonly { readonly slug: string; readonly name: string }[],
): { readonly decided: readonly string[]; readonly promised: Minutes['actions'] } {
  const slugs = new Set(kpis.map(({ slug }) => slug));
  const names = new Set(kpis.map(({ name }) => name));
  return {
    decided: items
      .filter(({ figures }) => figures.some(({ kpi }) => slugs.has(kpi)))
      .flatMap(({ decisions }) => decisions),
    promised: actions.filter(({ isNew, kpi }) => isNew && kpi !== null && names.has(kpi)),
  };
}
