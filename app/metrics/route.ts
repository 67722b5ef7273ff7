import { metricsText } from '@/lib/http/metrics';

export const dynamic = 'force-dynamic';

/** For Prometheus. */
export async function GET(): Promise<Response> {
  const { type, text } = await metricsText();
  return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
}
