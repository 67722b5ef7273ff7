/** What a process behaviour chart is drawn from, and the scales that place it. */
import { scaleLinear } from 'd3-scale';
import type { PeriodKey } from '../domain/calendar';
import type { ChartPhase } from '../domain/signals';
import { tidy } from './lines';
import type { Box } from './placed';

export interface ProcessPoint {
  readonly period: PeriodKey;
  /** The period in a few letters ("W47"). */
  readonly label: string;
  /** In the KPI's unit; null when missing or `too_few`. */
  readonly value: number | null;
  /** Limits as shown: clipped to what the unit allows. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly center: number | null;
  /** Directions `higher` and `lower`. */
  readonly target: number | null;
  /** Direction `range`: both ends are drawn instead of `target`. */
  readonly range?: { readonly low: number | null; readonly high: number | null } | null;
  readonly signal: 'good' | 'bad' | 'neutral' | null;
  readonly inProgress?: boolean;
  readonly reported?: { readonly in: number; readonly of: number };
}

export type ProcessPhase = Pick<ChartPhase, 'from' | 'to' | 'state'>;

export interface ProcessAnnotation {
  readonly periodIndex: number;
  readonly text: string;
}

/** The value where it is a number that can be drawn. */
export function drawable(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

/** Points without what cannot be drawn. */
export function drawablePoints(points: readonly ProcessPoint[]): ProcessPoint[] {
  return points.map((point) => ({
    ...point,
    value: drawable(point.value),
    center: drawable(point.center),
    target: drawable(point.target),
    lower: drawable(point.lower),
    upper: drawable(point.upper),
  }));
}

/** Smallest and largest of everything that is drawn, widened where all of it is one value. */
export function domainOf(points: readonly ProcessPoint[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    for (const part of [
      point.value,
      point.lower,
      point.upper,
      point.center,
      point.target,
      drawable(point.range?.low),
      drawable(point.range?.high),
    ]) {
      if (part === null) continue;
      low = Math.min(low, part);
      high = Math.max(high, part);
    }
  }
  if (low > high) return [0, 1];
  const least = Math.max(Math.abs(low), Math.abs(high)) * 1e-9;
  if (high - low > least) return [low, high];
  const margin = low === 0 ? 1 : Math.abs(low) * 0.05;
  return [low - margin, high + margin];
}

/** Room between the frame and its outermost points, for the dots. */
const INSET = 7;

export interface Scales {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  /** Between two neighbouring points; the whole width where there is only one. */
  readonly step: number;
  /** How far a band or target goes beyond its first and last point. */
  readonly reach: number;
}

/** Places of points and values within the frame. */
export function scalesOf(points: readonly ProcessPoint[], frame: Box): Scales {
  const inner = frame.right - frame.left - 2 * INSET;
  const middle = (frame.left + frame.right) / 2;
  const step = points.length > 1 ? inner / (points.length - 1) : inner;
  const y = scaleLinear(domainOf(points), [frame.bottom - INSET, frame.top + INSET]);
  return {
    x: (index) => tidy(points.length > 1 ? frame.left + INSET + index * step : middle),
    y: (value) => tidy(y(value)),
    step,
    reach: points.length > 1 ? Math.min(INSET, step / 2) : inner / 2,
  };
}

/**
 * For each point, which phase it belongs to: an index into `phases`, −1 before the first.
 * Keys of one grain sort as text, so a phase that began before the window is found too.
 */
export function phaseIndexes(
  points: readonly ProcessPoint[],
  phases: readonly ProcessPhase[],
): number[] {
  return points.map((point) => phases.findLastIndex((phase) => phase.from <= point.period));
}
