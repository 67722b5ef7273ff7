/** Thanks as rows. */
import type { Db } from '../client';

export async function insertThanks(
  tx: Db,
  thanks: {
    readonly teamId: number;
    readonly person: string | null;
    readonly text: string;
    readonly kpiId: number | null;
    readonly stageId: number | null;
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
      moment_id: null,
      evidence: thanks.evidence,
      credited: [...thanks.credited],
      review_id: thanks.reviewId,
      at: thanks.at,
      actor: thanks.actor,
    })
    .execute();
}
