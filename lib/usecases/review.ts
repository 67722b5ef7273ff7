/** A review: before it opens, while it is held, and after. */
import { listActions } from '../../db/queries/actions';
import { listCheckIns } from '../../db/queries/check-ins';
import { listReadings } from '../../db/queries/readings';
import { findReviewFile } from '../../db/queries/reviews';
import { type ActionLine, actionLines } from '../domain/action';
import { addDays, type Period, parsePeriodKey, periodContaining } from '../domain/calendar';
import { dateInZone } from '../domain/calendar-zone';
import { type DueCheckIn, missingTeams } from '../domain/check-in';
import { meetingInstant, type ReviewHead } from '../domain/review';
import type { Review, ReviewFile } from '../domain/review-record';
import type {
  AgendaLine,
  Restated,
  ReviewAhead,
  ReviewView,
  ShownItem,
} from '../domain/review-view';
import { AppError } from '../errors';
import { choicesOf, understand } from './action-line';
import { type Context, demandSight } from './context';
import { remembered } from './remembered';
import { subtitleOf } from './review/agenda-words';
import {
  agendaOf,
  dueOf,
  promisedOf,
  type ReviewFacts,
  reviewFacts,
  startsOf,
} from './review/facts';
import { fileSeen } from './review/seen';

export interface ReviewQuery {
  readonly series?: string | undefined;
  /** Number of the item looked at; the chair's where it is absent. */
  readonly item?: string | undefined;
  readonly line?: string | undefined;
}

/** Figures as of a moment do not change: they are read once, whatever happens in the meeting. */
const factsAsOf = remembered(
  (context: Context, query: { journey: string; period: string; asOf: string }) =>
    reviewFacts(context, query),
);

/** Figures of the present hold until the data change; what was promised and said is read each time. */
const factsAhead = remembered((context: Context, query: { journey: string; period: string }) =>
  reviewFacts(context, query),
);

/** Actions closed so long before the review are no news in it, where there was none before. */
const NEWS_DAYS = 14;

export type ReviewPage =
  | { readonly state: 'held'; readonly view: ReviewView }
  | { readonly state: 'ahead'; readonly view: ReviewAhead }
  | { readonly state: 'closed'; readonly file: ReviewFile };

/** What a review's page shows. Throws `AppError` 404 for a series or a period that is not there. */
export async function reviewPage(
  context: Context,
  key: string,
  query: ReviewQuery,
): Promise<ReviewPage> {
  const file = await readFile(context, key, query.series);
  const { review } = file;
  if (review === null) return { state: 'ahead', view: await ahead(context, file, key) };
  if (review.closedAt !== null) return { state: 'closed', file };
  return { state: 'held', view: await heldView(context, file, review, key, query) };
}

/** The series, with its review of a period. */
export async function readFile(
  context: Context,
  key: string,
  series: string | undefined,
): Promise<ReviewFile> {
  demandSight(context, 'read');
  const starts = startsOf(key);
  const slug = series === undefined || series.trim() === '' ? null : series.trim();
  const file = await findReviewFile(context.db, slug, starts);
  if (file === null) {
    throw new AppError(
      'unknown_series',
      slug === null ? 'There is no series of reviews yet.' : `There is no series "${slug}".`,
      { status: 404 },
    );
  }
  if (starts.length === 0 || !isOfCadence(key, file)) {
    throw new AppError(
      'bad_period',
      `"${key}" is no ${file.series.cadence} that ${file.series.name} could meet about.`,
      { status: 404 },
    );
  }
  return fileSeen(context, file);
}

const isOfCadence = (key: string, { series }: ReviewFile): boolean =>
  Array.from({ length: 12 }, (_, month) =>
    parsePeriodKey(key, { fiscalYearStart: month + 1 }),
  ).some((period) => period?.grain === series.cadence);

/** Everything that the meeting shows, at one item. */
async function heldView(
  context: Context,
  file: ReviewFile,
  review: Review,
  key: string,
  query: ReviewQuery,
): Promise<ReviewView> {
  const { series } = file;
  const facts = await factsAsOf(context, {
    journey: series.journey,
    period: key,
    asOf: review.asOf,
  });
  const { catalog, calendar, period } = facts;
  const now = context.now();
  const today = dateInZone(now, catalog.organisation.timeZone);
  const since =
    before(file, review)?.asOf ??
    new Date(Date.parse(review.asOf) - NEWS_DAYS * 86_400_000).toISOString();
  const [actions, said] = await Promise.all([
    listActions(context.db, { catalog, calendar, asOf: null, closed: { since } }),
    listCheckIns(context.db, { catalog, from: addDays(period.start, -100), to: period.end }),
  ]);
  const lines = actionLines(actions, catalog, today);
  const due = dueOf(facts, said);
  const agenda = review.items.map(
    (item, index): AgendaLine => ({
      ...item,
      number: index + 1,
      subtitle: subtitleOf(item, facts, lines),
    }),
  );
  const current = agenda.find(({ id }) => id === review.current) ?? null;
  const line = lineOf(agenda, query.item) ?? current ?? agenda[0];
  if (line === undefined) throw new Error('an agenda ends with the decisions');
  const choices = choicesOf(catalog, lines);
  const shown = shownItem(facts, line, lines, due);
  return {
    organisation: catalog.organisation,
    demo: facts.demo,
    today,
    now: now.toISOString(),
    series,
    journey: facts.journey,
    period,
    meetsAt: meetingInstant(period, series).toISOString(),
    ...neighbours(file, period, calendar),
    review,
    agenda,
    shown: { ...shown, restated: await restatedOf(context, facts, shown.kpi) },
    current,
    missing: missingTeams(due),
    teams: new Map(catalog.teams.map(({ slug, name }) => [slug, name])),
    choices,
    understood:
      query.line === undefined || query.line.trim() === ''
        ? null
        : understand({ catalog, calendar, today }, choices, query.line, {
            kpi: shown.kpi?.kpi.slug,
            team: shown.kpi?.accountable.slug,
          }),
    own: ownFigures(agenda, lines),
  };
}

