/** Thanks as rows. */
import { sql } from 'kysely';

import type { Catalog } from '../../lib/domain/catalog';
import type { Thanks } from '../../lib/domain/review-record';
import { withheldIds } from '../../lib/domain/withheld';
import type { Db } from '../client';

/** With the slugs of what they are about. */
export const THANKS = sql`
  select g.*, t.slug as team, k.slug as kpi, s.slug as stage, m.slug as moment from recognition g
    join team t on t.id = g.team_id
    left join kpi k on k.id = g.kpi_id left join stage s on s.id = g.stage_id
    left join moment m on m.id = g.moment_id`;

/** Whether thanks are about nothing that was taken out of the catalogue. */
const isSeen = (catalog: Pick<Catalog, 'withheld'>) =>
  sql`coalesce(g.kpi_id, 0) <> all(${[...withheldIds(catalog)]}::int[])`;

export interface ThanksRow {
  readonly id: number;
  readonly team: string;
  readonly person: string | null;
  readonly text: string;
  readonly kpi: string | null;
  readonly stage: string | null;
  readonly moment: string | null;
  readonly evidence: string | null;
  readonly credited: readonly string[];
  readonly review_id: number | null;
  readonly at: string;
  readonly actor: string;
}

export const thanksOf = (row: ThanksRow): Thanks => ({
  id: row.id,
  team: row.team,
  person: row.person,
  text: row.text,
  kpi: row.kpi,
  stage: row.stage,
  moment: row.moment,
  evidence: row.evidence,
  credited: row.credited,
  review: row.review_id,
  at: new Date(row.at).toISOString(),
  by: row.actor,
});

/**
 * Thanks given since a day, of all reviews and none; up to a moment where one is named. Those about a KPI
 * that was taken out of the catalogue are not there.
 */
export async function listThanks(
  db: Db,
  catalog: Pick<Catalog, 'withheld'>,
  since: string,
  asOf: string | null = null,
): Promise<readonly Thanks[]> {
  const { rows } = await sql<ThanksRow>`${THANKS}
    where ${isSeen(catalog)} and g.at > ${since}::timestamptz and g.at <= coalesce(${asOf}::timestamptz, 'infinity') order by g.at desc, g.id desc limit 200`.execute(
    db,
  );
  return rows.map(thanksOf);
}

/** All thanks from one moment until before another, the newest first. */
export async function listThanksBetween(
  db: Db,
  catalog: Pick<Catalog, 'withheld'>,
  from: string,
  before: string,
): Promise<readonly Thanks[]> {
  const { rows } = await sql<ThanksRow>`${THANKS}
    where ${isSeen(catalog)} and g.at >= ${from}::timestamptz and g.at < ${before}::timestamptz order by g.at desc, g.id desc`.execute(
    db,
  );
  return rows.map(thanksOf);
}

export async function insertThanks(
  tx: Db,
  thanks: {
    readonly teamId: number;
    readonly person: string | null;
    readonly text: string;
    readonly kpiId: number | null;
    readonly stageId: number | null;
    readonly momentId: number | null;
    readonly evidence: string | null;
    readonly credited: readonly string[];
    readonly reviewId: number | null;
    readonly at: string;
    readonly actor: string;
  },
): Promise<void> {
  await tx
    .insertInto('recognition')
    .values({
      team_id: thanks.teamId,
      person: thanks.person,
      text: thanks.text,
      kpi_id: thanks.kpiId,
      stage_id: thanks.stageId,
      moment_id: thanks.momentId,
      evidence: thanks.evidence,
      credited: [...thanks.credited],
      review_id: thanks.reviewId,
      at: thanks.at,
      actor: thanks.actor,
    })
    .execute();
}
