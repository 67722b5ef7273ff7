import { isAppError } from '@/lib/errors';
import { requestAccess } from '@/lib/http/access';
import { guarded } from '@/lib/http/api';
import { eventStream } from '@/lib/http/event-stream';
import { followReview } from '@/lib/http/followers';
import { openReviewId } from '@/lib/usecases/review';

/** What changes in a review, as it happens (server-sent events). */
export function GET(
  request: Request,
  { params }: { params: Promise<{ readonly period: string }> },
): Promise<Response> {
  return guarded(async () => {
    const { period } = await params;
    const series = new URL(request.url).searchParams.get('series') ?? undefined;
    const { context } = await requestAccess(request, 'read');
    const review = await openReviewId(context, period, series);
    return eventStream({
      signal: request.signal,
      follow: (tell) => followReview(context, review, tell),
      check: () => requestAccess(request, 'read').catch(unlessTooOften),
    });
  });
}

/** That a key asks for much at once is no end of its rights. */
function unlessTooOften(error: unknown): void {
  if (!isAppError(error) || error.status !== 429) throw error;
}
