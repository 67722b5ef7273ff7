/** Weekly business review roll-ups against the published example of working-backwards/wbr-app. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { type CalendarDate, periodContaining } from '../../lib/domain/calendar';
import { figureLine, figureOf, type SpanFigure, statedValue } from '../../lib/domain/figure-span';
import { NO_MEASURES } from '../../lib/domain/observation';
import { sixTwelve } from '../../lib/domain/six-twelve';
import { changeOf, toDate } from '../../lib/domain/to-date';
import { sharedData } from '../support/shared-data';

interface Published {
  readonly week_ending: string;
  readonly published: {
    readonly cy_6_weeks: readonly number[];
    readonly py_6_weeks: readonly number[];
    readonly cy_monthly: readonly number[];
    readonly py_monthly: readonly number[];
    readonly box_totals: readonly number[];
  };
}

const CALENDAR = { fiscalYearStart: 1 };
const KPI = { aggregation: 'sum', scale: 1, grain: 'day', unit: 'count' } as const;
const MONTH_NAMES = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const paths = [sharedData('statistics/wbr.json'), sharedData('statistics/wbr-daily.csv')] as const;
const absent = paths.includes(null);

/** Column PageViews; dates are written "Sun, 05-Jan-2020". */
function pageViews(path: string) {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => {
    const cells = [...line.matchAll(/"([^"]*)"|([^,]+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare,
    );
    const [, day = '', month = '', year = ''] = /(\d\d)-(\w{3})-(\d{4})/.exec(cells[0] ?? '') ?? [];
    const number = String(MONTH_NAMES.indexOf(month) + 1).padStart(2, '0');
    return {
      periodStart: `${year}-${number}-${day}` as CalendarDate,
      measures: { ...NO_MEASURES, value: Number(cells[4]) },
    };
  });
}

const figureIn = (figure: SpanFigure) => figure.measures.value;

describe.skipIf(absent)(
  `wbr-app, scenario 1${absent ? ' (skipped: ../shared/data/statistics is absent)' : ''}`,
  () => {
    const example = () => {
      const [json, csv] = paths;
      if (json === null || csv === null) throw new Error('absent');
      const { week_ending, published }: Published = JSON.parse(readFileSync(json, 'utf8'));
      const end = week_ending as CalendarDate;
      const line = figureLine(KPI, CALENDAR, pageViews(csv), new Map());
      return { end, published, line, shown: sixTwelve(line, { lastWeekEnds: end, lastDay: end }) };
    };

    it('six weeks that end on a Saturday, and those 364 days before', () => {
      const { shown, published } = example();
      expect(shown.weeks.map(({ now }) => figureIn(now))).toEqual(published.cy_6_weeks);
      expect(shown.weeks.map(({ before }) => figureIn(before))).toEqual(published.py_6_weeks);
    });

    it('months of both years, the running month left out', () => {
      const { shown, published, line } = example();
      // Published by calendar year; ours are the newest twelve, September 2020 to August 2021.
      const ours = shown.months.map(({ now }) => figureIn(now));
      expect(shown.months.map(({ now }) => now.from).at(-1)).toBe('2021-08-01');
      expect(ours).toEqual([...published.py_monthly.slice(8), ...published.cy_monthly]);
      const before = shown.months.slice(4).map((pair) => figureIn(pair.before));
      expect(before).toEqual(published.py_monthly.slice(0, 8));
      // January 2020 begins on the 5th in the file: 27 of 31 days are no month's total.
      const january = figureOf(
        line,
        periodContaining('2020-01-01' as CalendarDate, 'month', CALENDAR),
      );
      expect(january.reported).toEqual({ in: 27, of: 31 });
      expect(figureIn(january)).toBe(published.py_monthly[0]);
      expect(statedValue(KPI, january)).toBeNull();
    });

    it('the box: week, month, quarter and year to date with their changes', () => {
      const { end, line, shown, published } = example();
      const [week, wow, yoy, mtd, mtdYoy, qtd, qtdYoy, ytd, ytdYoy] = published.box_totals;
      const [last, previous] = [shown.weeks.at(-1), shown.weeks.at(-2)];
      const change = (now: SpanFigure | undefined, before: SpanFigure | undefined) =>
        changeOf(
          KPI,
          now === undefined ? null : figureIn(now),
          before === undefined ? null : figureIn(before),
        )?.value;
      expect(last && figureIn(last.now)).toBe(week);
      expect(change(last?.now, previous?.now)).toBeCloseTo(wow ?? 0, 10);
      // Published to eight decimals.
      expect(change(last?.now, last?.before)).toBeCloseTo(yoy ?? 0, 7);

      const totals = toDate(line, end);
      expect(totals.map(({ grain }) => grain)).toEqual(['month', 'quarter', 'year']);
      expect(totals.map(({ now }) => figureIn(now))).toEqual([mtd, qtd, ytd]);
      const changes = totals.map(({ now, before }) => change(now, before));
      for (const [index, wanted] of [mtdYoy, qtdYoy, ytdYoy].entries()) {
        expect(changes[index]).toBeCloseTo(wanted ?? 0, 10);
      }
      // The year before lacks its first four days, so its total may not be shown beside this one.
      const year = totals[2]?.before;
      expect(year?.reported).toEqual({ in: 265, of: 269 });
      expect(year && statedValue(KPI, year)).toBeNull();
    });

    it('accounts for every number that is published', () => {
      const { published } = example();
      expect(Object.values(published).map((numbers) => numbers.length)).toEqual([6, 6, 8, 12, 9]);
    });
  },
);
