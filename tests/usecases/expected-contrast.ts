/** The published answers for the MTA, and what tells an answer of ours from them. */
import { readFileSync } from 'node:fs';

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

export interface ExpectedScorecard {
  readonly share: number | null;
  readonly onTarget: number;
  readonly due: number;
}

export interface ExpectedContrast {
  readonly teams: readonly {
    readonly slug: string;
    readonly silo: ExpectedScorecard;
    readonly sharedScore: number | null;
    readonly gapPoints: number | null;
  }[];
  readonly stages: readonly { readonly slug: string; readonly experience: ExpectedScorecard }[];
  readonly cells: readonly { readonly team: string; readonly watermelon: boolean }[];
  readonly alignmentGapPoints: number | null;
}

export interface ExpectedMonth {
  readonly journey: string;
  readonly month: string;
  readonly answer: ExpectedContrast;
}

export function readExpected(path: string): readonly ExpectedMonth[] {
  const byJourney: Readonly<Record<string, Readonly<Record<string, ExpectedContrast>>>> =
    JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(byJourney).flatMap(([journey, byMonth]) =>
    Object.entries(byMonth).map(([month, answer]) => ({ journey, month, answer })),
  );
}

/** Figures may differ by so much. */
const TOLERANCE = 1e-6;

/**
 * Where an answer is not what is expected: the paths, with both values. Every field that is expected
 * is looked at, fields beyond those are left alone; the order of lists means nothing.
 */
export function differences(found: unknown, expected: unknown, path = ''): readonly string[] {
  if (typeof expected === 'number' && typeof found === 'number') {
    return Math.abs(found - expected) <= TOLERANCE ? [] : [`${path}: ${found}, not ${expected}`];
  }
  if (expected === null || typeof expected !== 'object') {
    return Object.is(found, expected) ? [] : [`${path}: ${String(found)}, not ${String(expected)}`];
  }
  if (found === null || typeof found !== 'object') return [`${path}: ${String(found)}`];
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [`${path}: no list`];
    const ours = byName(found);
    const theirs = byName(expected);
    const names = new Set([...ours.keys(), ...theirs.keys()]);
    const lengths =
      found.length === expected.length
        ? []
        : [`${path}: ${found.length} items, not ${expected.length}`];
    return [
      ...lengths,
      ...[...names].flatMap((name) =>
        theirs.has(name)
          ? differences(ours.get(name), theirs.get(name), `${path}[${name}]`)
          : [`${path}[${name}]: too many`],
      ),
    ];
  }
  const fields = new Map<string, unknown>(Object.entries(found));
  return Object.entries(expected).flatMap(([key, value]) =>
    differences(fields.get(key), value, `${path}.${key}`),
  );
}

/** Items of a list by what tells them apart: a slug, the two slugs of a cell, or the text itself. */
function byName(list: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    list.map((item) => {
      if (item === null || typeof item !== 'object') return [String(item), item];
      const { slug, team, stage } = Object.fromEntries(Object.entries(item));
      return [[slug, team, stage].filter((part) => part !== undefined).join(' '), item];
    }),
  );
}
