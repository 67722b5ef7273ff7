import { accountabilityAnswer } from '@/lib/domain/accountability-answer';
import { answerRead } from '@/lib/http/api';
import { accountabilityRead } from '@/lib/http/schema-accountability';
import { accountability } from '@/lib/usecases/accountability';

/** Who answers for which KPI, and the gaps: `?journey&period&asOf&team&stage&lens`. */
export function GET(request: Request): Promise<Response> {
  return answerRead(request, accountabilityRead, async (context, query) => {
    const view = await accountability(context, query);
    return { asOf: view.frame.now, body: accountabilityAnswer(view) };
  });
}
