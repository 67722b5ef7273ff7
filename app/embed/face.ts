/** From what an embed is about to what it says: the view of its page, and the face of its kind. */
import type { Face } from '@/components/embed/face';
import { journeyFace } from '@/components/embed/journey-face';
import { kpiFace } from '@/components/embed/kpi-face';
import { stageFace, teamFace } from '@/components/embed/scorecard-face';
import type { EmbedSubject } from '@/lib/domain/embed';
import type { Context } from '@/lib/usecases/context';
import { requireContrast } from '@/lib/usecases/contrast';
import { kpiDrawing } from '@/lib/usecases/kpi';
import { stagePage } from '@/lib/usecases/stage';
import { teamPage } from '@/lib/usecases/team';

/** What the product's own page is made of, so that both say the same. */
export async function faceOf(context: Context, subject: EmbedSubject): Promise<Face> {
  const { kind, span } = subject;
  const query = {
    journey: subject.journey ?? undefined,
    segment: subject.segment ?? undefined,
    asOf: subject.asOf ?? undefined,
    grain: subject.grain ?? undefined,
  };
  switch (kind) {
    case 'kpi-chart':
    case 'kpi-tile': {
      const { journey: _, ...looked } = query;
      const place = subject.place ?? undefined;
      const shown = await kpiDrawing(context, subject.kpi ?? '', { ...looked, place });
      return kpiFace(shown, kind === 'kpi-chart' ? 'chart' : 'tile', span);
    }
    case 'stage':
      return stageFace(await stagePage(context, subject.stage ?? '', query));
    case 'team':
      return teamFace(await teamPage(context, subject.team ?? '', query));
    default:
      return journeyFace(await requireContrast(context, query), kind, span);
  }
}
