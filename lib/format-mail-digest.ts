/** A digest as mail: what was missed of a review, and what is new of what somebody follows. */
import type { News } from './domain/digest';
import type { DigestReview } from './domain/digest-review';
import type { FollowedKind } from './domain/follow';
import type { MinutesFigure, MinutesItem } from './domain/minutes';
import type { Letter } from './domain/post';
import { STATUS_WORDS } from './domain/sentence-kpi';
import { counted } from './domain/wording';
import { letterOf, type MailLine, type MailPart } from './format-mail';
import { chartsOf, pictureOf } from './format-mail-charts';
import type { MailManner } from './format-mail-minutes';
import { figureText, promiseText } from './format-minutes';
import { formatInstant, periodName } from './format-period';
import { kpiPath } from './paths';
import { mePath } from './paths-people';
import { minutesPath } from './paths-review';

/** Something that is followed, with what is new of it. */
export interface DigestThing {
  readonly kind: FollowedKind;
  readonly name: string;
  /** Path of its page, at what is shown of it. */
  readonly path: string;
  /** Figure, status, target: as embeds say it; null where there is none. */
  readonly figure: string | null;
  /** The finding in words, with its full stop. */
  readonly finding: string;
  readonly news: readonly News[];
  /** Targets in words, as they were and are; where one is news. */
  readonly targetOf: (news: Extract<News, { is: 'target' }>) => string;
  /** In the review, about it. */
  readonly decided: readonly string[];
  readonly promised: readonly string[];
  readonly picture: { readonly cid: string; readonly alt: string } | null;
  /** The whole address that ends following it. */
  readonly stop: string;
}

export interface Digest {
  readonly organisation: string;
  readonly review: DigestReview | null;
  readonly things: readonly DigestThing[];
  /** How many more have news than one mail holds. */
  readonly left: number;
  /** The whole address that ends all digests. */
  readonly stop: string;
}

/** Signals of a review that are shown one by one. */
const MOST_ITEMS = 4;

/**
 * A digest as a letter.
 *
 * @example digestLetter(digest, manner).subject // 'Delivered on promised day: a signal for the worse'
 */
export function digestLetter(digest: Digest, manner: MailManner): Letter {
  const { organisation, review, things, left, stop } = digest;
  const missed = review?.missed === true ? review : null;
  const parts: readonly MailPart[] = [
    ...(missed === null ? [] : missedParts(missed, manner)),
    ...(things.length === 0 ? [] : headOf(digest, manner)),
    ...things.flatMap((thing) => thingParts(thing, manner)),
    ...(left === 0
      ? []
      : [quiet(`And ${counted(left, 'thing', 'things')} more, of which the next digest tells.`)]),
    quiet(`${organisation}. ${whyText(digest)}`),
    {
      is: 'ways',
      ways: [
        { text: 'What I follow', href: manner.origin + mePath() },
        { text: 'No more digests', href: stop },
      ],
    },
  ];
  const charts = missed === null ? [] : [...chartsOf(shortened(missed), manner).values()];
  return { ...letterOf(subjectOf(digest, manner), parts, manner.locale), charts };
}

const quiet = (text: string): MailPart => ({ is: 'quiet', text });

function subjectOf({ review, things }: Digest, manner: MailManner): string {
  if (review?.missed === true) return `You missed ${reviewName(review, manner)}`;
  const [first] = things;
  if (first === undefined) return 'Nothing is new';
  if (things.length === 1) return `${first.name}: ${shortNews(first)}`;
  return `${first.name}, and ${counted(things.length - 1, 'other thing', 'other things')} that you follow`;
}

const reviewName = ({ series, period }: DigestReview, { locale }: MailManner): string =>
  `${series.name}, ${periodName(period, locale)}`;

function shortNews({ news, decided, promised }: DigestThing): string {
  const [first] = news;
  if (first === undefined) {
    return decided.length > 0
      ? 'something was decided'
      : counted(promised.length, 'new action', 'new actions');
  }
  switch (first.is) {
    case 'began':
      return beganText(first.episode.good);
    case 'over':
      return 'back in its usual range';
    case 'status':
      return `now ${STATUS_WORDS[first.to]}`;
    case 'target':
      return 'another target';
  }
}

function beganText(good: boolean | null): string {
  if (good === null) return 'a signal: it changed';
  return good ? 'a signal for the better' : 'a signal for the worse';
}

function whyText({ review, things }: Digest): string {
  const reasons = [
    ...(review?.missed === true ? ['its series names you and you were not there'] : []),
    ...(things.length === 0 ? [] : ['you follow what it is about']),
  ];
  return `You get this because ${reasons.join(', and because ')}. A signal is told when it begins and when it is over.`;
}

/**
 * Slugs of the KPIs whose charts stand where a review is told to who missed it.
 *
 * @example [...chartedIn(review)] // ['delivered-on-promised-day']
 */
