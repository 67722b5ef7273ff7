/** The year's view of recognition: who keeps which moments. */
import { listThanksBetween } from '../../db/queries/recognition';
import { addDays, GRAINS, parsePeriodKey, periodContaining, shiftPeriod } from '../domain/calendar';
import { instantInZone } from '../domain/calendar-zone';
import { type RecognitionYearView, recognitionYear } from '../domain/recognition-year';
import { AppError } from '../errors';
import { type Context, demandSight } from './context';
import { followKpis } from './figures';
import { remembered } from './remembered';
import { resolveScope } from './scope';

/** Thanks and sustained good signals of a year, by its key. Four queries. */
export const thanksYear = remembered(loadThanksYear);

async function loadThanksYear(context: Context, key: string): Promise<RecognitionYearView> {
  demandSight(context, 'read');
  const scope = await resolveScope(context, {});
  const { catalog, calendar, today } = scope;
  const year = parsePeriodKey(key, calendar);
  if (year === null || year.grain !== 'year' || year.start > today) {
    const present = periodContaining(today, 'year', calendar).key;
    throw new AppError(
      'unknown_year',
      `"${key}" is no year that has begun. This one is ${present}.`,
      {
        status: 404,
      },
    );
  }
  const { timeZone } = catalog.organisation;
  const midnight = (date: typeof today) => instantInZone(date, 0, timeZone).toISOString();
  const kpis = catalog.kpis.filter(({ retired, moment }) => !retired && moment !== null);
  // A coarser KPI is followed in its own periods, whatever the others are followed in.
  const grain = GRAINS.find((each) => kpis.some((kpi) => kpi.grain === each)) ?? 'week';
  const isOver = year.end < today;
  const looked = periodContaining(isOver ? year.end : today, grain, calendar);
  const [thanks, { tracks }] = await Promise.all([
    listThanksBetween(context.db, catalog, midnight(year.start), midnight(addDays(year.end, 1))),
    followKpis(context, scope, kpis, grain, looked),
  ]);
  const next = shiftPeriod(year, 1, calendar);
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    year,
    previous: shiftPeriod(year, -1, calendar).key,
    next: next.start <= today ? next.key : null,
    ...recognitionYear({
      catalog,
      calendar,
      year,
      thanks,
      charts: [...tracks.values()].map((track) => ({
        kpi: track.kpi,
        signals: track.chartUpTo(looked).chart.signals,
      })),
    }),
  };
}
