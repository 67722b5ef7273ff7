import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarDate, type PeriodKey, parsePeriod } from '../../lib/domain/calendar';
import type { Direction } from '../../lib/domain/catalog';
import { processChart } from '../../lib/domain/process-chart';
import { plainText } from '../../lib/domain/sentence';
import {
  chartName,
  type KpiFinding,
  kpiSentence,
  targetPhrase,
} from '../../lib/domain/sentence-kpi';
import type { ChartPoint } from '../../lib/domain/signals';
import type { Status } from '../../lib/domain/status';
import { judgement, NO_BOUNDS, ratioReading } from '../support/catalog-facts';

const WORDS = {
  periodName: (key: PeriodKey) => key.slice(5),
  dateName: (date: CalendarDate) => `on ${date}`,
};

/** Consecutive weeks, the last one 2026-W47. */
function pointsOf(values: readonly (number | null)[]): readonly ChartPoint[] {
  return values.map((value, i) => {
    const number = 47 - values.length + 1 + i;
    const key = number > 0 ? `2026-W${String(number).padStart(2, '0')}` : `2025-W${52 + number}`;
    const week = parsePeriod(key, 'week', { fiscalYearStart: 1 });
    if (week === null) throw new RangeError(key);
    return { period: week.key, value };
  });
}

interface Scene {
  readonly values: readonly (number | null)[];
  readonly status: Status;
  readonly direction?: Direction;
  readonly target?: number | null;
  readonly inconclusive?: boolean;
}

function findingOf({
  values,
  status,
  direction = 'higher',
  target = 10,
  inconclusive = false,
}: Scene): KpiFinding {
  const points = pointsOf(values);
  const value = values.at(-1) ?? null;
  const reading = ratioReading(1, 1);
  return {
    direction,
    grain: 'week',
    judgement: judgement('k', status, {
      inconclusive,
      target: target === null ? null : { ...NO_BOUNDS, target },
      reading:
        reading === null || value === null
          ? null
          : { ...reading, measures: { ...reading.measures, value } },
    }),
    points,
    chart: processChart(points, { phaseStarts: [], method: 'xmr', direction }),
  };
}

const say = (scene: Scene, present?: string) =>
  plainText(kpiSentence(findingOf(scene), present === undefined ? WORDS : { ...WORDS, present }));

/** Steady between 9 and 11: X̄ 10, m̄R 2, limits 4.68 and 15.32 once locked. */
const steady = (count: number) => Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 9 : 11));

describe('kpiSentence with a signal', () => {
  it.each<[string, Scene, string]>([
    [
      'below the range since four weeks',
      { values: [...steady(24), 3, 2, 4, 3], status: 'off_target' },
      'Below its usual range since W44: worse than usual',
    ],
    [
      'above the range, for a KPI that should be low',
      { values: [...steady(24), 16, 17], status: 'off_target', direction: 'lower' },
      'Above its usual range since W46: worse than usual',
    ],
    [
      'new, for the worse',
      { values: [...steady(24), 3], status: 'off_target' },
      'New in W47: below its usual range, worse than usual',
    ],
    [
      'new, for the better and yet off target',
      { values: [...steady(24), 17], status: 'off_target', target: 20 },
      'New in W47: above its usual range, better than usual; off target all the same',
    ],
    [
      'for the worse and yet on target',
      { values: [...steady(24), 3, 3], status: 'on_target', target: 1 },
      'Below its usual range since W46: worse than usual; on target all the same',
    ],
    [
      'for the better, on target',
      { values: [...steady(24), 16, 16], status: 'on_target' },
      'Above its usual range since W46: better than usual',
    ],
    [
      'in a range, where no side is better',
      { values: [...steady(24), 3], status: 'off_target', direction: 'range' },
      'New in W47: below its usual range; off target',
    ],
    [
      'shown for context',
      { values: [...steady(24), 3, 3], status: 'no_target', direction: 'none', target: null },
      'Below its usual range since W46',
    ],
    [
      'a run of eight, first seen in its eighth week',
      { values: [...steady(24), 9, 9.5, 9, 9.5, 9, 9.5, 9, 9.5], status: 'off_target' },
      'New in W47: below its usual level for 8 weeks in a row, worse than usual',
    ],
    [
      'a longer run',
      { values: [...steady(24), 9, 9.5, 9, 9.5, 9, 9.5, 9, 9.5, 9, 9.5], status: 'off_target' },
      'Below its usual level for 10 weeks in a row, since W38: worse than usual',
    ],
    [
      'three of four near the lower limit',
      { values: [...steady(24), 6, 10.5, 6, 6], status: 'off_target' },
      'New in W47: near the lower end of its usual range in at least 3 of the last 4 weeks, worse than usual',
    ],
    [
      'outside again after a week inside: since counts from there',
      { values: [...steady(24), 3, 6, 6, 3], status: 'off_target' },
      'Below its usual range in W47: worse than usual',
    ],
    [
      'trial limits',
      { values: [...steady(8), 40], status: 'on_target' },
      'New in W47: above its usual range, better than usual; the usual range is provisional, from 9 weeks',
    ],
    [
      'an interval that straddles the target',
      { values: [...steady(24), 3], status: 'off_target', inconclusive: true },
      'New in W47: below its usual range, worse than usual; inconclusive, as its 95 % interval straddles the target',
    ],
  ])('%s', (_, scene, expected) => expect(say(scene)).toBe(expected));

  it('says "this week" where the page looks at the present', () => {
    expect(say({ values: [...steady(24), 3], status: 'off_target' }, 'this week')).toBe(
      'New this week: below its usual range, worse than usual',
    );
  });

  it('colours the better and the worse', () => {
    const tone = (value: number) =>
      kpiSentence(findingOf({ values: [...steady(24), value], status: 'off_target' }), WORDS)[0]
        ?.tone;
    expect(tone(3)).toBe('bad');
    expect(tone(17)).toBe('good');
  });
});

