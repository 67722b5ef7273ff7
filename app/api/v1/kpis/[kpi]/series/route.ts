import { seriesAnswer } from '@/lib/domain/contrast-answer';
import { answerRead } from '@/lib/http/api';
import { followRename } from '@/lib/http/renamed';
import { seriesRead } from '@/lib/http/schema-series';
import { kpiSeries } from '@/lib/usecases/kpi';

/** One KPI through time: `?grain&from&to&segment&place&asOf`. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ kpi: string }> },
): Promise<Response> {
  return answerRead(request, seriesRead, async (context, query) => {
    const { kpi } = await params;
    return followRename(request, context, { noun: 'kpis', slug: kpi }, async () => {
      const { series, asOf } = await kpiSeries(context, kpi, query);
      return { asOf, body: seriesAnswer(series) };
    });
  });
}
