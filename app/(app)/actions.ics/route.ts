import { feedContext } from '@/lib/auth/feed';
import { requestAccess } from '@/lib/http/access';
import { guarded } from '@/lib/http/api';
import { actionCalendar } from '@/lib/usecases/actions';

/** Open actions as a calendar that calendar programs follow. */
export function GET(request: Request): Promise<Response> {
  return guarded(async () => {
    const asked = new URL(request.url).searchParams;
    const pick = (name: string) => asked.get(name) ?? undefined;
    const key = pick('key');
    const context =
      key === undefined ? (await requestAccess(request, 'read')).context : await feedContext(key);
    const text = await actionCalendar(context, {
      team: pick('team'),
      person: pick('person'),
      stage: pick('stage'),
      kpi: pick('kpi'),
    });
    return new Response(text, {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, no-store',
        'content-disposition': 'inline; filename="actions.ics"',
      },
    });
  });
}
