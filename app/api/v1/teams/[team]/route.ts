import { teamAnswer } from '@/lib/domain/team-view-answer';
import { answerRead } from '@/lib/http/api';
import { followRename } from '@/lib/http/renamed';
import { teamRead } from '@/lib/http/schema-teams';
import { teamPage } from '@/lib/usecases/team';

/** What a team's page shows: `?journey&period&segment&asOf`. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ team: string }> },
): Promise<Response> {
  return answerRead(request, teamRead, async (context, query) => {
    const { team } = await params;
    return followRename(request, context, { noun: 'teams', slug: team }, async () => {
      const view = await teamPage(context, team, query);
      return { asOf: view.frame.now, body: teamAnswer(view) };
    });
  });
}