export function chartedIn(review: DigestReview | null): ReadonlySet<string> {
  const items = review?.missed === true ? shortened(review).items : [];
  return new Set(items.flatMap(({ figures }) => figures.map(({ kpi }) => kpi)));
}

/** The items that are shown: what was found is in their figures. */
function shortened({ minutes }: DigestReview) {
  const items = minutes.items.filter(({ kind }) => kind === 'signal').slice(0, MOST_ITEMS);
  return { period: minutes.period, items };
}

function missedParts(review: DigestReview, manner: MailManner): readonly MailPart[] {
  const { minutes, link, series } = review;
  const { locale, timeZone, origin } = manner;
  const shown = shortened(review);
  const charts = chartsOf(shown, manner);
  const decisions = minutes.items.flatMap((item) => item.decisions.map((text) => ({ item, text })));
  const actions = minutes.actions.filter(({ isNew }) => isNew);
  const others = minutes.items.filter(({ kind }) => kind === 'signal').length - shown.items.length;
  return [
    { is: 'title', text: reviewName(review, manner) },
    quiet(
      `${minutes.journey} · closed ${formatInstant(minutes.closedAt, timeZone, locale)} · chair ${minutes.chair ?? 'not named'} · present: ${minutes.present.length === 0 ? 'not noted' : minutes.present.join(', ')}`,
    ),
    { is: 'heading', text: 'Decided' },
    decisions.length === 0
      ? quiet('Nothing was decided.')
      : {
          is: 'list',
          items: decisions.map(({ item, text }) =>
            item.kind === 'decisions' ? { text } : { strong: item.title, text },
          ),
        },
    { is: 'heading', text: 'New actions' },
    actions.length === 0
      ? quiet('None was added.')
      : {
          is: 'list',
          items: actions.map((action) => ({
            strong: action.text,
            text: promiseText(action, { locale }),
          })),
        },
    ...shown.items.flatMap((item) => itemParts(item, locale, charts)),
    ...(others <= 0 ? [] : [quiet(`${counted(others, 'signal', 'signals')} more in the minutes.`)]),
    {
      is: 'way',
      text: 'The minutes',
      href: origin + minutesPath(minutes.period, series.slug),
    },
    quiet(`Minutes with SHA-256 ${link.hash}`),
  ];
}

function itemParts(
  item: MinutesItem,
  locale: string,
  charts: Parameters<typeof pictureOf>[1],
): readonly MailPart[] {
  return [
    { is: 'heading', text: item.title },
    ...item.figures.flatMap((figure: MinutesFigure): readonly MailPart[] => [
      { is: 'paragraph', text: underTitle(figureText(figure, { locale }), item.title) },
      ...pictureOf(figure, charts),
    ]),
  ];
}

/** What the heading says already is not said again. */
const underTitle = (text: string, title: string): string =>
  text.startsWith(`${title}: `) ? text.slice(title.length + 2) : text;

function headOf({ review, things }: Digest, manner: MailManner): readonly MailPart[] {
  const what =
    things.length === 1
      ? 'What is new of what you follow'
      : `New of ${things.length} things that you follow`;
  if (review?.missed === true) return [{ is: 'heading', text: what }];
  const about =
    review === null
      ? 'No review is held about it: you hear of it by the week.'
      : reviewName(review, manner);
  return [{ is: 'title', text: what }, quiet(about)];
}

function thingParts(thing: DigestThing, { origin }: MailManner): readonly MailPart[] {
  const { name, figure, finding, decided, promised, picture, path, stop, kind } = thing;
  const lines = [
    ...newsLines(thing, origin),
    ...decided.map((text) => ({ strong: 'Decided', text })),
    ...promised.map((text) => ({ strong: 'New action', text })),
  ];
  return [
    { is: 'heading', text: name },
    { is: 'paragraph', text: figure === null ? finding : `${figure}. ${finding}` },
    { is: 'list', items: lines },
    ...(picture === null ? [] : [{ is: 'picture', ...picture } as const]),
    {
      is: 'ways',
      ways: [
        { text: `All about ${name}`, href: origin + path },
        { text: `Stop following this ${KIND_WORDS[kind]}`, href: stop },
      ],
    },
  ];
}

const KIND_WORDS: Readonly<Record<FollowedKind, string>> = {
  kpi: 'KPI',
  stage: 'stage',
  team: 'team',
};

/** Of a stage or a team each KPI is named, with what its own page says. */
const newsLines = ({ kind, news, targetOf }: DigestThing, origin: string) =>
  news.map((each): MailLine => {
    if (each.is === 'target') return { text: targetOf(each) };
    if (each.is === 'status') {
      return { text: `Now ${STATUS_WORDS[each.to]}; it was ${STATUS_WORDS[each.from]}.` };
    }
    const what =
      each.is === 'began' ? `New: ${beganText(each.episode.good)}` : 'The signal is over';
    if (kind === 'kpi') return { text: `${what}.` };
    const { slug, name, said } = each.kpi;
    return { text: name, href: origin + kpiPath(slug), more: `. ${what}. ${said}.` };
  });
