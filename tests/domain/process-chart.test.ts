import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeriodKey } from '../../lib/domain/calendar';
import { processChart } from '../../lib/domain/process-chart';
import type { ChartMethod, ChartPoint, ProcessChart } from '../../lib/domain/signals';
import { chartOf, periodOf, QUIET, series, shares } from './series';

const NO_LIMITS = { center: null, lower: null, upper: null, state: 'too_little_history' };

describe('processChart: phases and their limits', () => {
  it('has nothing to say about nothing', () => {
    expect(chartOf([])).toEqual({ phases: [], limits: [], signals: [], proposesPhase: false });
  });

  it('is a run chart under 6 reported points, however wild', () => {
    const chart = chartOf([1, 900, null, 2, -800, 4]);
    expect(chart.phases).toEqual([
      {
        from: '1',
        to: '6',
        method: 'run',
        runReason: 'few_points',
        reported: 5,
        center: null,
        lower: null,
        upper: null,
        rangeUpper: null,
        state: 'too_little_history',
      },
    ]);
    expect(chart.limits).toEqual(Array.from({ length: 6 }, () => NO_LIMITS));
    expect(chart.signals).toEqual([]);
  });

  it('recomputes trial limits as points arrive, and locks them at 20', () => {
    const states = [6, 19, 20, 30].map((n) => chartOf([...QUIET, ...QUIET].slice(0, n)).phases[0]);
    expect(states.map((phase) => phase?.state)).toEqual(['trial', 'trial', 'locked', 'locked']);
    expect(chartOf([...QUIET.slice(0, 6)]).phases[0]?.center).toBe(10);
    expect(chartOf([...QUIET.slice(0, 6), 17]).phases[0]?.center).toBe(11);
    const locked = chartOf([...QUIET, 500, 600, 700]);
    expect(locked.phases[0]).toMatchObject({ center: 10, lower: 4.68, upper: 15.32 });
    expect(locked.phases[0]?.rangeUpper).toBeCloseTo(3.268 * 2, 12);
    expect(new Set(locked.limits)).toHaveProperty('size', 1);
  });

  it('counts the 20 points of the baseline by what was reported', () => {
    // A gap after the tenth: the twentieth reported point is the 21st period.
    const gapped = [...QUIET.slice(0, 10), null, ...QUIET.slice(10), 50, 60];
    const chart = chartOf(gapped);
    expect(chart.phases[0]).toMatchObject({ state: 'locked', reported: 22, center: 10 });
    expect(chart.limits).toHaveLength(23);
  });

  it('applies locked limits to the baseline too', () => {
    const values = [...QUIET];
    values[4] = 60;
    expect(chartOf(values).signals[0]).toMatchObject({ rules: [1], from: '5', to: '5' });
  });

  it('restarts limits and runs only at marked changes', () => {
    const chart = chartOf([...QUIET, ...QUIET.map((v) => v + 100), ...QUIET.slice(0, 5)], {
      phaseStarts: [20, 40],
    });
    expect(chart.phases.map(({ from, to, state, center }) => [from, to, state, center])).toEqual([
      ['1', '20', 'locked', 10],
      ['21', '40', 'locked', 110],
      ['41', '45', 'too_little_history', null],
    ]);
    expect(chart.signals).toEqual([]);
    expect(chart.limits.map((at) => at.center)).toEqual([
      ...QUIET.map(() => 10),
      ...QUIET.map(() => 110),
      ...Array.from({ length: 5 }, () => null),
    ]);
  });

  it.each([[[]], [[0]], [[0, 0]], [[-3, 90, 20, 2.5, Number.NaN]]])(
    'takes marks %j that mark no change inside as none',
    (phaseStarts) => {
      expect(chartOf(QUIET, { phaseStarts })).toEqual(chartOf(QUIET));
    },
  );

  it('takes marks in any order, twice, and at a missing period', () => {
    const values = [...QUIET, null, ...QUIET];
    const chart = chartOf(values, { phaseStarts: [20, 8, 8] });
    expect(chart.phases.map(({ from, to }) => [from, to])).toEqual([
      ['1', '8'],
      ['9', '20'],
      ['21', '41'],
    ]);
  });

  it('has no limits where no two neighbours were reported', () => {
    const chart = chartOf(Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? i : null)));
    expect(chart.phases).toMatchObject([
      { method: 'run', runReason: 'no_neighbours', reported: 25, state: 'too_little_history' },
    ]);
  });

  it('puts the limits of a constant series on its centre: any other value is a signal', () => {
    const constant = Array.from({ length: 25 }, () => 0.1);
    expect(chartOf(constant)).toMatchObject({
      phases: [{ center: expect.closeTo(0.1, 12), state: 'locked' }],
      signals: [],
      proposesPhase: false,
    });
    expect(chartOf([...constant, 0.1 + 1e-12]).signals).toEqual([]);
    expect(chartOf([...constant, 0.1001]).signals).toMatchObject([
      { rules: [1], side: 'above', state: 'new' },
    ]);
    const zeros = Array.from({ length: 25 }, () => 0);
    expect(chartOf([...zeros, -1]).signals).toMatchObject([{ rules: [1], side: 'below' }]);
  });

  it('uses medians when asked to: one wild figure does not widen the limits', () => {
    const values: number[] = [...QUIET];
    values[10] = 4_000;
    const chart = chartOf(values, { method: 'xmr_median' });
    expect(chart.phases[0]).toMatchObject({ method: 'xmr_median', center: 11, rangeUpper: 7.73 });
    expect(chart.phases[0]?.upper).toBeCloseTo(11 + 2 * 3.145, 12);
    expect(chart.signals).toMatchObject([{ rules: [1], from: '11', to: '11' }]);
    expect(chartOf(values).phases[0]?.upper).toBeGreaterThan(1_000);
  });

  it('proposes a new phase after 12 in a row on one side', () => {
    const shifted = (n: number) => [...QUIET, ...Array.from({ length: n }, () => 11)];
    // The baseline ends on 11, which begins the run.
    expect(chartOf(shifted(10)).proposesPhase).toBe(false);
    expect(chartOf(shifted(11)).proposesPhase).toBe(true);
    expect(chartOf([...shifted(30), 9]).proposesPhase).toBe(false);
    expect(chartOf([...shifted(30), null]).proposesPhase).toBe(false);
  });
});

