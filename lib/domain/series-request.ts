/** A series of reviews as typed into its form: read, or refused field by field. */
import type { CalendarDate } from './calendar';
import { isTimeZone } from './calendar-zone';
import type { Catalog } from './catalog';
import { CADENCES, type Cadence, type ReviewSeries } from './review';

export interface TypedSeries {
  readonly name: string;
  readonly journey: string;
  readonly cadence: string;
  readonly weekday: string;
  readonly startsAt: string;
  readonly timeZone: string;
  readonly chair: string;
  /** One a line, or between commas. */
  readonly members: string;
}

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** What can be changed of a series, as its form calls it. */
export const SERIES_LABELS = {
  name: 'Name',
  weekday: 'Meets on the first',
  startsAt: 'At',
  timeZone: 'In the time zone',
  chair: 'Chair (may stay blank)',
  members: 'Members',
} as const satisfies { readonly [field in keyof TypedSeries]?: string };

/**
 * What a field of a series says, in words that stand in a line.
 *
 * @example seriesWords('weekday', '1') // 'Monday'
 * @example seriesWords('members', 'Ana\nZoë\n') // 'Ana, Zoë'
 */
export function seriesWords(field: string, text: string): string {
  if (field === 'weekday') return WEEKDAYS[Number(text) - 1] ?? text;
  return linesOf(text).join(', ');
}

/** Names one a line; a comma may be part of one. */
function linesOf(text: string): readonly string[] {
  return text
    .split(/[\n;]/)
    .map((each) => each.replaceAll(/\s+/g, ' ').trim())
    .filter((each) => each !== '');
}

export type SeriesFaults = { readonly [field in keyof TypedSeries]?: string };

export interface ReadSeries {
  readonly slug: string;
  readonly name: string;
  readonly journeyId: number;
  readonly cadence: Cadence;
  readonly weekday: number;
  readonly startsAt: string;
  readonly timeZone: string;
  readonly chair: string | null;
  readonly members: readonly string[];
  readonly from: CalendarDate;
}

type Noted = { -readonly [field in keyof TypedSeries]?: string };

/**
 * A series as typed, or what is wrong with it. Its address is made of its name, once: a series that is
 * there keeps its address, its journey and how often it meets, as its reviews are about them.
 *
 * @example readSeries({ ...typed, timeZone: 'Mars' }, facts) // { faults: { timeZone: '…' } }
 */
export function readSeries(
  typed: TypedSeries,
  facts: {
    readonly catalog: Pick<Catalog, 'journeys'>;
    readonly today: CalendarDate;
    /** Addresses that are taken. */
    readonly taken: readonly string[];
    /** Null for a new one. */
    readonly before: Pick<ReviewSeries, 'slug' | 'journey' | 'cadence' | 'from'> | null;
  },
): { readonly series: ReadSeries } | { readonly faults: SeriesFaults } {
  const faults: Noted = {};
  const name = typed.name.replaceAll(/\s+/g, ' ').trim();
  if (name === '' || name.length > 80) faults.name = 'Give it a name of at most 80 characters.';
  const { before } = facts;
  const slug = slugOf(name);
  if (name !== '' && slug === '') faults.name = 'Its name needs a letter or a digit.';
  if (slug !== before?.slug && facts.taken.includes(slug)) {
    faults.name = 'There is a series of that name already.';
  }
  const journey = facts.catalog.journeys.find((each) =>
    before === null ? each.slug === typed.journey && !each.retired : each.slug === before.journey,
  );
  if (journey === undefined) faults.journey = 'Choose a journey.';
  const cadence = before?.cadence ?? CADENCES.find((each) => each === typed.cadence);
  if (cadence === undefined) faults.cadence = `Choose one of ${CADENCES.join(', ')}.`;
  const weekday = Number(typed.weekday);
  if (!/^[1-7]$/.test(typed.weekday)) faults.weekday = 'Choose a day of the week.';
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(typed.startsAt)) {
    faults.startsAt = 'Give a time such as 09:00.';
  }
  const timeZone = typed.timeZone.trim();
  if (!isTimeZone(timeZone)) {
    faults.timeZone = 'Give the name of a time zone, such as Europe/London or Pacific/Auckland.';
  }
  const chair = typed.chair.replaceAll(/\s+/g, ' ').trim();
  if (chair.length > 80) faults.chair = 'A name has at most 80 characters.';
  const members = [...new Set(linesOf(typed.members))];
  if (members.length > 100 || members.some((each) => each.length > 80)) {
    faults.members = 'Give at most 100 names of at most 80 characters.';
  }
  if (Object.keys(faults).length > 0 || journey === undefined || cadence === undefined) {
    return { faults };
  }
  return {
    series: {
      slug: before?.slug ?? slug,
      name,
      journeyId: journey.id,
      cadence,
      weekday,
      startsAt: typed.startsAt,
      timeZone,
      chair: chair === '' ? null : chair,
      members,
      from: before?.from ?? facts.today,
    },
  };
}

function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}
