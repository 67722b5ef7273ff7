/** Which figures a team owes: what is missing, since when it was due, and what comes next. */
import { teamRef } from './board';
import {
  type Calendar,
  type CalendarDate,
  type Period,
  periodsBetween,
  shiftPeriod,
} from './calendar';
import type { Catalog, Kpi } from './catalog';
import { freshness, newestDuePeriod } from './freshness';
import { dueOn } from './status';
import { accountableOn } from './target';
import type { OwedFigure } from './team-view';

/** So many missing periods are named; all are counted. */
const MOST_NAMED = 12;

export interface OwedInput {
  readonly catalog: Pick<Catalog, 'teams'>;
  readonly today: CalendarDate;
  readonly calendar: Calendar;
  /** Newest period of the KPI's own grain that has a figure; null without any. */
  readonly newestOf: (kpi: Kpi) => Period | null;
}

const URGENCY = { never: 0, stale: 1, late: 2, fresh: 3 } as const;

/**
 * What is owed of each KPI as of today, the most urgent first: never reported, stale, late, fresh, and
 * of those alike the one that is overdue the longest. Only gaps after the newest figure are missing
 * here; an older gap is no debt, since nobody waits for it. A KPI that was never reported has nothing
 * to count from, so its missing figures are not counted.
 *
 * @example
 * // Weekly, lag 3 days, today 2026-11-22, newest figure W44:
 * owedFigures([kpi], input)[0]
 * // { freshness: 'stale', newest: '2026-W44', missing: ['2026-W45', '2026-W46'], missingCount: 2,
 * //   dueSince: '2026-11-11', next: { period: '2026-W47', dueOn: '2026-11-25' }, … }
 */
export function owedFigures(kpis: readonly Kpi[], input: OwedInput): readonly OwedFigure[] {
  return kpis
    .map((kpi) => owed(kpi, input))
    .toSorted(
      (a, b) =>
        URGENCY[a.freshness] - URGENCY[b.freshness] || compare(a.dueSince ?? '', b.dueSince ?? ''),
    );
}

function owed(kpi: Kpi, { catalog, today, calendar, newestOf }: OwedInput): OwedFigure {
  const newest = newestOf(kpi);
  const due = newestDuePeriod(kpi, today, calendar);
  const from = newest === null ? null : shiftPeriod(newest, 1, calendar);
  const missing =
    from === null || from.start > due.start ? [] : periodsBetween(from, due, calendar);
  const [first] = missing;
  const after = newest !== null && newest.start > due.start ? newest : due;
  const next = shiftPeriod(after, 1, calendar);
  return {
    kpi: { slug: kpi.slug, name: kpi.name },
    freshness: freshness(kpi, newest, today, calendar),
    grain: kpi.grain,
    newest: newest?.key ?? null,
    missing: missing.slice(-MOST_NAMED).map(({ key }) => key),
    missingCount: newest === null ? null : missing.length,
    dueSince: first === undefined ? null : dueOn(kpi, first),
    next: { period: next.key, dueOn: dueOn(kpi, next) },
    answers: teamRef(catalog, accountableOn(kpi, today)),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
