import { stageAnswer } from '@/lib/domain/stage-answer';
import { answerJson, pick, requestContext } from '@/lib/http/api';
import { stagePage } from '@/lib/usecases/stage';

/** What the page of a stage shows: `?period&segment&asOf`. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ stage: string }> },
): Promise<Response> {
  return answerJson(request, async (parameters) => {
    const query = pick(parameters, ['period', 'segment', 'asOf']);
    const view = await stagePage(await requestContext(), (await params).stage, query);
    return { asOf: view.frame.now, body: stageAnswer(view) };
  });
}
