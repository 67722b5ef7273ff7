/** Actions as rows: read whole in one query, as they are or as they were, and written one at a time. */
import { sql } from 'kysely';

import type { Action, ActionState, ReviewRef } from '../../lib/domain/action';
import { type Calendar, type CalendarDate, periodContaining } from '../../lib/domain/calendar';
import { dateInZone } from '../../lib/domain/calendar-zone';
import type { Catalog } from '../../lib/domain/catalog';
import { withheldIds } from '../../lib/domain/withheld';
import type { Db } from '../client';
import { grainOf } from '../codecs';

/** As `to_jsonb` writes it. */
interface ActionRow {
  readonly id: number;
  readonly text: string;
  readonly team_id: number;
  readonly person: string | null;
  readonly due: string;
  readonly first_due: string;
  readonly moved: number;
  readonly kpi_id: number | null;
  readonly stage_id: number | null;
  readonly moment_id: number | null;
  readonly effect: string | null;
  readonly effect_by: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly opened_at: string;
  readonly opened_by: string;
  readonly opened_in: number | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly closed_in: number | null;
  readonly version: number;
}

interface ReviewRow {
  readonly id: number;
  readonly period_start: string;
  readonly cadence: number;
}

export interface ActionsWanted {
  readonly catalog: Pick<
    Catalog,
    'teams' | 'kpis' | 'stages' | 'moments' | 'organisation' | 'withheld'
  >;
  readonly calendar: Calendar;
  /** RFC 3339; null is now. */
  readonly asOf: string | null;
  /** Closed ones of this KPI as well; null for open ones alone, `all` for those of all. */
  readonly closed: 'all' | { readonly kpiId: number } | { readonly since: string } | null;
}

/**
 * Actions as they were known at a moment, with the reviews that they were opened and closed in. Those about
 * a KPI that was taken out of the catalogue are not there. One query.
 */
export async function listActions(db: Db, wanted: ActionsWanted): Promise<readonly Action[]> {
  const { asOf, closed } = wanted;
  const kept =
    closed === 'all'
      ? sql`true`
      : closed === null
        ? sql`a.state = 'open'`
        : 'kpiId' in closed
          ? sql`a.kpi_id = ${closed.kpiId}`
          : sql`(a.state = 'open' or a.closed_at > ${closed.since}::timestamptz)`;
  const rows =
    asOf === null
      ? sql`select a.* from action a where ${kept}`
      : sql`select a.* from (
          select x.* from action x where not exists (
            select 1 from audit_log l where l.entity = 'action' and l.at > ${asOf}::timestamptz
              and l.row_key = x.id::text)
          union all
          select (jsonb_populate_record(null::action, undone.before)).* from (
            select distinct on (l.row_key) l.before from audit_log l
            where l.entity = 'action' and l.at > ${asOf}::timestamptz order by l.row_key, l.id) undone
          where undone.before is not null) a where ${kept}`;
  const { rows: found } = await sql<{ actions: ActionRow[]; reviews: ReviewRow[] }>`
    with wanted as (${rows})
    select (select coalesce(json_agg(w), '[]') from wanted w) as actions,
      (select coalesce(json_agg(json_build_object('id', r.id, 'period_start', r.period_start, 'cadence', s.cadence)), '[]')
        from review r join review_series s on s.id = r.series_id
        where r.id in (select opened_in from wanted union select closed_in from wanted)) as reviews`.execute(
    db,
  );
  const [first] = found;
  return first === undefined ? [] : decode(first.actions, first.reviews, wanted);
}