describe('processChart: p′', () => {
  const p = (points: readonly ChartPoint[], scale?: number) =>
    processChart(points, {
      phaseStarts: [],
      method: 'p_prime',
      direction: 'higher',
      ...(scale === undefined ? {} : { scale }),
    });
  const counts = Array.from({ length: 20 }, (_, i): [number, number] => [i % 2 ? 96 : 90, 100]);

  it('gives each point its own limits, in the unit of the KPI', () => {
    const chart = p(shares([...counts, [372, 400], null]), 100);
    const [phase] = chart.phases;
    expect(phase).toMatchObject({ method: 'p_prime', state: 'locked', lower: null, upper: null });
    expect(phase?.rangeUpper).toBeNull();
    expect(phase?.center).toBeCloseTo(93, 12);
    const reach = chart.limits.map((at) => (at.upper ?? 0) - (at.center ?? 0));
    // Every |Δ| is 0.06: 3 × 0.06 / 1.128, whatever s is; half of that at four times the count.
    expect(reach[0]).toBeCloseTo(18 / 1.128, 9);
    expect(reach[20]).toBeCloseTo(9 / 1.128, 9);
    expect(chart.limits[20]?.lower).toBeCloseTo(93 - 9 / 1.128, 9);
  });

  it('knows only the centre where the period is missing', () => {
    const chart = p(shares([...counts, null]), 100);
    expect(chart.limits[20]).toMatchObject({ lower: null, upper: null, state: 'locked' });
    expect(chart.limits[20]?.center).toBeCloseTo(93, 12);
  });

  it('is in shares when no scale is given', () => {
    expect(p(shares(counts)).phases[0]?.center).toBeCloseTo(0.93, 14);
  });

  it('judges a small count by wide limits, where one pair of limits would cry wolf', () => {
    const points = shares([...counts, [3, 5]]);
    expect(p(points, 100).signals).toEqual([]);
    expect(
      processChart(points, { phaseStarts: [], method: 'xmr', direction: 'higher' }).signals,
    ).toMatchObject([{ rules: [1], side: 'below', good: false }]);
  });

  it.each([
    ['none of the whole', 0],
    ['all of the whole', 100],
  ])('is a run chart when the baseline is %s', (_, numerator) => {
    const flat = Array.from({ length: 20 }, (): [number, number] => [numerator, 100]);
    const chart = p(shares([...flat, [50, 100]]), 100);
    expect(chart.phases).toMatchObject([
      { method: 'run', runReason: 'all_or_nothing', reported: 21, state: 'too_little_history' },
    ]);
    expect(chart.signals).toEqual([]);
  });

  it('takes a denominator of 0, or a figure withheld, as missing', () => {
    const withheld: ChartPoint = {
      period: periodOf(21),
      value: null,
      numerator: 1,
      denominator: 2,
    };
    const chart = p([...shares([...counts, [0, 0]]), withheld], 100);
    expect(chart.phases[0]?.reported).toBe(20);
    expect(chart.signals).toEqual([]);
  });
});

/** Small whole numbers, some missing: sums and means of them are exact enough to compare. */
const someValues = fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { freq: 6 }), {
  minLength: 0,
  maxLength: 60,
});
const xmrMethod = fc.constantFrom<ChartMethod>('xmr', 'xmr_median');
const someStarts = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 });

const change = (values: readonly (number | null)[], by: (value: number) => number) =>
  values.map((value) => (value === null ? null : by(value)));

function numbersOf(chart: ProcessChart): (number | null)[] {
  return chart.limits.flatMap(({ center, lower, upper }) => [center, lower, upper]);
}

