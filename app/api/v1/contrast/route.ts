import { contrastAnswer } from '@/lib/domain/contrast-answer';
import { answerJson, pick, requestContext } from '@/lib/http/api';
import { requireContrast } from '@/lib/usecases/contrast';

/** Silo scorecards against experience scorecards: `?journey&period&segment&asOf`. */
export function GET(request: Request): Promise<Response> {
  return answerJson(request, async (parameters) => {
    const query = pick(parameters, ['journey', 'period', 'segment', 'asOf']);
    const view = await requireContrast(await requestContext(), query);
    return { asOf: view.frame.now, body: contrastAnswer(view) };
  });
}
