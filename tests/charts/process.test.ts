import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { boxOf, overlaps, type PlacedText } from '@/lib/chart/placed';
import { type ProcessGeometry, type ProcessInput, processGeometry } from '@/lib/chart/process';
import { domainOf } from '@/lib/chart/process-points';
import { RENDITIONS } from '@/lib/chart/renditions';

import { key, phase, pointsOf, promised, restarted } from './samples';

const INPUT: ProcessInput = {
  points: promised,
  phases: [phase(0, 'locked')],
  annotations: [],
  targetLabel: 'target 95',
  formatValue: (value) => value.toFixed(1),
  words: {
    target: 'target',
    band: 'usual range',
    trialBand: 'usual range so far',
    tooLittle: 'too little history',
    empty: 'no figures yet',
    soFar: 'so far',
  },
};

const { narrow, medium, wide } = RENDITIONS;
const geometry = (input: Partial<ProcessInput>, rendition = medium) =>
  processGeometry({ ...INPUT, ...input }, rendition);
const lines = (path: string) => path.split('M').length - 1;
const textsOf = ({ labels, periods, annotations }: ProcessGeometry): PlacedText[] =>
  [...labels, ...periods, ...annotations.flatMap(({ label }) => label ?? [])].filter(
    ({ text }) => text !== '',
  );
const label = (drawn: ProcessGeometry, role: string) =>
  drawn.labels.filter((one) => one.role === role).map(({ text }) => text);

describe('processGeometry', () => {
  it('breaks the line at missing figures and where a phase starts, the band at phases only', () => {
    const drawn = geometry({
      points: restarted,
      phases: [phase(0, 'locked', 9), phase(10, 'trial')],
    });
    // 60 58 | 63 57 61 59 | 62 alone has a dot only | 75 … 84; 83 is pending.
    expect(lines(drawn.line)).toBe(3);
    expect(lines(drawn.pending)).toBe(1);
    expect(drawn.bands.map(({ trial }) => trial)).toEqual([false, true]);
    expect(drawn.dots.filter(({ kind }) => kind === 'open')).toHaveLength(1);
  });

  it('names the edges of the band at both ends where they differ', () => {
    const drawn = geometry({
      points: restarted,
      phases: [phase(0, 'locked', 9), phase(10, 'trial')],
    });
    expect(label(drawn, 'edge')).toEqual(['68.0', '52.0', '86.0', '70.0']);
    expect(label(geometry({}), 'edge')).toEqual(['96.5', '90.5']);
  });

  it('names them once, as of now, where the band has not moved to the eye', () => {
    const ending = (lower: number, upper: number) =>
      geometry({
        points: promised.map((point, i) => (i < 20 ? point : { ...point, lower, upper })),
      });
    const drawn = ending(90.7, 96.6);
    expect(label(drawn, 'edge')).toEqual(['96.6', '90.7']);
    const edges = drawn.labels.filter(({ role }) => role === 'edge');
    for (const { x } of edges) expect(x).toBeLessThan(drawn.frame.left);
    // A twentieth of the band, at one edge alone.
    expect(label(ending(90.5, 96.9), 'edge')).toEqual(['96.5', '90.5', '96.9', '90.5']);
  });

  it('finds the phase of a window that begins after it does', () => {
    const points = restarted.slice(12);
    const drawn = geometry({ points, phases: [phase(0, 'locked', 9), phase(10, 'trial')] });
    expect(drawn.bands.map(({ trial }) => trial)).toEqual([true]);
    expect(lines(drawn.line)).toBe(1);
  });

  it('steps where the target does, and draws both ends of a range', () => {
    const points = pointsOf([1, 2, 3, 4]);
    const stepped = points.map((point, index) => ({ ...point, target: index < 2 ? 2 : 3 }));
    expect(geometry({ points: stepped }).target.split('L')).toHaveLength(4);
    const range = points.map((point) => ({ ...point, range: { low: 1, high: 3 } }));
    expect(lines(geometry({ points: range }).target)).toBe(2);
  });

  it('gives signals a shape of their own and labels the newest value', () => {
    const drawn = geometry({});
    expect(drawn.dots.filter(({ kind }) => kind === 'bad')).toHaveLength(5);
    expect(label(drawn, 'value')).toEqual(['84.0']);
    expect(label(drawn, 'band')).toEqual(['usual range']);
    expect(label(drawn, 'target')).toEqual(['target 95']);
  });

  it.each([
    ['no points', []],
    ['no figures', [null, null, null]],
  ])('says so when there is nothing to draw: %s', (_, values) => {
    const drawn = geometry({ points: pointsOf(values), phases: [] });
    expect(label(drawn, 'note')).toEqual(['no figures yet']);
    expect(drawn.line).toBe('');
    expect(drawn.dots).toEqual([]);
  });

  it('says that there is too little history instead of naming a band', () => {
    const drawn = geometry({
      points: pointsOf([50, 51, 49]),
      phases: [phase(0, 'too_little_history')],
    });
    expect(label(drawn, 'note')).toEqual(['too little history']);
    expect(label(drawn, 'edge')).toEqual(['51.0', '49.0']);
  });

  it('draws one figure as a dot in the middle', () => {
    const drawn = geometry({ points: pointsOf([7]), phases: [] });
    expect(drawn.dots).toEqual([
      {
        x: (drawn.frame.left + drawn.frame.right) / 2,
        y: expect.any(Number),
        kind: 'last',
        radius: 3,
      },
    ]);
  });

  it('never cuts a number: what does not fit is left out', () => {
    const drawn = geometry(
      {
        points: pointsOf([1e15, 2e15, 3e15], { lower: 1e14, upper: 4e15, center: 2e15, target: 1 }),
        targetLabel: 'target 1,234,567,890,123,456',
        formatValue: (value) => value.toLocaleString('en-GB', { minimumFractionDigits: 2 }),
      },
      narrow,
    );
    expect(label(drawn, 'edge')).toEqual([]);
    expect(label(drawn, 'target')).toEqual(['target']);
    expect(label(drawn, 'value')).toEqual([]);
    expect(label(geometry({ points: pointsOf([1e9, 2e9]) }, narrow), 'value')).toEqual([
      '2000000000.0',
    ]);
  });

  it('puts what happened in one period into one note and leaves out what lies outside', () => {
    const drawn = geometry({
      annotations: [
        { periodIndex: 3, text: 'strike' },
        { periodIndex: 3, text: 'snow' },
        { periodIndex: 99, text: 'later' },
      ],
    });
    expect(drawn.annotations.map(({ text }) => text)).toEqual(['strike · snow']);
  });

  it('draws fewer dots where points are dense, and never fewer signals', () => {
    const points = pointsOf(Array.from({ length: 520 }, (_, i) => 50 + (i % 7))).map((p, i) =>
      i === 100 ? { ...p, signal: 'bad' as const } : p,
    );
    const drawn = geometry({ points }, narrow);
    expect(drawn.dots.map(({ kind }) => kind)).toEqual(['bad', 'last']);
    expect(drawn.columns).toHaveLength(520);
    expect(new Set(drawn.columns).size).toBe(520);
  });
});

