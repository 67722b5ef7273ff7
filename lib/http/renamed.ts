/** A KPI that was renamed: its old address leads to the new one. */
import { isAppError } from '../errors';
import type { Context } from '../usecases/context';
import { renamedKpi } from '../usecases/kpi';
import { API } from './operations';

/** Does the work, or names the address under which the KPI is known now, with the same query. */
export async function followRename<T>(
  request: Request,
  context: Context,
  slug: string,
  work: () => Promise<T>,
): Promise<T | { readonly movedTo: string }> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'unknown_kpi') throw error;
    const renamed = await renamedKpi(context, slug);
    if (renamed === null) throw error;
    const { pathname, search } = new URL(request.url);
    const rest = pathname.split('/').slice(`${API}/kpis/x`.split('/').length);
    return { movedTo: `${[`${API}/kpis/${renamed}`, ...rest].join('/')}${search}` };
  }
}
