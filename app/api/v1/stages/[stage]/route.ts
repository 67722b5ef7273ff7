import { stageAnswer } from '@/lib/domain/stage-answer';
import { answerRead } from '@/lib/http/api';
import { followRename } from '@/lib/http/renamed';
import { stageRead } from '@/lib/http/schema-stages';
import { stagePage } from '@/lib/usecases/stage';

/** What the page of a stage shows: `?period&segment&asOf`. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ stage: string }> },
): Promise<Response> {
  return answerRead(request, stageRead, async (context, query) => {
    const { stage } = await params;
    return followRename(request, context, { noun: 'stages', slug: stage }, async () => {
      const view = await stagePage(context, stage, query);
      return { asOf: view.frame.now, body: stageAnswer(view) };
    });
  });
}
