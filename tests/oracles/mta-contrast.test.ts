/**
 * The contrast of a real organisation against the right answers that are published with the
 * figures: New York's MTA, four journeys, every month from 2008-01 to 2011-05.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../lib/domain/calendar';
import { type Contrast, contrast, type TrendPoint } from '../../lib/domain/contrast';
import { contrastIndex } from '../../lib/domain/contrast-index';
import { plainText } from '../../lib/domain/sentence';
import { contrastHeadline } from '../../lib/domain/sentence-contrast';
import { readMta } from '../support/mta';
import { sharedData } from '../support/shared-data';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface ExpectedContrast {
  readonly teams: readonly { readonly [key: string]: Json }[];
  readonly stages: readonly { readonly [key: string]: Json }[];
  readonly cells: readonly { readonly [key: string]: Json }[];
  readonly alignmentGapPoints: number | null;
}
type Expected = Readonly<Record<string, Readonly<Record<string, ExpectedContrast>>>>;

const FILES = ['mta/indicators.csv', 'mta/performance.csv', 'mta/expected-contrast.json'] as const;
const [indicators, performance, expectedPath] = FILES.map(sharedData);
const missing = FILES.filter((file) => sharedData(file) === null);

/** Keeps the fields that the published answer has, and puts lists in one order. */
function comparable(found: unknown, expected: Json): unknown {
  if (expected === null || typeof expected !== 'object') return found;
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return found;
    const sorted = found.toSorted((a, b) => compareTexts(keyOf(a), keyOf(b)));
    const model = sortedJson(expected);
    return sorted.map((item, i) => comparable(item, model[i] ?? null));
  }
  if (found === null || typeof found !== 'object') return found;
  const fields = new Map(Object.entries(found));
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [key, comparable(fields.get(key), value)]),
  );
}

function sortedJson(list: readonly Json[]): readonly Json[] {
  return list.toSorted((a, b) => compareTexts(keyOf(a), keyOf(b)));
}

/** What tells the items of a list apart: a slug, the two slugs of a cell, or the text itself. */
function keyOf(item: unknown): string {
  if (item === null || typeof item !== 'object') return String(item);
  const { slug, team, stage } = Object.fromEntries(Object.entries(item));
  return [slug, team, stage].join('|');
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every number within 1e-6; all else exactly. Returns the paths that differ. */
function differences(found: unknown, expected: unknown, path: string): readonly string[] {
  if (typeof expected === 'number' && typeof found === 'number') {
    return Math.abs(found - expected) <= 1e-6 ? [] : [`${path}: ${found}, not ${expected}`];
  }
  if (expected === null || typeof expected !== 'object') {
    return Object.is(found, expected) ? [] : [`${path}: ${String(found)}, not ${String(expected)}`];
  }
  if (found === null || typeof found !== 'object') return [`${path}: missing`];
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  const foundFields = new Map(Object.entries(found));
  const expectedFields = new Map(Object.entries(expected));
  return [...keys].flatMap((key) =>
    differences(foundFields.get(key), expectedFields.get(key), `${path}.${key}`),
  );
}

function normalised(expected: Json): Json {
  if (expected === null || typeof expected !== 'object') return expected;
  if (Array.isArray(expected)) return sortedJson(expected).map(normalised);
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [key, normalised(value)]),
  );
}

describe.skipIf(missing.length > 0)(
  `contrast of the MTA${missing.length > 0 ? ` (skipped: ${missing.join(', ')} not beside the project)` : ''}`,
  () => {
    if (indicators == null || performance == null || expectedPath == null) return;
    const answers: Expected = JSON.parse(readFileSync(expectedPath, 'utf8'));
    const { catalog, judgementsOf } = readMta(indicators, performance);
    const index = contrastIndex(catalog);

    const contrastOf = (journey: string, key: string): Contrast => {
      const month = parsePeriod(key, 'month', catalog.organisation);
      if (month === null) throw new RangeError(`${key} is no month`);
      return contrast(index, journey, judgementsOf(month), month.start);
    };
    const months = Object.entries(answers).flatMap(([journey, byMonth]) =>
      Object.entries(byMonth).map(([month, answer]) => ({ journey, month, answer })),
    );

    it('has four journeys of 41 months', () => {
      expect(months).toHaveLength(4 * 41);
    });

    it.each(months)('$journey in $month', ({ journey, month, answer }) => {
      const expected = normalised({ ...answer });
      const found = comparable(contrastOf(journey, month), expected);
      expect(differences(found, expected, `${journey} ${month}`)).toEqual([]);
    });

    it('finds three green teams in the red stage of June 2010', () => {
      const june = contrastOf('bus-trip', '2010-06');
      const maintenance = june.teams.filter((team) => team.slug.endsWith('bus-maintenance'));
      expect(maintenance.map((team) => team.silo.share)).toEqual([1, 1, 1]);
      expect(june.stages.find(({ slug }) => slug === 'bus-trip-wait')?.experience).toMatchObject({
        status: 'off_target',
        onTarget: 0,
        due: 3,
      });
      expect(june.cells.filter((cell) => cell.watermelon)).toHaveLength(3);
    });

    it('says so in words, and in figures that a reader can add up', () => {
      const trend = months
        .filter(({ journey, month }) => journey === 'bus-trip' && month <= '2010-06')
        .slice(-13)
        .map(({ month }) => trendPoint(month));
      const { headline, lead } = contrastHeadline({
        contrast: contrastOf('bus-trip', '2010-06'),
        trend,
        grain: 'month',
        words: { periodName: (key) => key, points: (points) => points.toFixed(1) },
      });
      expect(plainText(headline)).toBe(
        '3 of 9 teams (6 without data) are on target by their own scorecards. For customers, none of 4 stages (2 without data) is.',
      );
      expect(plainText(lead)).toBe(
        'safety and wait are off target, yet 3 teams that take part in them report green overall. ' +
          'The gap is 91.7 points, the widest of the 13 months to 2010-06; since 2010-04 it has been ' +
          'above 25.0, its average over all 13 months. ' +
          'The gap leaves out 6 teams and 2 stages without data.',
      );
    });

    function trendPoint(key: string): TrendPoint {
      const month = parsePeriod(key, 'month', catalog.organisation);
      if (month === null) throw new RangeError(`${key} is no month`);
      const { siloShare, stageShare } = contrastOf('bus-trip', key);
      return { period: month.key, siloShare, stageShare };
    }
  },
);
