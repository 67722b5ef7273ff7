import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIRECTIONS, type Direction, type TargetBounds } from '../../lib/domain/catalog';
import { statusOfValue } from '../../lib/domain/status';
import { type SpanMeets, spanMeets } from '../../lib/domain/target-span';

const NO_BOUNDS: TargetBounds = { target: null, atRisk: null, low: null, high: null, margin: null };

describe('spanMeets', () => {
  it.each<{
    span: [number, number];
    direction: Direction;
    bounds: Partial<TargetBounds>;
    meets: SpanMeets | null;
  }>([
    { span: [10, 20], direction: 'higher', bounds: { target: 9 }, meets: 'all' },
    { span: [10, 20], direction: 'higher', bounds: { target: 10 }, meets: 'all' },
    { span: [10, 20], direction: 'higher', bounds: { target: 15 }, meets: 'some' },
    { span: [10, 20], direction: 'higher', bounds: { target: 20 }, meets: 'some' },
    { span: [10, 20], direction: 'higher', bounds: { target: 21 }, meets: 'none' },
    { span: [10, 20], direction: 'higher', bounds: { target: 21, atRisk: 5 }, meets: 'none' },
    { span: [10, 20], direction: 'lower', bounds: { target: 21 }, meets: 'all' },
    { span: [10, 20], direction: 'lower', bounds: { target: 20 }, meets: 'all' },
    { span: [10, 20], direction: 'lower', bounds: { target: 10 }, meets: 'some' },
    { span: [10, 20], direction: 'lower', bounds: { target: 9 }, meets: 'none' },
    { span: [10, 20], direction: 'range', bounds: { low: 10, high: 20 }, meets: 'all' },
    { span: [10, 20], direction: 'range', bounds: { low: 12, high: 30 }, meets: 'some' },
    { span: [10, 20], direction: 'range', bounds: { low: 0, high: 12 }, meets: 'some' },
    { span: [10, 20], direction: 'range', bounds: { low: 12, high: 14 }, meets: 'some' },
    { span: [10, 20], direction: 'range', bounds: { low: 21, high: 30 }, meets: 'none' },
    { span: [10, 20], direction: 'range', bounds: { low: 0, high: 9 }, meets: 'none' },
    { span: [10, 20], direction: 'range', bounds: { low: 0, high: 9, margin: 5 }, meets: 'none' },
    { span: [10, 20], direction: 'range', bounds: { low: 15 }, meets: 'some' },
    { span: [10, 20], direction: 'range', bounds: { high: 9 }, meets: 'none' },
    { span: [10, 20], direction: 'range', bounds: {}, meets: null },
    { span: [10, 20], direction: 'higher', bounds: {}, meets: null },
    { span: [10, 20], direction: 'lower', bounds: { low: 1, high: 2 }, meets: null },
    { span: [10, 20], direction: 'none', bounds: { target: 15 }, meets: null },
    { span: [Number.NaN, 20], direction: 'higher', bounds: { target: 15 }, meets: null },
  ])('$span, $direction $bounds → $meets', ({ span, direction, bounds, meets }) => {
    expect(spanMeets(...span, { ...NO_BOUNDS, ...bounds }, direction)).toBe(meets);
  });

  it('says of the whole what status says of its values', () => {
    const whole = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(
        whole,
        fc.nat({ max: 15 }),
        fc.record({ target: whole, atRisk: fc.constant(null), low: whole, high: whole }),
        fc.constantFrom(...DIRECTIONS),
        (low, width, { low: a, high: b, ...rest }, direction) => {
          const bounds = { ...rest, low: Math.min(a, b), high: Math.max(a, b), margin: null };
          const hits = Array.from({ length: width + 1 }, (_, i) =>
            statusOfValue(low + i, bounds, direction),
          ).map((status) => (status === null ? null : status === 'on_target'));
          const wanted = hits.includes(null)
            ? null
            : hits.every(Boolean)
              ? 'all'
              : hits.some(Boolean)
                ? 'some'
                : 'none';
          expect(spanMeets(low, low + width, bounds, direction)).toBe(wanted);
        },
      ),
    );
  });
});
