import { requestAccess } from '@/lib/http/access';
import { guarded } from '@/lib/http/api';
import { followReview } from '@/lib/http/followers';
import { openReviewId } from '@/lib/usecases/review';

/** Often enough for what stands between us and the reader not to think that nobody is there. */
const HEARTBEAT_MS = 15_000;

const encoder = new TextEncoder();

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
    let leave = () => {};
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        const send = (text: string) => {
          try {
            controller.enqueue(encoder.encode(text));
          } catch {
            leave();
          }
        };
        send('retry: 1000\n\n');
        const stop = await followReview(context, review, (news) => send(`data: ${news}\n\n`));
        const heartbeat = setInterval(() => send(': here\n\n'), HEARTBEAT_MS);
        leave = () => {
          clearInterval(heartbeat);
          stop();
        };
        if (request.signal.aborted) leave();
        else request.signal.addEventListener('abort', () => leave());
      },
      cancel() {
        leave();
      },
    });
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  });
}
