/** Closing a review makes its minutes, one more link of the chain; later only corrections are added. */
import { listActions } from '../../../db/queries/actions';
import { listCheckIns } from '../../../db/queries/check-ins';
import { notifyReview } from '../../../db/queries/review-news';
import {
  insertLink,
  lastLink,
  lockOpenReview,
  markClosed,
  moveToItem,
} from '../../../db/queries/review-writes';
import { linkHash } from '../../crypto/minutes-hash';
import { type ActionLine, actionLines } from '../../domain/action';
import { addDays, parsePeriodKey } from '../../domain/calendar';
import { canonicalJson } from '../../domain/canonical-json';
import type { Minutes, MinutesFigure, MinutesItem, MinutesPoint } from '../../domain/minutes';
import type { PostWorld } from '../../domain/post';
import type { CheckIn, Review, ReviewFile, ReviewItem } from '../../domain/review-record';
import { plainText } from '../../domain/sentence';
import type { StageKpi } from '../../domain/stage-view';
import { AppError } from '../../errors';
import { type Context, demand } from '../context';
import { readFile } from '../review';
import { inCommon } from '../scope';
import { subtitleOf } from './agenda-words';
import { type ReviewFacts, reviewFacts } from './facts';
import { queueDigests } from './post-digests';
import { queueCorrection, queueMinutes } from './post-minutes';

/**
 * Closes a review. Its minutes hold what was shown and said, and nothing of it changes again; they are
 * mailed to those concerned, where mail is set up.
 */
export async function closeReview(
  context: Context,
  key: string,
  series: string | undefined,
  world: PostWorld | null = null,
): Promise<void> {
  demand(context, 'review.close');
  const { db, actor } = context;
  await db.transaction().execute(async (tx) => {
    const at = context.now().toISOString();
    const inside = { ...context, db: tx };
    const asked = await readFile(inside, key, series);
    if (asked.review === null || (await lockOpenReview(tx, asked.review.id)) === null) {
      throw new AppError('review_closed', 'This review is not open.', { status: 409 });
    }
    if (asked.review.current !== null) {
      await moveToItem(tx, asked.review.id, asked.review.current, at);
    }
    // What is kept and mailed is for all who take part, whoever closes it.
    const file = await readFile(inCommon(inside), key, series);
    const { review } = file;
    if (review === null) throw new Error('a review that is locked is there');
    const facts = await reviewFacts(inside, {
      journey: file.series.journey,
      period: key,
      asOf: review.asOf,
    });
    const lines = await linesOf(inside, file, review, facts);
    const content = canonicalJson(await minutesOf(inside, file, review, facts, lines, at));
    const last = await lastLink(tx, file.series.id);
    const before = last?.hash ?? null;
    const link = { content, hashBefore: before, hash: linkHash(content, before) };
    await insertLink(tx, {
      ...link,
      seriesId: file.series.id,
      number: (last?.number ?? 0) + 1,
      reviewId: review.id,
      kind: 'minutes',
      at,
      actor,
    });
    await queueMinutes(inside, world, { file, review: review.id, link, lines, facts, at });
    await queueDigests(inside, world, { file, review, facts, at });
    await markClosed(tx, review.id, at, actor);
    await notifyReview(tx, review.id);
  });
}

const LONGEST_CORRECTION = 2_000;

/** Adds a dated correction beneath the minutes of a closed review, and mails it to whom those went. */
export async function correctMinutes(
  context: Context,
  key: string,
  series: string | undefined,
  typed: string,
  world: PostWorld | null = null,
): Promise<void> {
  demand(context, 'review.close');
  const { db, actor } = context;
  const text = typed.replaceAll('\r\n', '\n').trim();
  if (text === '' || text.length > LONGEST_CORRECTION) {
    throw new AppError(
      'bad_correction',
      text === ''
        ? 'Say what is to be corrected.'
        : `This has ${text.length} characters; at most ${LONGEST_CORRECTION} are kept.`,
      { status: 422 },
    );
  }
  await db.transaction().execute(async (tx) => {
    const at = context.now().toISOString();
    const { review, links, series: found } = await readFile({ ...context, db: tx }, key, series);
    const minutes = links.find(({ kind }) => kind === 'minutes');
    if (review === null || minutes === undefined) {
      throw new AppError('review_open', 'Minutes are corrected once they are made.', {
        status: 409,
      });
    }
    const content = canonicalJson({ format: 1, of: minutes.hash, text, at, by: actor });
    const last = await lastLink(tx, found.id);
    const before = last?.hash ?? null;
    const link = { content, hashBefore: before, hash: linkHash(content, before) };
    await insertLink(tx, {
      ...link,
      seriesId: found.id,
      number: (last?.number ?? 0) + 1,
      reviewId: review.id,
      kind: 'correction',
      at,
      actor,
    });
    const corrected = { series: found, period: key, review: review.id, link, at };
    await queueCorrection({ db: tx }, world, corrected);
  });
}

