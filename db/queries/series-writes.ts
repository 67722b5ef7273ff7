/** Series of reviews as rows. */
import type { ReadSeries } from '../../lib/domain/series-request';
import type { Db } from '../client';
import { grainCode } from '../codecs';

export async function insertSeries(
  tx: Db,
  series: ReadSeries,
  { demo = false }: { readonly demo?: boolean } = {},
): Promise<void> {
  await tx
    .insertInto('review_series')
    .values({
      slug: series.slug,
      name: series.name,
      journey_id: series.journeyId,
      cadence: grainCode(series.cadence),
      weekday: series.weekday,
      starts_at: series.startsAt,
      time_zone: series.timeZone,
      chair: series.chair,
      members: [...series.members],
      from_date: series.from,
      demo,
    })
    .execute();
}

/** Holds it until the transaction ends: of two who change it at once, the second sees what the first did. */
export async function lockSeries(tx: Db, slug: string): Promise<void> {
  await tx.selectFrom('review_series').select('id').where('slug', '=', slug).forUpdate().execute();
}

/** Its address, its journey and how often it meets stay. */
export async function updateSeries(tx: Db, series: ReadSeries): Promise<void> {
  await tx
    .updateTable('review_series')
    .set({
      name: series.name,
      weekday: series.weekday,
      starts_at: series.startsAt,
      time_zone: series.timeZone,
      chair: series.chair,
      members: [...series.members],
    })
    .where('slug', '=', series.slug)
    .execute();
}

export async function setSeriesRetired(tx: Db, slug: string, retired: boolean): Promise<void> {
  await tx.updateTable('review_series').set({ retired }).where('slug', '=', slug).execute();
}