function expectClose(found: readonly (number | null)[], wanted: readonly (number | null)[]) {
  expect(found.length).toBe(wanted.length);
  found.forEach((value, i) => {
    const other = wanted[i] ?? null;
    if (value === null || other === null) expect(value).toBe(other);
    else expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(other)));
  });
}

describe('processChart: properties', () => {
  it('moves with a shift and a positive scale, signals unchanged', () => {
    fc.assert(
      fc.property(
        someValues,
        xmrMethod,
        someStarts,
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 40 }),
        (values, method, phaseStarts, shift, scale) => {
          const by = (value: number) => value * scale + shift;
          const plain = chartOf(values, { method, phaseStarts });
          const moved = chartOf(change(values, by), { method, phaseStarts });
          expectClose(
            numbersOf(moved),
            numbersOf(plain).map((value) => (value === null ? null : by(value))),
          );
          expect(moved.signals).toEqual(plain.signals);
          expect(moved.proposesPhase).toBe(plain.proposesPhase);
        },
      ),
    );
  });

  it('mirrors: what was above is below, what was good is bad', () => {
    fc.assert(
      fc.property(someValues, xmrMethod, someStarts, (values, method, phaseStarts) => {
        const plain = chartOf(values, { method, phaseStarts });
        const mirrored = chartOf(
          change(values, (value) => -value),
          { method, phaseStarts },
        );
        expect(mirrored.signals).toEqual(
          plain.signals.map((signal) => ({
            ...signal,
            side: signal.side === 'above' ? 'below' : 'above',
            good: signal.good === null ? null : !signal.good,
          })),
        );
      }),
    );
  });

  it('mirrors for p′ when successes and failures change places', () => {
    const pair = fc
      .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 60 }))
      .map(([part, rest]): [number, number] => [part, part + rest]);
    fc.assert(
      fc.property(fc.array(fc.option(pair, { freq: 8 }), { maxLength: 40 }), (counts) => {
        const sides = (points: readonly ChartPoint[]) =>
          processChart(points, {
            phaseStarts: [],
            method: 'p_prime',
            direction: 'none',
            scale: 100,
          }).signals.map(({ from, to, rules, side }) => ({ from, to, rules, side }));
        const failures = counts.map((count): [number, number] | null =>
          count === null ? null : [count[1] - count[0], count[1]],
        );
        expect(sides(shares(failures))).toEqual(
          sides(shares(counts)).map((signal) => ({
            ...signal,
            side: signal.side === 'above' ? 'below' : 'above',
          })),
        );
      }),
    );
  });

  it('a locked past stays as it is, whatever the future brings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 20, maxLength: 40 }),
        someValues,
        xmrMethod,
        (past, future, method) => {
          const before = chartOf(past, { method });
          const after = chartOf([...past, ...future], { method });
          expect(after.limits.slice(0, past.length)).toEqual(before.limits);
          // A signal that reaches the end may go on; what it was is otherwise the same.
          const known = (chart: ProcessChart) =>
            chart.signals
              .filter((signal) => Number(signal.from) <= past.length)
              .map(({ from, to, side }) => ({ from, side, to: Math.min(Number(to), past.length) }));
          expect(known(after)).toEqual(known(before));
        },
      ),
    );
  });

  it('says nothing in a stretch too short between missing periods for any run', () => {
    // Three points, a gap, three points …: only rule 1 can hold.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 45 }), (values) => {
        const gapped = values.flatMap((value, i) => (i % 3 === 2 ? [value, null] : [value]));
        const rules = chartOf(gapped).signals.flatMap((signal) => signal.rules);
        expect(rules.every((rule) => rule === 1)).toBe(true);
      }),
    );
  });

  it('one entry a point, signals in order, rules ascending, states that fit', () => {
    fc.assert(
      fc.property(someValues, xmrMethod, someStarts, (values, method, phaseStarts) => {
        const chart = chartOf(values, { method, phaseStarts });
        expect(chart.limits).toHaveLength(values.length);
        const index = (period: PeriodKey) => Number(period) - 1;
        for (const { from, to, rules, state } of chart.signals) {
          expect(index(from)).toBeLessThanOrEqual(index(to));
          expect(rules).toEqual([...new Set(rules)].toSorted((a, b) => a - b));
          const reaches = index(to) === values.length - 1;
          expect(state).toBe(reaches ? (from === to ? 'new' : 'standing') : 'past');
        }
        const firsts = chart.signals.map(({ from }) => index(from));
        expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('processChart: time', () => {
  it('grows with the number of points, not with its square', () => {
    const values = Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 101);
    const points = series(values);
    const started = process.cpuUsage().user;
    const chart = processChart(points, { phaseStarts: [], method: 'xmr', direction: 'higher' });
    const seconds = (process.cpuUsage().user - started) / 1e6;
    expect(chart.limits).toHaveLength(values.length);
    // About 0.1 s here; a quadratic pass over 200,000 points would take minutes.
    expect(seconds).toBeLessThan(5);
  });
});
