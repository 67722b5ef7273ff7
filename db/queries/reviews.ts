/** Reviews and what is kept of them, read in one query whatever their length. */
import { type RawBuilder, sql } from 'kysely';

import type { AgendaKind } from '../../lib/domain/agenda';
import type { CalendarDate } from '../../lib/domain/calendar';
import type { Cadence, ReviewHead, ReviewSeries } from '../../lib/domain/review';
import type {
  Decision,
  ItemState,
  MinutesLink,
  Review,
  ReviewFile,
  ReviewItem,
} from '../../lib/domain/review-record';
import type { Db } from '../client';
import { grainOf } from '../codecs';
import { THANKS, type ThanksRow, thanksOf } from './recognition';

const instant = (text: string): string => new Date(text).toISOString();
const list = (select: RawBuilder<unknown>) =>
  sql`(select coalesce(json_agg(x), '[]') from (${select}) x)`;

interface SeriesRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly journey: string;
  readonly cadence: number;
  readonly weekday: number;
  readonly starts_at: string;
  readonly time_zone: string;
  readonly chair: string | null;
  readonly members: readonly string[];
  readonly from_date: string;
  readonly retired: boolean;
}

interface HeadRow {
  readonly id: number;
  readonly series_id: number;
  readonly period_start: string;
  readonly as_of: string;
  readonly closed_at: string | null;
}

const SERIES = sql`select s.*, j.slug as journey from review_series s join journey j on j.id = s.journey_id order by s.retired, s.id`;

const seriesOf = (row: SeriesRow): ReviewSeries => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  journey: row.journey,
  cadence: grainOf(row.cadence) as Cadence,
  weekday: row.weekday,
  startsAt: row.starts_at,
  timeZone: row.time_zone,
  chair: row.chair,
  members: row.members,
  from: row.from_date as CalendarDate,
  retired: row.retired,
});

const headOf = (row: HeadRow): ReviewHead => ({
  id: row.id,
  start: row.period_start as CalendarDate,
  asOf: instant(row.as_of),
  closedAt: row.closed_at === null ? null : instant(row.closed_at),
});

/** All series with the reviews that were opened. One query. */
export async function listReviewSeries(
  db: Db,
): Promise<readonly { readonly series: ReviewSeries; readonly heads: readonly ReviewHead[] }[]> {
  const { rows } = await sql<{ series: SeriesRow[]; heads: HeadRow[] }>`
    select ${list(SERIES)} as series, ${list(
      sql`select id, series_id, period_start, as_of, closed_at from review order by period_start`,
    )} as heads`.execute(db);
  const [found] = rows;
  return (found?.series ?? []).map((row) => ({
    series: seriesOf(row),
    heads: (found?.heads ?? []).filter(({ series_id }) => series_id === row.id).map(headOf),
  }));
}

