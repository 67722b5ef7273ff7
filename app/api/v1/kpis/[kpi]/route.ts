import { answerRead } from '@/lib/http/api';
import { followRename } from '@/lib/http/renamed';
import { kpiRead } from '@/lib/http/schema-kpis';
import { kpiEntry } from '@/lib/usecases/kpi-register';

/** One KPI as it is agreed: `?asOf`. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ kpi: string }> },
): Promise<Response> {
  return answerRead(request, kpiRead, async (context, query) => {
    const { kpi } = await params;
    return followRename(request, context, { noun: 'kpis', slug: kpi }, async () => {
      const { asOf, entry } = await kpiEntry(context, kpi, query.asOf);
      return { asOf, body: entry };
    });
  });
}
