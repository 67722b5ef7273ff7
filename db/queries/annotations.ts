/** Marks on the charts of KPIs. The trigger on the table writes each change to the audit log. */
import type { Annotation } from '../../lib/domain/catalog';
import type { Db } from '../client';

export async function insertAnnotation(
  tx: Db,
  kpiId: number,
  {
    date,
    text,
    reason,
    restartsLimits,
  }: Pick<Annotation, 'date' | 'text' | 'reason' | 'restartsLimits'>,
): Promise<void> {
  await tx
    .insertInto('annotation')
    .values({ kpi_id: kpiId, date, text, reason, restarts_limits: restartsLimits })
    .execute();
}

/** Whether there was one to take away. */
export async function deleteAnnotation(tx: Db, kpiId: number, id: number): Promise<boolean> {
  const gone = await tx
    .deleteFrom('annotation')
    .where('kpi_id', '=', kpiId)
    .where('id', '=', id)
    .returning('id')
    .execute();
  return gone.length > 0;
}
