/** What someone marked on the charts of a stage's KPIs. */
import type { Period } from './calendar';
import type { Annotation, Kpi } from './catalog';
import type { StageNote } from './stage-view';

/**
 * The annotations of some KPIs within the periods shown, newest first. One that was marked on
 * several charts with the same words and day is one note that names them all.
 *
 * @example stageNotes(annotations, kpis, last26)
 * // [{ date: '2026-10-19', text: 'New receiving screen, 12 stores', kpis: [5 of them], … }]
 */
export function stageNotes(
  annotations: readonly Annotation[],
  kpis: readonly Pick<Kpi, 'slug' | 'name'>[],
  periods: readonly Period[],
): readonly StageNote[] {
  const [first] = periods;
  const last = periods.at(-1);
  if (first === undefined || last === undefined) return [];
  const names = new Map(kpis.map(({ slug, name }) => [slug, { slug, name }]));
  const notes = new Map<string, StageNote>();
  for (const { kpi, date, text, restartsLimits } of annotations) {
    const named = names.get(kpi);
    if (named === undefined || date < first.start || date > last.end) continue;
    const key = `${date} ${restartsLimits} ${text}`;
    const known = notes.get(key);
    notes.set(key, { date, text, restartsLimits, kpis: [...(known?.kpis ?? []), named] });
  }
  return [...notes.values()].toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}
