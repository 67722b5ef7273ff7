import { teamAnswer } from '@/lib/domain/team-view-answer';
import { answerJson, pick, requestContext } from '@/lib/http/api';
import { teamPage } from '@/lib/usecases/team';

/** What a team's page shows: `?journey&period&segment&asOf`. */
export function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly team: string }> },
): Promise<Response> {
  return answerJson(request, async (parameters) => {
    const { team } = await params;
    const query = pick(parameters, ['journey', 'period', 'segment', 'asOf']);
    const view = await teamPage(await requestContext(), team, query);
    return { asOf: view.frame.now, body: teamAnswer(view) };
  });
}
