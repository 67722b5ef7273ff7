import { answerRead } from '@/lib/http/api';
import { cursorOf, readCursor } from '@/lib/http/cursor';
import { journeysRead } from '@/lib/http/schema-journeys';
import { journeys } from '@/lib/usecases/journeys';

/** The journeys with their stages and moments: `?limit&cursor&asOf`. */
export function GET(request: Request): Promise<Response> {
  return answerRead(request, journeysRead, async (context, { cursor, ...query }) => {
    const page = await journeys(context, { ...query, after: readCursor(cursor) });
    return { asOf: page.asOf, body: { journeys: page.journeys, next: cursorOf(page.last) } };
  });
}
