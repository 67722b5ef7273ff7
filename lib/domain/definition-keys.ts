/** What tells entities and values apart that have no slug of their own. */
import type { Annotation, Target } from './catalog';
import type { Defined } from './definition';

/**
 * Names a target in plans and messages: its KPI, grain, segment, place and first day. No two
 * targets of a catalogue have the same name.
 *
 * @example targetName(target) // 'late-parcels/week/segment=north/2026-01-05'
 */
export function targetName({ kpi, grain, segment, place, from }: Target): string {
  const scope = [
    ...(segment === null ? [] : [`segment=${segment}`]),
    ...(place === null ? [] : [`place=${place}`]),
  ];
  return [kpi, grain, ...scope, from].join('/');
}

/**
 * Names an annotation by its KPI, day and text: a KPI may have two on one day.
 *
 * @example annotationName(note) // 'late-parcels/2026-10-26/New receiving screen'
 */
export function annotationName({ kpi, date, text }: Defined<Annotation>): string {
  return `${kpi}/${date}/${text}`;
}

/**
 * Names a segment within all dimensions.
 *
 * @example segmentName('region', 'north') // 'region/north'
 */
export function segmentName(dimension: string, segment: string): string {
  return `${dimension}/${segment}`;
}

/**
 * A text that is equal for equal JSON values, whatever the order of their keys. Handles of the
 * database (`id`) are left out.
 *
 * @example canonicalText({ b: 1, a: null }) // '{"a":null,"b":1}'
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([key]) => key !== 'id')
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`);
  return `{${entries.toSorted().join()}}`;
}