describe('kpiSentence without a signal', () => {
  it.each<[string, Scene, string]>([
    [
      'a routine miss',
      { values: steady(25), status: 'off_target', target: 10 },
      'Off target, inside its usual range: routine variation',
    ],
    [
      'at risk, routine',
      { values: steady(25), status: 'at_risk', target: 10 },
      'At risk, inside its usual range: routine variation',
    ],
    [
      'a miss that only another process will end',
      { values: steady(25), status: 'off_target', target: 20 },
      'Off target, inside its usual range: routine variation; only a change of process or target will help',
    ],
    [
      'a hit that will last',
      { values: steady(25), status: 'on_target', target: 4 },
      'On target, inside its usual range, which lies on target as a whole',
    ],
    [
      'a hit or a miss by chance',
      { values: steady(25), status: 'on_target', target: 9 },
      'On target, inside its usual range; by chance alone it will miss at times',
    ],
    [
      'a miss with trial limits is not called routine',
      { values: steady(9), status: 'off_target' },
      'Off target, inside its usual range (provisional, from 9 weeks)',
    ],
    [
      'too little history',
      { values: [9, 11], status: 'off_target' },
      'Off target; too little history for a usual range',
    ],
    [
      'gaps between all figures',
      { values: [9, null, 11, null, 9, null, 11, null, 9, null, 11], status: 'off_target' },
      'Off target; no usual range, as no two figures follow each other',
    ],
    [
      'no target',
      { values: steady(25), status: 'no_target', target: null },
      'No target in effect, inside its usual range',
    ],
    [
      'shown for context',
      { values: steady(25), status: 'no_target', target: null, direction: 'none' },
      'Shown for context, inside its usual range',
    ],
    [
      'late',
      { values: [...steady(24), null], status: 'no_data' },
      'No figure reported, was due on 2026-11-25',
    ],
    [
      'not yet due',
      { values: [...steady(24), null], status: 'not_yet_due' },
      'No figure yet, due on 2026-11-25',
    ],
    [
      'in progress',
      { values: steady(25), status: 'not_yet_due' },
      'In progress: judged when the week is over',
    ],
    [
      'too few answers',
      { values: [...steady(24), null], status: 'too_few' },
      'Too few answers to judge',
    ],
    [
      'nothing at all',
      { values: [], status: 'no_target', target: null },
      'No figure, no target in effect',
    ],
    [
      'no count for context',
      { values: [null], status: 'no_target', direction: 'none' },
      'No figure',
    ],
    [
      'inconclusive',
      { values: steady(25), status: 'on_target', target: 9, inconclusive: true },
      'On target, inside its usual range; by chance alone it will miss at times; inconclusive, as its 95 % interval straddles the target',
    ],
  ])('%s', (_, scene, expected) => expect(say(scene)).toBe(expected));
});

