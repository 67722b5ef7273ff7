/** What tells targets, annotations and segments apart, which have no slug of their own. */
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
