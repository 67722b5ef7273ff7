import { accountabilityAnswer } from '@/lib/domain/accountability-answer';
import { answerJson, pick, requestContext } from '@/lib/http/api';
import { accountability } from '@/lib/usecases/accountability';

/** Who answers for which KPI, and the gaps: `?journey&period&asOf&team&stage&lens`. */
export function GET(request: Request): Promise<Response> {
  return answerJson(request, async (parameters) => {
    const query = pick(parameters, ['journey', 'period', 'asOf', 'team', 'stage', 'lens']);
    const view = await accountability(await requestContext(), query);
    return { asOf: view.frame.now, body: accountabilityAnswer(view) };
  });
}
