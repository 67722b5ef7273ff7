/** All that a reader can see of an installation at one moment, to be held against a later look back. */
import { contrastAnswer, seriesAnswer } from '../../lib/domain/contrast-answer';
import type { ContrastView } from '../../lib/domain/contrast-view';
import type { KpiListView, KpiView } from '../../lib/domain/kpi-view';
import type { Context } from '../../lib/usecases/context';
import { contrast } from '../../lib/usecases/contrast';
import { kpiPage, kpiSeries } from '../../lib/usecases/kpi';
import { kpiList } from '../../lib/usecases/kpi-list';

export interface Looked {
  /** The pages and answers without their addresses and without what the clock shows. */
  readonly [what: string]: unknown;
}

export interface LookFor {
  /** Periods of the contrast beside the one that it opens on. */
  readonly periods: readonly string[];
  readonly segments?: readonly string[];
  /** KPIs whose series and pages are looked at, where they are there; the list has all of them. */
  readonly kpis: readonly string[];
}

/** What is seen now, or as of a moment. */
export async function look(
  context: Context,
  { periods, segments = [], kpis }: LookFor,
  asOf?: string,
): Promise<Looked> {
  const seen: Record<string, unknown> = {};
  const opening = await contrast(context, { asOf });
  seen['contrast'] = opening === null ? null : timeless(opening);
  for (const period of periods) {
    const shown = await contrast(context, { asOf, period });
    seen[`contrast ${period}`] = shown === null ? null : contrastAnswer(shown);
  }
  for (const segment of segments) {
    const shown = await contrast(context, { asOf, segment });
    seen[`contrast of ${segment}`] = shown === null ? null : contrastAnswer(shown);
  }
  const list = await kpiList(context, { asOf });
  seen['list'] = list === null ? null : timeless(list);
  for (const slug of kpis) {
    if (!list?.items.some(({ kpi }) => kpi.slug === slug)) continue;
    const monthly = await kpiSeries(context, slug, { asOf, grain: 'month' });
    seen[`months of ${slug}`] = seriesAnswer(monthly.series);
    seen[`page ${slug}`] = timeless(await kpiPage(context, slug, { asOf }));
  }
  return seen;
}

/** A view without its addresses, which say the moment that is asked for, and without the present. */
function timeless(view: ContrastView | KpiListView | KpiView): unknown {
  return JSON.parse(
    JSON.stringify(view, (key, value: unknown) =>
      key === 'href' || key === 'asOf' || key === 'now' ? undefined : value,
    ),
  );
}
