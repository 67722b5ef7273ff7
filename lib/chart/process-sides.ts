/** What stands left and right of the plot: edges of the band, the target's name, the newest value. */

import type { Box } from './placed';
import type { Run } from './process-bands';
import {
  columnWidth,
  type LabelRole,
  placeColumn,
  type RoleText,
  type Wanted,
} from './process-labels';
import { drawable, type ProcessPoint, type Scales } from './process-points';

export interface SideText {
  readonly value: number;
  readonly text: string;
  readonly role: LabelRole;
}

export interface Sides {
  readonly left: readonly SideText[];
  readonly right: readonly SideText[];
  readonly target: SideText | null;
  readonly value: SideText | null;
  /** Indexes of the points that `target` and `value` belong to; −1 for none. */
  readonly targetAt: number;
  readonly valueAt: number;
}

/** A number is never cut, as the rest of it would be another number: it is left out instead. */
function fitting(side: readonly SideText[], room: number): readonly SideText[] {
  return columnWidth(side) <= room ? side : [];
}

export interface SideWords {
  readonly targetLabel: string | null;
  /** The target's name where there is no room for its value. */
  readonly target: string;
  readonly soFar: string;
  readonly formatValue: (value: number, against: number | null) => string;
}

/** Where the target's name stands: at the upper end of a range. */
function targetOf(point: ProcessPoint | undefined): number | null {
  return point?.target ?? drawable(point?.range?.high) ?? drawable(point?.range?.low);
}

/** Edges that moved by less than this share of the band lie on one line for whoever looks. */
const UNSEEN = 0.05;

/** Whether the band ends as it began, as far as can be seen. */
function isLevel(first: readonly SideText[], newest: readonly SideText[]): boolean {
  const values = newest.map(({ value }) => value);
  const least = UNSEEN * (Math.max(...values) - Math.min(...values));
  return (
    first.length === newest.length &&
    newest.every(({ value, text }, index) => {
      const other = first[index];
      return other?.text === text || Math.abs(value - (other?.value ?? Number.NaN)) < least;
    })
  );
}

function edges(values: readonly (number | null)[], words: SideWords): SideText[] {
  const all = values.flatMap((value): SideText[] =>
    value === null ? [] : [{ value, text: words.formatValue(value, null), role: 'edge' }],
  );
  return all.filter(({ text }, index) => index === 0 || text !== all[0]?.text);
}

function named({ targetLabel, target }: SideWords, room: number): string {
  const label = targetLabel ?? '';
  return columnWidth([{ text: label, role: 'target' }]) <= room ? label : target;
}

/** The newest value; it may take up to half of the chart. */
function valueText(
  point: ProcessPoint | undefined,
  words: SideWords,
  room: number,
): SideText | null {
  if (point === undefined || point.value === null) return null;
  const written = words.formatValue(point.value, point.target);
  const partial = point.inProgress === true;
  const text = partial ? `${written} ${words.soFar}` : written;
  const label: SideText = { value: point.value, text, role: partial ? 'partial' : 'value' };
  return fitting([label], room)[0] ?? null;
}

function extremes(points: readonly ProcessPoint[]): number[] {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? [] : [Math.max(...values), Math.min(...values)];
}

/**
 * The texts beside the plot. Each end of the plot names the edges of the band that ends there; where
 * they are the same to the eye, those of now stand at the left alone, as the words of the page have them.
 * Without a band, the left names the largest and the smallest value.
 */
export function sideTexts(
  points: readonly ProcessPoint[],
  runs: readonly Run[],
  words: SideWords,
  width: number,
): Sides {
  const limits = (index: number | undefined) => {
    const point = index === undefined ? undefined : points[index];
    return point === undefined ? [] : edges([point.upper, point.lower], words);
  };
  const first = limits(runs[0]?.indexes[0]);
  const newest = limits(runs.at(-1)?.indexes.at(-1));
  const level = isLevel(first, newest);
  const begin = level ? newest : first;
  const valueAt = points.findLastIndex((point) => point.value !== null);
  const targetAt = points.findLastIndex((point) => targetOf(point) !== null);
  const target = targetOf(points[targetAt]);
  return {
    left: fitting(begin.length > 0 ? begin : edges(extremes(points), words), width * 0.28),
    right: level ? [] : fitting(newest, width * 0.28),
    target:
      target === null || words.targetLabel === null
        ? null
        : { value: target, text: named(words, width * 0.36), role: 'target' },
    value: valueText(points[valueAt], words, width * 0.48),
    targetAt,
    valueAt,
  };
}

/** Between the plot and what stands beside it. */
const GAP = 7;

/** Left and right end of the plot: what the texts beside it leave. */
export function plotEnds(sides: Sides, width: number): { left: number; right: number } {
  const extra = [sides.target, sides.value].flatMap((text) => text ?? []);
  const left = columnWidth(sides.left);
  const right = Math.min(columnWidth([...sides.right, ...extra]), width * 0.5);
  return {
    left: left === 0 ? 2 : Math.ceil(left + GAP),
    right: width - (right === 0 ? 2 : Math.ceil(right + GAP + 2)),
  };
}

/**
 * The texts in their places, so that none overlaps another. Where figures or target end before the
 * plot does, their texts stand within it, and other lines may pass behind them.
 *
 * @param ground what is behind a text within the plot
 */
export function placeSides(
  sides: Sides,
  frame: Box,
  scales: Scales,
  width: number,
  ground: 'band' | 'card',
): RoleText[] {
  const { x, y, reach } = scales;
  const beside = (text: SideText, from: number): Wanted => ({ ...text, y: y(text.value), x: from });
  const left = sides.left.map((edge) => beside(edge, frame.left - GAP));
  const right = [
    ...sides.right.map((edge) => beside(edge, frame.right + GAP)),
    ...(sides.value === null ? [] : [beside(sides.value, x(sides.valueAt) + GAP + 1)]),
    ...(sides.target === null ? [] : [beside(sides.target, x(sides.targetAt) + reach + GAP)]),
  ];
  const { top, bottom } = frame;
  return [
    ...placeColumn(left, 'end', (label) => label.x, top, bottom),
    ...placeColumn(right, 'start', (label) => width - label.x, top, bottom).map((label) =>
      label.x < frame.right ? { ...label, over: ground } : label,
    ),
  ];
}