function shownItem(
  facts: ReviewFacts,
  line: AgendaLine,
  lines: readonly ActionLine[],
  due: readonly DueCheckIn[],
): Omit<ShownItem, 'restated'> {
  const [slug] = line.kind === 'signal' ? line.kpis : [];
  const kpi = slug === undefined ? null : (facts.kpis.get(slug) ?? null);
  const items =
    line.kind === 'signal' ? [] : line.kpis.flatMap((each) => facts.kpis.get(each) ?? []);
  return {
    line,
    kpi,
    checkIn: due.find(({ item }) => item.kpi.slug === slug) ?? null,
    items,
    watermelons: line.kind === 'watermelons' ? facts.watermelons : [],
    actions:
      line.kind === 'promises'
        ? lines
        : lines.filter((each) => slug !== undefined && each.kpi?.slug === slug),
    suggested:
      line.kind === 'thanks'
        ? facts.board.good.filter(({ signal }) => signal?.state === 'standing')
        : [],
  };
}

/** A restating import does not change what was shown; it is named beside it. One query. */
async function restatedOf(
  context: Context,
  { catalog }: ReviewFacts,
  item: ShownItem['kpi'],
): Promise<Restated | null> {
  const kpi = catalog.kpis.find(({ slug }) => slug === item?.kpi.slug);
  const period = item === null ? null : parsePeriodKey(item.period, catalog.organisation);
  if (kpi === undefined || item === null || period === null) return null;
  const readings = await listReadings(context.db, [{ kpiId: kpi.id, grain: period.grain }], {
    segmentId: 0,
    placeId: 0,
    asOf: null,
    catalog,
    from: period.start,
    to: period.start,
  });
  const known = readings.get(kpi.id)?.[0]?.measures.value ?? null;
  if (known === item.value) return null;
  const { unit, decimals, value: shown } = item;
  return { kpi: item.kpi, period: period.key, shown, known, unit, decimals };
}

function lineOf(agenda: readonly AgendaLine[], asked: string | undefined): AgendaLine | null {
  if (asked === undefined || asked.trim() === '') return null;
  const line = agenda.find(({ number }) => String(number) === asked.trim());
  if (line !== undefined) return line;
  throw new AppError('unknown_item', `This review has no item ${asked}.`, { status: 404 });
}

const before = ({ heads }: ReviewFile, { start }: Pick<Review, 'start'>): ReviewHead | undefined =>
  heads.findLast((head) => head.start < start);

/** Keys of the reviews before and after. */
function neighbours(
  { series, heads }: ReviewFile,
  { start }: Period,
  calendar: ReviewFacts['calendar'],
): Pick<ReviewView, 'before' | 'after'> {
  const keyOf = (head: ReviewHead | undefined) =>
    head === undefined ? null : periodContaining(head.start, series.cadence, calendar).key;
  return {
    before: keyOf(heads.findLast((head) => head.start < start)),
    after: keyOf(heads.find((head) => head.start > start)),
  };
}

function ownFigures(
  agenda: readonly AgendaLine[],
  lines: readonly ActionLine[],
): ReviewView['own'] {
  const spent = (items: readonly AgendaLine[]) =>
    items.reduce((sum, { spentSeconds }) => sum + spentSeconds, 0);
  const closed = lines.filter((each) => each.closedOn !== null && each.state === 'done');
  return {
    signalSeconds: spent(agenda.filter(({ kind }) => kind === 'signal')),
    spentSeconds: spent(agenda),
    plannedMinutes: agenda
      .filter(({ state }) => state !== 'skipped' && state !== 'parked')
      .reduce((sum, { minutes }) => sum + minutes, 0),
    kept: closed.filter(({ closedOn, due }) => closedOn !== null && closedOn <= due).length,
    late: lines.filter(({ daysLate }) => daysLate > 0).length,
  };
}

/** Before it opens: what its agenda would be. */
async function ahead(context: Context, file: ReviewFile, key: string): Promise<ReviewAhead> {
  const { series } = file;
  const facts = await factsAhead(context, { journey: series.journey, period: key });
  const { catalog, calendar, period, today } = facts;
  const [actions, said] = await Promise.all([
    listActions(context.db, { catalog, calendar, asOf: null, closed: null }),
    listCheckIns(context.db, { catalog, from: addDays(period.start, -100), to: period.end }),
  ]);
  const lines = actionLines(actions, catalog, today);
  return {
    organisation: catalog.organisation,
    demo: facts.demo,
    series,
    journey: facts.journey,
    period,
    meetsAt: meetingInstant(period, series).toISOString(),
    ...neighbours(file, period, calendar),
    agenda: agendaOf(facts, promisedOf(actions, lines)).map((item) => ({
      title: item.title,
      minutes: item.minutes,
      subtitle: subtitleOf(item, facts, lines),
    })),
    missing: missingTeams(dueOf(facts, said)),
    canOpen: period.end < today && !series.retired,
  };
}

/** The number of a review, by which it is followed. Throws `AppError` 404 where it was not opened. */
export async function openReviewId(
  context: Context,
  key: string,
  series: string | undefined,
): Promise<number> {
  const { review } = await readFile(context, key, series);
  if (review !== null) return review.id;
  throw new AppError('unknown_review', 'This review was not opened yet.', { status: 404 });
}
