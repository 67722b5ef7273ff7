/** A review as the principal may see it. */
import type { ReviewFile } from '../../domain/review-record';
import { seenFile } from '../../domain/review-seen';
import { withheldIds } from '../../domain/withheld';
import type { Context } from '../context';
import { seenCatalog, withheldFrom } from '../scope';

/** At most two queries, and one where no team keeps its silo KPIs to itself. */
export async function fileSeen(context: Context, file: ReviewFile): Promise<ReviewFile> {
  if ((await withheldFrom(context)).length === 0) return file;
  const { catalog, redirects } = await seenCatalog(context, null);
  const slugs = new Set(catalog.kpis.map(({ slug }) => slug));
  const names = new Set(catalog.kpis.map(({ name }) => name));
  return seenFile(file, {
    slug: (slug) => slugs.has(slug) || redirects.has(`kpi ${slug}`),
    name: (name) => names.has(name),
  });
}

/** Whether the principal may see all of these KPIs, by number. */
export async function areKpisSeen(context: Context, kpiIds: readonly number[]): Promise<boolean> {
  if (kpiIds.length === 0 || (await withheldFrom(context)).length === 0) return true;
  const withheld = withheldIds((await seenCatalog(context, null)).catalog);
  return !kpiIds.some((id) => withheld.has(id));
}