describe('domainOf', () => {
  it.each([
    ['nothing', [], [0, 1]],
    ['one value', [5, 5], [4.75, 5.25]],
    ['zero', [0], [-1, 1]],
    ['negative', [-3, -1], [-3, -1]],
  ])('%s', (_, values, domain) => {
    expect(domainOf(pointsOf(values))).toEqual(domain);
  });

  it('holds limits and target, and knows no infinity', () => {
    expect(domainOf(pointsOf([5, 6], { lower: 2, upper: 8, target: 9 }))).toEqual([2, 9]);
    expect(
      processGeometry(
        { ...INPUT, points: pointsOf([1, Number.POSITIVE_INFINITY, Number.NaN, 2]) },
        medium,
      ).line,
    ).not.toMatch(/NaN|Infinity/);
  });
});

describe('any series', () => {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  const series = fc.record({
    values: fc.array(fc.option(value, { freq: 5 }), { maxLength: 60 }),
    limits: fc.option(fc.tuple(value, value)),
    target: fc.option(value),
    restart: fc.nat({ max: 60 }),
    scale: fc.constantFrom(1e-3, 1, 100, 1e6),
    notes: fc.array(
      fc.record({
        periodIndex: fc.nat({ max: 60 }),
        text: fc.string({ minLength: 1, maxLength: 50 }),
      }),
      { maxLength: 6 },
    ),
    rendition: fc.constantFrom(narrow, medium, wide),
    pending: fc.boolean(),
  });

  it('has labels that do not overlap, and nothing outside the drawing', () => {
    fc.assert(
      fc.property(
        series,
        ({ values, limits, target, restart, scale, notes, rendition, pending }) => {
          const [low, high] = limits === null ? [null, null] : limits.toSorted((a, b) => a - b);
          const points = pointsOf(
            values.map((v) => (v === null ? null : v * scale)),
            { target: target === null ? null : target * scale },
          ).map((point, index) => ({
            ...point,
            lower: low == null ? null : (index >= restart ? low - 1 : low) * scale,
            upper: high == null ? null : (index >= restart ? high + 0.5 : high) * scale,
            center: low == null || high == null ? null : ((low + high) / 2) * scale,
            inProgress: pending && index === values.length - 1,
          }));
          const drawn = processGeometry(
            {
              ...INPUT,
              points,
              phases: [phase(0, 'locked'), { ...phase(restart, 'trial'), from: key(restart) }],
              annotations: notes,
              targetLabel: 'target 12.3',
              formatValue: (v) => v.toLocaleString('en-GB', { maximumFractionDigits: 3 }),
            },
            rendition,
          );
          const boxes = textsOf(drawn).map((text) => ({ text: text.text, ...boxOf(text) }));
          for (const [index, box] of boxes.entries()) {
            expect(box.left).toBeGreaterThanOrEqual(-0.6);
            expect(box.right).toBeLessThanOrEqual(rendition.width + 0.6);
            expect(box.top).toBeGreaterThanOrEqual(-0.6);
            expect(box.bottom).toBeLessThanOrEqual(rendition.height + 0.6);
            const hit = boxes.slice(index + 1).find((other) => overlaps(box, other));
            expect(hit === undefined ? null : [box.text, hit.text]).toBeNull();
          }
          const paths = [drawn.line, drawn.pending, drawn.target, drawn.centers];
          const numbers = [...paths, ...drawn.bands.map(({ area }) => area)].join(' ');
          expect(numbers).not.toMatch(/NaN|Infinity|e[+-]/);
          const coordinates = [...numbers.matchAll(/([\d.-]+),([\d.-]+)/g)];
          for (const [, x, y] of coordinates) {
            expect(Number(x)).toBeGreaterThanOrEqual(drawn.frame.left - 0.01);
            expect(Number(x)).toBeLessThanOrEqual(drawn.frame.right + 0.01);
            expect(Number(y)).toBeGreaterThanOrEqual(drawn.frame.top - 0.01);
            expect(Number(y)).toBeLessThanOrEqual(drawn.frame.bottom + 0.01);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