/** Open actions, and those closed since the review before. */
async function linesOf(
  { db }: Context,
  { heads }: ReviewFile,
  review: Review,
  { catalog, calendar, period, today }: ReviewFacts,
): Promise<readonly ActionLine[]> {
  const last = heads.findLast((head) => head.start < period.start);
  const since = last?.asOf ?? review.asOf;
  const actions = await listActions(db, { catalog, calendar, asOf: null, closed: { since } });
  return actionLines(actions, catalog, today);
}

async function minutesOf(
  context: Context,
  { series }: ReviewFile,
  review: Review,
  facts: ReviewFacts,
  lines: readonly ActionLine[],
  at: string,
): Promise<Minutes> {
  const { catalog, period } = facts;
  const wanted = { catalog, from: addDays(period.start, -100), to: period.end };
  const said = await listCheckIns(context.db, wanted);
  const spent = (items: readonly ReviewItem[]) =>
    items.reduce((sum, { spentSeconds }) => sum + spentSeconds, 0);
  return {
    format: 1,
    organisation: catalog.organisation.name,
    series: series.name,
    journey: facts.journey.name,
    period: period.key,
    start: period.start,
    end: period.end,
    asOf: review.asOf,
    openedAt: review.openedAt,
    closedAt: at,
    closedBy: context.actor,
    chair: series.chair,
    present: review.present,
    items: review.items.map((item) => itemOf(item, review, facts, lines, said)),
    actions: lines.map((line) => actionOf(line, review.id)),
    thanks: review.thanks.map(({ team, person, text, evidence }) => ({
      team: nameOf(facts, team),
      person,
      text,
      evidence,
    })),
    own: {
      signalSeconds: spent(review.items.filter(({ kind }) => kind === 'signal')),
      spentSeconds: spent(review.items),
      kept: lines.filter(({ state, closedOn, due }) => state === 'done' && (closedOn ?? '') <= due)
        .length,
      late: lines.filter(({ daysLate }) => daysLate > 0).length,
    },
  };
}

function itemOf(
  item: ReviewItem,
  review: Review,
  facts: ReviewFacts,
  lines: readonly ActionLine[],
  said: readonly CheckIn[],
): MinutesItem {
  const kpis = item.kpis.flatMap((slug) => facts.kpis.get(slug) ?? []);
  const starts = new Set(
    kpis.map(({ period }) => parsePeriodKey(period, facts.calendar)?.start ?? facts.period.start),
  );
  return {
    title: item.title,
    kind: item.kind,
    state: item.state,
    said: subtitleOf(item, facts, lines),
    planned: item.minutes,
    spentSeconds: item.spentSeconds,
    note: item.note,
    asked: item.asked,
    figures: kpis.map((kpi) => figureOf(kpi, item.kind === 'signal')),
    checkIns: said
      .filter(({ kpi, start }) => item.kpis.includes(kpi) && starts.has(start))
      .map((each) => ({
        team: nameOf(facts, each.team),
        by: each.by,
        happened: each.happened,
        why: each.why,
        next: each.next,
        backBy: each.backBy,
      })),
    decisions: review.decisions
      .filter((decision) => decision.item === item.id)
      .map(({ text, proposedBy }) =>
        proposedBy === null ? text : `${text} (proposed by ${proposedBy})`,
      ),
  };
}

const figureOf = (item: StageKpi, isCharted: boolean): MinutesFigure => ({
  kpi: item.kpi.slug,
  name: item.kpi.name,
  period: item.period,
  value: item.value,
  unit: item.unit,
  decimals: item.decimals,
  status: item.status,
  target: item.target?.target ?? null,
  lower: item.lower,
  upper: item.upper,
  answers: item.accountable.name,
  said: plainText(item.sentence),
  ...(isCharted ? { trail: trailOf(item) } : {}),
});

const trailOf = ({ chart }: StageKpi): readonly MinutesPoint[] =>
  chart.points.map(({ period, value, lower, upper, target, signal }) => ({
    period,
    value,
    lower,
    upper,
    target,
    signal,
  }));

const actionOf = (line: ActionLine, review: number): Minutes['actions'][number] => ({
  id: line.id,
  text: line.text,
  team: line.team.name,
  person: line.person,
  due: line.due,
  state: line.state,
  daysLate: line.daysLate,
  kpi: line.kpi?.name ?? null,
  effect: line.effect,
  outcome: line.outcome,
  isNew: line.openedIn?.id === review,
});

const nameOf = ({ catalog }: ReviewFacts, team: string): string =>
  catalog.teams.find(({ slug }) => slug === team)?.name ?? team;
