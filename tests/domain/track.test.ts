import { describe, expect, it } from 'vitest';
import { boardItem, signalBoard, signalsByPoint } from '../../lib/domain/board';
import { type Grain, type Period, periodContaining, shiftPeriod } from '../../lib/domain/calendar';
import type { TargetBounds } from '../../lib/domain/catalog';
import { NO_MEASURES, type Reading } from '../../lib/domain/observation';
import { periodLine } from '../../lib/domain/period-line';
import { plainText } from '../../lib/domain/sentence';
import { chartMethod, surveyInterval, type Track, trackKpi } from '../../lib/domain/track';
import { day, EMPTY_CATALOG, kpi, ORGANISATION, stage, team } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };
const TODAY = day('2026-11-22');
const NEWEST = shiftPeriod(periodContaining(TODAY, 'week', CALENDAR), -1, CALENDAR);
const TARGET: TargetBounds = { target: 95, atRisk: 90, low: null, high: null, margin: null };

const back = (weeks: number) => shiftPeriod(NEWEST, -weeks, CALENDAR);

/** Values of consecutive periods of the KPI's grain, the last one that of `newest`. */
function track(
  values: readonly (number | null)[],
  {
    newest = NEWEST,
    restarts = [] as Period[],
    over = {},
  }: { newest?: Period; restarts?: Period[]; over?: Partial<ReturnType<typeof kpi>> } = {},
): Track {
  const first = shiftPeriod(newest, 1 - values.length, CALENDAR);
  const readings = values.flatMap((value, index): Reading[] =>
    value === null
      ? []
      : [
          {
            periodStart: shiftPeriod(first, index, CALENDAR).start,
            measures: { ...NO_MEASURES, value },
            reported: { in: 1, of: 1 },
            basis: 'reported',
            recordedAt: '2026-11-16T06:10:00.000Z',
            revision: 1,
          },
        ],
  );
  return trackKpi({
    kpi: kpi({
      slug: 'k',
      grain: newest.grain,
      direction: 'higher',
      stages: [{ stage: 's', critical: true, reliability: false }],
      ...over,
    }),
    organisation: ORGANISATION,
    calendar: CALENDAR,
    today: TODAY,
    line: periodLine(shiftPeriod(first, -2, CALENDAR), newest, CALENDAR),
    readings,
    boundsOf: () => TARGET,
    phaseStarts: restarts.map((period) => period.start),
    scope: 'all',
  });
}

const steady = (count: number) =>
  Array.from({ length: count }, (_, index) => 93 + (index % 2 === 0 ? 0.5 : -0.5));

describe('trackKpi', () => {
  it('begins at the first figure and keeps missing periods as points without one', () => {
    const { points } = track([1, null, 3]);
    expect(points.map(({ period, reading }) => [period.key, reading?.measures.value])).toEqual([
      ['2026-W44', 1],
      ['2026-W45', undefined],
      ['2026-W46', 3],
    ]);
    expect(track([null]).points).toEqual([]);
  });

  it('judges the period looked at, and a missing one as missing', () => {
    const followed = track([96, null, 80]);
    expect(followed.judgementIn(back(2))?.status).toBe('on_target');
    expect(followed.judgementIn(back(1))).toMatchObject({ status: 'no_data', due: true });
    expect(followed.judgementIn(NEWEST)?.status).toBe('off_target');
  });

  it('charts up to the period looked at: a signal is new in its first week, standing after, unknown before', () => {
    const followed = track([...steady(24), 84, 83]);
    expect(followed.chartUpTo(back(2)).signal).toBeNull();
    expect(followed.chartUpTo(back(1)).signal).toMatchObject({ state: 'new', good: false });
    expect(followed.chartUpTo(NEWEST).signal).toMatchObject({
      state: 'standing',
      from: '2026-W45',
    });
  });

  it('says no verdict of a chart whose newest figure is missing', () => {
    const { signal, verdict } = track([...steady(24), 84, null]).chartUpTo(NEWEST);
    expect(signal).toBeNull();
    expect(verdict).toEqual({ variation: null, assurance: null });
  });

  it('restarts limits in the period of the marked date', () => {
    const values = [...steady(24), ...steady(8).map((value) => value - 9)];
    const marked = track(values, { restarts: [back(7)] });
    expect(marked.chartUpTo(NEWEST).chart.phases.map(({ from }) => from)).toEqual([
      back(31).key,
      back(7).key,
    ]);
    expect(marked.chartUpTo(NEWEST).signal).toBeNull();
    expect(track(values).chartUpTo(NEWEST).signal).toMatchObject({ good: false });
  });

  it('judges a monthly KPI in a week by its newest month, and its signal only where that closes', () => {
    const october = periodContaining(day('2026-10-15'), 'month', CALENDAR);
    const monthly = track([...steady(24), 80], { newest: october });
    const closing = periodContaining(day('2026-10-31'), 'week', CALENDAR);
    expect(monthly.judgementIn(NEWEST)).toMatchObject({
      coarser: true,
      period: { key: '2026-10' },
    });
    expect(monthly.chartUpTo(closing).signal).toMatchObject({ from: '2026-10' });
    expect(monthly.chartUpTo(NEWEST).signal).toBeNull();
  });

  it('keeps figures of too few answers out of the chart', () => {
    const few = track(steady(8), { over: { kind: 'perception', aggregation: 'mean' } });
    const thin = { ...NO_MEASURES, value: 93, n: 9 };
    expect(few.chartUpTo(NEWEST).points.filter(({ value }) => value !== null)).toHaveLength(8);
    const hidden = trackKpi({
      kpi: few.kpi,
      organisation: ORGANISATION,
      calendar: CALENDAR,
      today: TODAY,
      line: periodLine(back(1), NEWEST, CALENDAR),
      readings: [
        {
          periodStart: NEWEST.start,
          measures: thin,
          reported: { in: 1, of: 1 },
          basis: 'reported',
          recordedAt: '2026-11-16T06:10:00.000Z',
          revision: 1,
        },
      ],
      boundsOf: () => TARGET,
      phaseStarts: [],
      scope: 'all',
    });
    expect(hidden.chartUpTo(NEWEST).points.map(({ value }) => value)).toEqual([null]);
    expect(hidden.judgementIn(NEWEST)?.status).toBe('too_few');
  });
});

