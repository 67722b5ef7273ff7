import { requestAccess } from '@/lib/http/access';
import { guarded } from '@/lib/http/api';
import { metricsText } from '@/lib/http/metrics';

export const dynamic = 'force-dynamic';

/** For Prometheus, with a key. */
export function GET(request: Request): Promise<Response> {
  return guarded(async () => {
    const { context } = await requestAccess(request, 'read');
    const { type, text } = await metricsText(context);
    return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
  });
}