/** The series and the first day of the period of a review; null where it is gone. */
export async function findReviewAddress(
  db: Db,
  id: number,
): Promise<{ readonly series: string; readonly start: CalendarDate } | null> {
  const { rows } = await sql<{ series: string; start: string }>`
    select s.slug as series, r.period_start as start
    from review r join review_series s on s.id = r.series_id where r.id = ${id}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { series: row.series, start: row.start as CalendarDate };
}

interface FileRow {
  readonly series: SeriesRow | null;
  readonly heads: readonly HeadRow[];
  readonly review:
    | (HeadRow & {
        readonly opened_at: string;
        readonly opened_by: string;
        readonly present: readonly string[];
        readonly current_item: number | null;
        readonly item_since: string | null;
        readonly closed_by: string | null;
        readonly version: number;
      })
    | null;
  readonly items: readonly ItemRow[];
  readonly decisions: readonly DecisionRow[];
  readonly thanks: readonly ThanksRow[];
  readonly links: readonly LinkRow[];
}

/**
 * The series of that slug, the first live one where it is null, with its review of the period that
 * begins on one of the days given; null where there is no such series.
 */
export async function findReviewFile(
  db: Db,
  slug: string | null,
  starts: readonly string[],
): Promise<ReviewFile | null> {
  const chosen =
    slug === null
      ? sql`select * from review_series where not retired order by id limit 1`
      : sql`select * from review_series where slug = ${slug}`;
  const { rows } = await sql<FileRow>`
    with chosen as (${chosen}),
      held as (select r.* from review r join chosen c on c.id = r.series_id),
      one as (select * from held where period_start = any(${[...starts]}::date[]) order by id limit 1)
    select (select to_jsonb(s) || jsonb_build_object('journey', j.slug)
        from chosen s join journey j on j.id = s.journey_id) as series,
      ${list(sql`select id, series_id, period_start, as_of, closed_at from held order by period_start`)} as heads,
      (select to_jsonb(one) from one) as review,
      ${list(sql`select i.*, array(select k.slug from unnest(i.kpi_ids) with ordinality u(id, o)
          join kpi k on k.id = u.id order by u.o) as kpis
        from review_item i join one on one.id = i.review_id order by i.position, i.id`)} as items,
      ${list(sql`select d.* from decision d join one on one.id = d.review_id order by d.id`)} as decisions,
      ${list(sql`select x.* from (${THANKS}) x
          join one on one.id = x.review_id order by x.id`)} as thanks,
      ${list(sql`select l.* from minutes_link l join one on one.id = l.review_id order by l.number`)} as links`.execute(
    db,
  );
  const [row] = rows;
  if (row?.series == null) return null;
  return {
    series: seriesOf(row.series),
    heads: row.heads.map(headOf),
    review: row.review === null ? null : reviewOf(row, row.review),
    links: row.links.map(linkOf),
  };
}

function reviewOf(row: FileRow, review: NonNullable<FileRow['review']>): Review {
  return {
    ...headOf(review),
    openedAt: instant(review.opened_at),
    openedBy: review.opened_by,
    present: review.present,
    current: review.current_item,
    itemSince: review.item_since === null ? null : instant(review.item_since),
    closedBy: review.closed_by,
    version: review.version,
    items: row.items.map(itemOf),
    decisions: row.decisions.map(decisionOf),
    thanks: row.thanks.map(thanksOf),
  };
}

interface ItemRow {
  readonly id: number;
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly kpis: readonly string[];
  readonly minutes: number;
  readonly state: string;
  readonly note: string;
  readonly note_version: number;
  readonly note_by: string | null;
  readonly asked: string | null;
  readonly asked_by: string | null;
  readonly added_by: string | null;
  readonly spent_seconds: number;
}

const itemOf = (row: ItemRow): ReviewItem => ({
  id: row.id,
  key: row.key,
  kind: row.kind as AgendaKind,
  title: row.title,
  kpis: row.kpis,
  minutes: row.minutes,
  state: row.state as ItemState,
  note: row.note,
  noteVersion: row.note_version,
  noteBy: row.note_by,
  asked: row.asked,
  askedBy: row.asked_by,
  addedBy: row.added_by,
  spentSeconds: row.spent_seconds,
});

interface DecisionRow {
  readonly id: number;
  readonly item_id: number | null;
  readonly text: string;
  readonly proposed_by: string | null;
  readonly present: readonly string[];
  readonly at: string;
  readonly actor: string;
}

const decisionOf = (row: DecisionRow): Decision => ({
  id: row.id,
  item: row.item_id,
  text: row.text,
  proposedBy: row.proposed_by,
  present: row.present,
  at: instant(row.at),
  by: row.actor,
});

interface LinkRow {
  readonly number: number;
  readonly review_id: number;
  readonly kind: string;
  readonly content: string;
  readonly hash_before: string | null;
  readonly hash: string;
  readonly at: string;
  readonly actor: string;
}

const linkOf = (row: LinkRow): MinutesLink => ({
  number: row.number,
  review: row.review_id,
  kind: row.kind as MinutesLink['kind'],
  content: row.content,
  hashBefore: row.hash_before,
  hash: row.hash,
  at: instant(row.at),
  by: row.actor,
});

/** The chain of each series, by its slug, in order. */
export async function listChains(db: Db): Promise<ReadonlyMap<string, readonly MinutesLink[]>> {
  const { rows } = await sql<LinkRow & { series: string }>`
    select l.*, s.slug as series from minutes_link l join review_series s on s.id = l.series_id
    order by l.series_id, l.number`.execute(db);
  const chains = new Map<string, MinutesLink[]>();
  for (const row of rows) {
    chains.set(row.series, [...(chains.get(row.series) ?? []), linkOf(row)]);
  }
  return chains;
}

/** Reviews that say they are closed and have no minutes: the end of a chain was cut off. */
export async function listClosedWithoutMinutes(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ fault: string }>`
    select 'series "' || s.slug || '": the review of the period from ' || r.period_start || ' has no minutes' as fault
    from review r join review_series s on s.id = r.series_id
    where r.closed_at is not null and not exists (
      select 1 from minutes_link l where l.review_id = r.id and l.kind = 'minutes')
    order by r.period_start`.execute(db);
  return rows.map(({ fault }) => fault);
}