function decode(
  rows: readonly ActionRow[],
  reviews: readonly ReviewRow[],
  { catalog, calendar }: ActionsWanted,
): readonly Action[] {
  const slugs = (items: readonly { readonly id: number; readonly slug: string }[]) =>
    new Map(items.map(({ id, slug }) => [id, slug]));
  const [teams, kpis, stages, moments] = [
    slugs(catalog.teams),
    slugs(catalog.kpis),
    slugs(catalog.stages),
    slugs(catalog.moments),
  ];
  const withheld = withheldIds(catalog);
  const refs = new Map(
    reviews.map(({ id, period_start: start, cadence }): [number, ReviewRef] => [
      id,
      { id, period: periodContaining(start as CalendarDate, grainOf(cadence), calendar).key },
    ]),
  );
  const slugOf = (known: ReadonlyMap<number, string>, id: number | null) =>
    id === null ? null : (known.get(id) ?? null);
  const { timeZone } = catalog.organisation;
  const instant = (text: string) => new Date(text).toISOString();
  return rows.flatMap((row): Action[] => {
    const team = teams.get(row.team_id);
    if (team === undefined || withheld.has(row.kpi_id ?? 0)) return [];
    const openedAt = instant(row.opened_at);
    const closedAt = row.closed_at === null ? null : instant(row.closed_at);
    return [
      {
        id: row.id,
        text: row.text,
        team,
        person: row.person,
        due: row.due as CalendarDate,
        firstDue: row.first_due as CalendarDate,
        moved: row.moved,
        kpi: slugOf(kpis, row.kpi_id),
        stage: slugOf(stages, row.stage_id),
        moment: slugOf(moments, row.moment_id),
        effect: row.effect,
        effectBy: row.effect_by as CalendarDate | null,
        state: row.state as ActionState,
        outcome: row.outcome,
        openedAt,
        openedOn: dateInZone(openedAt, timeZone),
        openedBy: row.opened_by,
        openedIn: row.opened_in === null ? null : (refs.get(row.opened_in) ?? null),
        closedAt,
        closedOn: closedAt === null ? null : dateInZone(closedAt, timeZone),
        closedBy: row.closed_by,
        closedIn: row.closed_in === null ? null : (refs.get(row.closed_in) ?? null),
        version: row.version,
      },
    ];
  });
}

/** What is written of an action: handles instead of slugs. */
export interface ActionValues {
  readonly text: string;
  readonly teamId: number;
  readonly person: string | null;
  readonly due: string;
  readonly kpiId: number | null;
  readonly stageId: number | null;
  readonly momentId: number | null;
  readonly effect: string | null;
  readonly effectBy: string | null;
}

interface Acting {
  readonly actor: string;
  /** RFC 3339. */
  readonly at: string;
  /** The review that it happens in. */
  readonly reviewId: number | null;
}

const columns = (values: ActionValues) => ({
  text: values.text,
  team_id: values.teamId,
  person: values.person,
  due: values.due,
  kpi_id: values.kpiId,
  stage_id: values.stageId,
  moment_id: values.momentId,
  effect: values.effect,
  effect_by: values.effectBy,
});

export async function insertAction(
  tx: Db,
  values: ActionValues,
  { actor, at, reviewId }: Acting,
): Promise<number> {
  const { id } = await tx
    .insertInto('action')
    .values({
      ...columns(values),
      first_due: values.due,
      opened_at: at,
      opened_by: actor,
      opened_in: reviewId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Whether the version that was seen was still there to change. */
export async function updateAction(
  tx: Db,
  id: number,
  version: number,
  values: ActionValues,
): Promise<boolean> {
  const changed = await tx
    .updateTable('action')
    .set({
      ...columns(values),
      version: version + 1,
      moved: sql<number>`moved + case when due <> ${values.due}::date then 1 else 0 end`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .execute();
  return changed.length > 0;
}

/** Whether it was open, in the version that was seen. */
export async function closeAction(
  tx: Db,
  id: number,
  version: number,
  {
    state,
    outcome,
    actor,
    at,
    reviewId,
  }: Acting & { readonly state: 'done' | 'dropped'; readonly outcome: string | null },
): Promise<boolean> {
  const changed = await tx
    .updateTable('action')
    .set({
      state,
      outcome,
      closed_at: at,
      closed_by: actor,
      closed_in: reviewId,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'open')
    .returning('id')
    .execute();
  return changed.length > 0;
}

/** Opens it again: it is as if it had never been closed, but for the log. */
export async function reopenAction(tx: Db, id: number, version: number): Promise<boolean> {
  const changed = await tx
    .updateTable('action')
    .set({
      state: 'open',
      outcome: null,
      closed_at: null,
      closed_by: null,
      closed_in: null,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '<>', 'open')
    .returning('id')
    .execute();
  return changed.length > 0;
}
