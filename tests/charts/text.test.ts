import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { spread, tickIndexes } from '@/lib/chart/labels';
import { linePath, stepPath, stretches } from '@/lib/chart/lines';
import { clipText, textWidth } from '@/lib/chart/text';

describe('textWidth', () => {
  // Measured in Chromium with DejaVu Sans, the widest face of the stack: pixels at 100 px.
  it.each([
    ['W47', 226.1, false],
    ['usual range', 590.5, false],
    ['84.0 %', 349.5, false],
    ['−1,234.5', 465.5, false],
    ['Zahlungsverzögerung', 1095.1, false],
    ['W47', 249.5, true],
    ['84.0 %', 381.7, true],
    ['new receiving screen', 1196.7, true],
  ])('is never less than a browser measures: %s', (text, measured, bold) => {
    const width = textWidth(text, { size: 100, bold });
    expect(width).toBeGreaterThanOrEqual(measured * 0.99);
    expect(width).toBeLessThan(measured * 1.07);
  });

  it('grows with size and weight, and knows letters beyond ASCII', () => {
    expect(textWidth('Zahl', { size: 20 })).toBeCloseTo(2 * textWidth('Zahl', { size: 10 }), 9);
    expect(textWidth('Zahl', { size: 10, bold: true })).toBeGreaterThan(
      textWidth('Zahl', { size: 10 }),
    );
    expect(textWidth('é', { size: 10 })).toBeCloseTo(6.6, 9);
    expect(textWidth('顧客', { size: 10 })).toBe(20);
  });
});

describe('clipText', () => {
  const face = { size: 12 };

  it('leaves alone what fits', () => {
    expect(clipText('strike', 100, face)).toBe('strike');
  });

  it('ends what does not fit with an ellipsis, within the width', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.integer({ min: 0, max: 200 }), (text, width) => {
        const clipped = clipText(text, width, face);
        expect(textWidth(clipped, face)).toBeLessThanOrEqual(width);
        if (clipped !== text) expect(clipped === '' || clipped.endsWith('…')).toBe(true);
      }),
    );
  });

  it('gives nothing where not one letter fits', () => {
    expect(clipText('strike', 5, face)).toBe('');
  });
});

describe('spread', () => {
  const slots = fc.array(
    fc.record({
      at: fc.double({ min: -50, max: 250, noNaN: true }),
      size: fc.double({ min: 1, max: 25, noNaN: true }),
      weight: fc.constantFrom(1, 4),
    }),
    { maxLength: 8 },
  );

  it('keeps labels apart, in order and between the ends', () => {
    fc.assert(
      fc.property(slots, (wanted) => {
        const centres = spread(wanted, 0, 200);
        const placed = wanted
          .map((slot, index) => ({ ...slot, centre: centres[index] ?? Number.NaN, index }))
          .sort((a, b) => a.at - b.at || a.index - b.index);
        for (const [index, label] of placed.entries()) {
          expect(label.centre - label.size / 2).toBeGreaterThanOrEqual(-1e-6);
          expect(label.centre + label.size / 2).toBeLessThanOrEqual(200 + 1e-6);
          const before = placed[index - 1];
          if (before === undefined) continue;
          const apart = label.centre - label.size / 2 - (before.centre + before.size / 2);
          expect(apart).toBeGreaterThanOrEqual(-1e-6);
        }
      }),
    );
  });

  it.each([
    ['far apart', [20, 80], [20, 80]],
    ['overlapping: each gives way by half', [50, 52], [46, 56]],
    ['at the end', [99, 98], [95, 85]],
    ['none', [], []],
  ])('moves no label further than it must: %s', (_, at, centres) => {
    expect(
      spread(
        at.map((place) => ({ at: place, size: 10 })),
        0,
        100,
      ),
    ).toEqual(centres);
  });

  it('moves the heavier label less', () => {
    const [light = 0, heavy = 0] = spread(
      [
        { at: 50, size: 10 },
        { at: 50, size: 10, weight: 4 },
      ],
      0,
      100,
    );
    expect(heavy - 50).toBeCloseTo(2, 9);
    expect(light - 50).toBeCloseTo(-8, 9);
  });
});

describe('tickIndexes', () => {
  it.each([
    [0, 400, []],
    [1, 400, [0]],
    [2, 10, [0, 1]],
    [26, 130, [0, 25]],
    [26, 400, [0, 8, 17, 25]],
    [3, 4000, [0, 1, 2]],
  ])('%d points over %d units', (count, length, indexes) => {
    expect(tickIndexes(count, length, 120)).toEqual(indexes);
  });
});

describe('paths', () => {
  it('breaks where something is missing and where it is told to', () => {
    expect(stretches(5, (i) => i !== 1)).toEqual([[0], [2, 3, 4]]);
    expect(
      stretches(
        4,
        () => true,
        (i) => i === 2,
      ),
    ).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(stretches(2, () => false)).toEqual([]);
  });

  it('draws no line through one point', () => {
    expect(linePath([{ x: 1, y: 2 }])).toBe('');
    expect(
      linePath([
        { x: 1, y: 2 },
        { x: 3.5, y: 4 },
      ]),
    ).toBe('M1,2L3.5,4');
  });

  it('steps half-way between points and leaves gaps open', () => {
    expect(
      stepPath([{ x: 0, y: 5 }, { x: 10, y: 5 }, { x: 20, y: 9 }, null, { x: 40, y: 9 }], 4),
    ).toBe('M-4,5L15,5L15,9L24,9M36,9L44,9');
  });
});
