/** A review for one who may not see all that was spoken of in it (rules: `withheld`). */
import { canonicalJson } from './canonical-json';
import { type Minutes, type MinutesItem, readMinutes } from './minutes';
import type { MinutesLink, Review, ReviewFile, ReviewItem } from './review-record';

/** What the reader may see, by the slugs of today or of then, and by name. */
interface SeenKpis {
  readonly slug: (slug: string) => boolean;
  readonly name: (name: string) => boolean;
}

/** In place of what is not shown. */
const WORD = 'Withheld';

/**
 * A review without what it says of KPIs that the reader may not see: items about one keep their place and
 * their time, and nothing else. Reviews are about what all may see, so this is needed only of those that
 * were opened before a team began to keep its silo KPIs to itself. Hashes stay as they are, of the whole.
 *
 * @example seenFile(file, seen).review?.items[2]?.title // 'Withheld'
 */
export function seenFile(file: ReviewFile, seen: SeenKpis): ReviewFile {
  return {
    ...file,
    review: file.review === null ? null : seenReview(file.review, seen),
    links: file.links.map((link) => seenLink(link, seen)),
  };
}

function seenReview(review: Review, seen: SeenKpis): Review {
  const hidden = new Set(
    review.items.filter(({ kpis }) => !kpis.every(seen.slug)).map(({ id }) => id),
  );
  return {
    ...review,
    items: review.items.map((item) => (hidden.has(item.id) ? emptied(item) : item)),
    decisions: review.decisions.map((decision) =>
      decision.item !== null && hidden.has(decision.item)
        ? { ...decision, text: WORD, proposedBy: null }
        : decision,
    ),
    thanks: review.thanks.filter(({ kpi }) => kpi === null || seen.slug(kpi)),
  };
}

const emptied = (item: ReviewItem): ReviewItem => ({
  ...item,
  title: WORD,
  kpis: [],
  note: '',
  asked: null,
  askedBy: null,
});

function seenLink(link: MinutesLink, seen: SeenKpis): MinutesLink {
  if (link.kind !== 'minutes') return link;
  const minutes = readMinutes(link.content);
  const shown = seenMinutes(minutes, seen);
  return shown === minutes ? link : { ...link, content: canonicalJson(shown) };
}

/**
 * Minutes without what they say of KPIs that the reader may not see. The same object where there is none.
 *
 * @example seenMinutes(minutes, seen).items[2]?.figures // []
 */
export function seenMinutes(minutes: Minutes, seen: SeenKpis): Minutes {
  const isNamed = (name: string | null) => name === null || seen.name(name);
  const items = minutes.items.map((item) =>
    item.figures.every(({ kpi }) => seen.slug(kpi)) ? item : emptiedItem(item),
  );
  const actions = minutes.actions.filter(({ kpi }) => isNamed(kpi));
  const thanks = minutes.thanks.filter(({ evidence }) => isNamed(evidence));
  const isWhole =
    items.every((item, at) => item === minutes.items[at]) &&
    actions.length === minutes.actions.length &&
    thanks.length === minutes.thanks.length;
  return isWhole ? minutes : { ...minutes, items, actions, thanks };
}

const emptiedItem = (item: MinutesItem): MinutesItem => ({
  ...item,
  title: WORD,
  said: '',
  note: '',
  asked: null,
  figures: [],
  checkIns: [],
  decisions: item.decisions.map(() => WORD),
});
