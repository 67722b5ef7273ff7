import { stopByKey } from '@/lib/http/stop';
import { stopPath } from '@/lib/paths-people';

interface Asked {
  readonly params: Promise<{ readonly key: string }>;
}

/** Pressed in a mail program, which asks nobody anything more (RFC 8058). */
export async function POST(_request: Request, { params }: Asked): Promise<Response> {
  return answer(await stopByKey((await params).key));
}

/** Opened in a browser: a page says what it would do, and nothing is done. */
export async function GET(_request: Request, { params }: Asked): Promise<Response> {
  const location = stopPath(encodeURIComponent((await params).key));
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

function answer(isOurs: boolean): Response {
  return new Response(isOurs ? 'You get no more of them.\n' : 'This link is not whole.\n', {
    status: isOurs ? 200 : 404,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
