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
