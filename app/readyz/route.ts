import { openWorld } from '@/lib/auth/request';
import { isReady } from '@/lib/usecases/ready';

export const dynamic = 'force-dynamic';

/** Ready: the database answers and its schema is this version's. */
export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  try {
    if (await isReady(await openWorld())) return new Response('ready\n', { headers });
    return new Response('the database waits for its migration\n', { status: 503, headers });
  } catch {
    return new Response('the database cannot be used\n', { status: 503, headers });
  }
}