describe('chartMethod', () => {
  it.each([
    ['ratio', true, 'mean', 'p_prime'],
    ['ratio', true, 'median', 'p_prime'],
    ['ratio', false, 'mean', 'xmr'],
    ['sum', false, 'median', 'xmr_median'],
  ] as const)(
    'of a %s with counts %s and %s limits is %s',
    (aggregation, counts, limits, method) => {
      expect(chartMethod({ aggregation, counts }, { limits })).toBe(method);
    },
  );
});

describe('surveyInterval', () => {
  const survey = { kind: 'perception', aggregation: 'ratio', scale: 100 } as const;

  it('gives the 95 % interval of 255 of 412 in percent, 57.1 to 66.5', () => {
    const interval = surveyInterval(survey, { ...NO_MEASURES, numerator: 255, denominator: 412 });
    expect(interval?.low).toBeCloseTo(57.1, 1);
    expect(interval?.high).toBeCloseTo(66.5, 1);
  });

  it('gives that of an NPS of 220, 120 and 72', () => {
    const counts = { ...NO_MEASURES, promoters: 220, passives: 120, detractors: 72 };
    const interval = surveyInterval({ ...survey, aggregation: 'nps' }, counts);
    expect(((interval?.high ?? 0) - (interval?.low ?? 0)) / 2).toBeCloseTo(7.4, 1);
  });

  it('gives none where nobody was asked, or nobody said how many', () => {
    const counts = { ...NO_MEASURES, numerator: 255, denominator: 412 };
    expect(surveyInterval({ ...survey, kind: 'operation' }, counts)).toBeNull();
    expect(
      surveyInterval({ ...survey, aggregation: 'mean' }, { ...NO_MEASURES, value: 4 }),
    ).toBeNull();
  });
});

describe('signalBoard', () => {
  const catalog = {
    ...EMPTY_CATALOG,
    teams: [team({ slug: 't', name: 'Stores', lead: 'A. Ruiz' })],
    stages: [stage({ slug: 's', name: 'Receive' })],
  };
  const words = {
    periodName: (key: string) => key.slice(5),
    dateName: String,
    present: 'this week',
  };
  const board = (tracks: readonly Track[], isCritical = () => false) =>
    signalBoard({ catalog, tracks, looked: NEWEST, isCritical, words });
  const slugs = (items: readonly { readonly kpi: { readonly slug: string } }[]) =>
    items.map((item) => item.kpi.slug);
  const named = (slug: string, values: readonly (number | null)[], grain: Grain = 'week') =>
    track(values, { over: { slug, grain, accountable: [{ team: 't', from: null }] } });

  it('sorts signals and misses by what they ask for', () => {
    const shown = board([
      named('worse', [...steady(24), 84]),
      named('better', [...steady(24), 99]),
      named('routine', [...steady(25)]),
      named('young', [80, 81]),
      named('silent', [...steady(24), null]),
    ]);
    expect(slugs(shown.actOn)).toEqual(['worse']);
    expect(slugs(shown.good)).toEqual(['better']);
    expect(slugs(shown.routine)).toEqual(['routine']);
    expect(slugs(shown.untold)).toEqual(['young']);
    expect([shown.newCount, shown.standingCount]).toEqual([2, 0]);
    // The silent one can give no signal, by chance or otherwise.
    expect(shown.budget.kpis).toBe(4);
    expect(shown.budget.new).toBeCloseTo(3 * 0.02, 1);
  });

  it('puts critical ones first, then what is new', () => {
    const standing = named('standing', [...steady(24), 84, 84]);
    const fresh = named('fresh', [...steady(24), 84]);
    expect(slugs(board([standing, fresh]).actOn)).toEqual(['fresh', 'standing']);
    const critical = signalBoard({
      catalog,
      tracks: [fresh, standing],
      looked: NEWEST,
      isCritical: (slug) => slug === 'standing',
      words,
    });
    expect(slugs(critical.actOn)).toEqual(['standing', 'fresh']);
  });

  it('names who answers, the change, and what is marked in the small chart', () => {
    const item = boardItem(named('worse', [...steady(24), 84]), {
      catalog,
      looked: NEWEST,
      isCritical: () => false,
      words,
    });
    expect(item.accountable).toEqual({ slug: 't', name: 'Stores', lead: 'A. Ruiz' });
    expect([item.value, item.previousValue]).toEqual([84, 92.5]);
    expect(item.points.at(-1)).toMatchObject({ period: '2026-W46', signal: 'bad', target: 95 });
    expect(item.points.at(-2)?.signal).toBeNull();
    expect(plainText(item.sentence)).toMatch(/^New this week: below its usual range/);
  });
});

describe('signalsByPoint', () => {
  it('marks every point of a signal by what it means', () => {
    const followed = track([...steady(24), 84, 83]);
    const { chart, points } = followed.chartUpTo(NEWEST);
    const marks = signalsByPoint(
      points.map(({ period }) => period),
      chart,
    );
    expect([...marks]).toEqual([
      ['2026-W45', 'bad'],
      ['2026-W46', 'bad'],
    ]);
  });
});
