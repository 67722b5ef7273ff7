import { canDraw, embedAnswer } from '@/lib/http/embed/answer';
import { askingOf, responseOf } from '@/lib/http/embed/route';
import { embedStore } from '@/lib/http/embed/store';
import { draw, WORDS } from '../draw';

export const dynamic = 'force-dynamic';

/** Draws what the front has not in memory; see docs/decisions/0015-embed-front.md. */
export async function GET(request: Request): Promise<Response> {
  const store = embedStore();
  canDraw(store, draw, WORDS);
  const answer = await embedAnswer(store, askingOf(request));
  if (answer === null) throw new Error('an embed was not answered by who can draw it');
  return responseOf(answer);
}
