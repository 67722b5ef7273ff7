import { answerRead } from '@/lib/http/api';
import { findRead } from '@/lib/http/schema-find';
import { find } from '@/lib/usecases/find';

/** What has these words in its name: `?q&asOf`. */
export function GET(request: Request): Promise<Response> {
  return answerRead(request, findRead, async (context, query) => {
    const { asOf, found } = await find(context, query);
    return { asOf, body: { found } };
  });
}
