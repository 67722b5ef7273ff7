/** The list of KPIs as a table to take away. */
import { listTable } from '@/lib/domain/kpi-tables';
import { pick } from '@/lib/http/api';
import type { Download } from '@/lib/http/download';
import { KPI_LIST_PARAMETERS } from '@/lib/paths';
import type { Context } from '@/lib/usecases/context';
import { kpiList } from '@/lib/usecases/kpi-list';

export async function kpiListDownload(
  context: Context,
  parameters: URLSearchParams,
): Promise<Download> {
  const view = await kpiList(context, pick(parameters, KPI_LIST_PARAMETERS));
  return {
    fileName: view === null ? 'kpis' : `kpis-${view.frame.period.key}`,
    sheets: [{ name: 'KPIs', rows: listTable(view ?? { items: [] }) }],
  };
}
