/** How many figures of a period are in, and which are missing (rules: domain §2). */
import { teamRef } from './board';
import type { CalendarDate, Period } from './calendar';
import type { Catalog } from './catalog';
import type { ContrastView, MissingFigure } from './contrast-view';
import { accountableOn } from './target';
import type { Track } from './track';

/**
 * The figures that a period should have: of every KPI that has ever been reported and is not of a
 * coarser grain. A survey with too few answers is in, though nothing is said of it. What is missing
 * is `not_yet_due` until its lag has passed, then `no_data`.
 *
 * @example figureCount({ catalog, tracks, looked: week46, today }) // { in: 61, of: 64, missing: […3] }
 */
export function figureCount(input: {
  readonly catalog: Pick<Catalog, 'teams'>;
  readonly tracks: readonly Track[];
  readonly looked: Period;
  readonly today: CalendarDate;
}): ContrastView['figures'] {
  const { catalog, tracks, looked, today } = input;
  const missing: MissingFigure[] = [];
  let expected = 0;
  for (const track of tracks) {
    const judgement = track.judgementIn(looked);
    if (judgement === null || judgement.coarser || track.points.length === 0) continue;
    expected += 1;
    const { status, reading, dueOn } = judgement;
    if (reading?.measures.value != null || status === 'too_few') continue;
    const { kpi } = track;
    missing.push({
      kpi: { slug: kpi.slug, name: kpi.name },
      team: teamRef(catalog, accountableOn(kpi, looked.start)),
      stages: kpi.stages.map(({ stage }) => stage),
      lens: kpi.lens,
      status: dueOn < today ? 'no_data' : 'not_yet_due',
      dueOn,
    });
  }
  return { in: expected - missing.length, of: expected, missing };
}
