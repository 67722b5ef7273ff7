import { seriesAnswer } from '@/lib/domain/contrast-answer';
import { answerJson, pick, requestContext } from '@/lib/http/api';
import { kpiSeries } from '@/lib/usecases/kpi';

/** One KPI through time: `?grain&from&to&segment&place&asOf`. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ kpi: string }> },
): Promise<Response> {
  return answerJson(request, async (parameters) => {
    const query = pick(parameters, ['grain', 'from', 'to', 'segment', 'place', 'asOf']);
    const { series, asOf } = await kpiSeries(await requestContext(), (await params).kpi, query);
    return { asOf, body: seriesAnswer(series) };
  });
}
