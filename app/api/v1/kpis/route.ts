import { answerRead } from '@/lib/http/api';
import { cursorOf, readCursor } from '@/lib/http/cursor';
import { kpisRead } from '@/lib/http/schema-kpis';
import { kpiRegister } from '@/lib/usecases/kpi-register';

/** The KPIs by slug: `?journey&stage&team&lens&kind&limit&cursor&asOf`. */
export function GET(request: Request): Promise<Response> {
  return answerRead(request, kpisRead, async (context, { cursor, ...query }) => {
    const after = readCursor(cursor);
    const { asOf, kpis, last } = await kpiRegister(context, { ...query, after });
    return { asOf, body: { kpis, next: cursorOf(last) } };
  });
}