describe('kpiSentence of a signal that counts in another view', () => {
  it('says the status alone, and nothing about the usual range', () => {
    const finding = findingOf({ values: [...steady(24), 3], status: 'off_target' });
    const silenced = { ...finding, chart: { ...finding.chart, signals: [] } };
    expect(plainText(kpiSentence(silenced, WORDS))).toBe('Off target');
  });
});

describe('properties of kpiSentence', () => {
  const series = fc.array(fc.option(fc.double({ min: -20, max: 20, noNaN: true }), { freq: 8 }), {
    minLength: 1,
    maxLength: 45,
  });
  const direction = fc.constantFrom<Direction>('higher', 'lower', 'range', 'none');

  it('says "outside since" only when every point since then lies outside', () => {
    fc.assert(
      fc.property(series, direction, (values, towards) => {
        const scene: Scene = {
          values,
          status: values.at(-1) === null ? 'no_data' : 'off_target',
          direction: towards,
        };
        const finding = findingOf(scene);
        const text = plainText(kpiSentence(finding, WORDS));
        expect(text).not.toMatch(/undefined|null|NaN| {2}|[;:,]$/);
        const match = /(above|below) its usual range (?:since|in) W(\d\d)/i.exec(text);
        if (match === null) return;
        const at = finding.points.findIndex(({ period }) => period.endsWith(`W${match[2]}`));
        expect(at).toBeGreaterThanOrEqual(0);
        finding.points.slice(at).forEach(({ value }, i) => {
          const { lower, upper } = finding.chart.limits[at + i] ?? {};
          const outside =
            match[1]?.toLowerCase() === 'above'
              ? (value ?? Number.NaN) > (upper ?? Number.NaN)
              : (value ?? Number.NaN) < (lower ?? Number.NaN);
          expect(outside).toBe(true);
        });
      }),
    );
  });

  it('never calls a miss routine that has a signal or rests on trial limits', () => {
    fc.assert(
      fc.property(series, (values) => {
        if (values.at(-1) === null) return;
        const finding = findingOf({ values, status: 'off_target' });
        if (!plainText(kpiSentence(finding, WORDS)).includes('routine')) return;
        expect(values.filter((value) => value !== null).length).toBeGreaterThanOrEqual(20);
        expect(finding.chart.signals.every(({ state }) => state === 'past')).toBe(true);
      }),
    );
  });
});

describe('targetPhrase', () => {
  const value = (figure: number) => `${figure} %`;
  it.each([
    ['higher', { target: 95 }, '95 % or more'],
    ['lower', { target: 4 }, '4 % or less'],
    ['range', { low: 18, high: 22 }, 'between 18 % and 22 %'],
    ['range', { low: 18 }, '18 % or more'],
    ['range', { high: 22 }, '22 % or less'],
    ['range', {}, null],
    ['higher', {}, null],
    ['none', { target: 95 }, null],
  ] as const)('%s %o → %s', (direction, bounds, expected) => {
    expect(targetPhrase({ ...NO_BOUNDS, ...bounds }, direction, value)).toBe(expected);
  });

  it('is null without a target', () => expect(targetPhrase(null, 'higher', value)).toBeNull());
});

describe('chartName', () => {
  const words = { ...WORDS, value: (figure: number) => `${figure.toFixed(1)} %` };
  const named = (scene: Scene, range: { lower: number; upper: number } | null) =>
    chartName('Delivered on promised day', findingOf(scene), range, words);

  it('states the finding for those who hear it', () => {
    expect(
      named(
        { values: [...steady(24), 3, 2, 4, 3], status: 'off_target' },
        { lower: 4.68, upper: 15.32 },
      ),
    ).toBe(
      'Delivered on promised day: 3.0 % in W47, off target; target 10.0 % or more. ' +
        'Below its usual range since W44: worse than usual. ' +
        'Usual range 4.7 % to 15.3 %, from 28 figures.',
    );
  });

  it.each<[string, Scene, string]>([
    [
      'what is missing',
      { values: [9, null], status: 'no_data' },
      'Delivered on promised day: no figure in W47; target 10.0 % or more. No figure reported, was due on 2026-11-25. No usual range, from 1 figure.',
    ],
    [
      'that nothing was ever reported',
      { values: [], status: 'no_target', target: null },
      'Delivered on promised day: no figures yet. No figure, no target in effect. No usual range, from 0 figures.',
    ],
  ])('says %s', (_, scene, expected) => expect(named(scene, null)).toBe(expected));
});
