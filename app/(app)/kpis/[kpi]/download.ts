/** The figures of a KPI as tables to take away: as reported, and as the page shows them. */
import { seriesTable, tidyTable } from '@/lib/domain/kpi-tables';
import { pick } from '@/lib/http/api';
import type { Download } from '@/lib/http/download';
import type { Context } from '@/lib/usecases/context';
import { kpiSeries } from '@/lib/usecases/kpi';
import { kpiFigures } from '@/lib/usecases/kpi-figures';

export async function kpiFiguresDownload(
  context: Context,
  parameters: URLSearchParams,
  slug: string,
): Promise<Download> {
  const query = pick(parameters, ['segment', 'place', 'asOf']);
  const { kpi, calendar, figures } = await kpiFigures(context, slug, query);
  const { series } = await kpiSeries(context, slug, query);
  return {
    fileName: `${kpi.slug}-figures`,
    sheets: [
      { name: 'Figures', rows: tidyTable(kpi.slug, figures, calendar) },
      { name: 'As shown', rows: seriesTable(series) },
    ],
  };
}
