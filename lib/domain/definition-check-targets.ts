/** What makes a target of a definition impossible (rules: domain §4). */
import { isCoarser } from './calendar';
import type { Kpi, Target, TargetBounds } from './catalog';
import type { Defined, DefinedCatalog } from './definition';
import { type DefinitionFault, unknownReference } from './definition-fault';
import { targetName } from './definition-keys';

/**
 * The faults of a catalogue's targets: what they refer to is not there, or their bounds do not fit
 * the KPI's direction. Targets of retired KPIs are held to no rule. A target that was there before
 * its KPI became one shown for context is not a fault, since nothing is judged by it; one that the
 * file names (`named`, by `targetName`) is.
 *
 * @example targetFaults(catalog, new Set())[0]?.path // 'targets.late-parcels/week/2026-01-05'
 */
export function targetFaults(
  catalog: DefinedCatalog,
  named: ReadonlySet<string>,
): readonly DefinitionFault[] {
  const kpis = new Map(catalog.kpis.map((kpi) => [kpi.slug, kpi]));
  const places = new Set(catalog.places.map(({ slug }) => slug));
  const segments = new Map(
    catalog.dimensions.map(({ slug, segments: list }) => [
      slug,
      new Set(list.map((segment) => segment.slug)),
    ]),
  );
  return catalog.targets.flatMap((target): readonly DefinitionFault[] => {
    const path = `targets.${targetName(target)}`;
    const kpi = kpis.get(target.kpi);
    if (kpi === undefined) return [unknownReference(path, 'KPI', target.kpi, kpis.keys())];
    if (kpi.retired) return [];
    const fault = (message: string, cure: string): DefinitionFault => ({ path, message, cure });
    return [
      ...segmentFaults(target, kpi, segments.get(kpi.dimension ?? ''), path),
      ...(target.place === null || places.has(target.place)
        ? []
        : [unknownReference(`${path}.place`, 'place', target.place, places)]),
      ...(isCoarser(kpi.grain, target.grain)
        ? [
            fault(
              `A target for a ${target.grain} is finer than the KPI, which has a figure a ${kpi.grain}.`,
              `Give the target for a ${kpi.grain} or more.`,
            ),
          ]
        : []),
      ...(target.ends !== null && target.ends < target.from
        ? [
            fault(
              `It ends on ${target.ends}, before it starts.`,
              'Let it end on its first day or later.',
            ),
          ]
        : []),
      ...(kpi.direction === 'none' && !named.has(targetName(target))
        ? []
        : boundsFaults(target.bounds, kpi, fault)),
    ];
  });
}

function segmentFaults(
  { segment }: Target,
  { slug, dimension }: Defined<Kpi>,
  known: ReadonlySet<string> | undefined,
  path: string,
): readonly DefinitionFault[] {
  if (segment === null || known?.has(segment) === true) return [];
  if (dimension !== null && known !== undefined) {
    const fault = unknownReference(`${path}.segment`, 'segment', segment, known);
    return [{ ...fault, message: `The dimension "${dimension}" has no segment "${segment}".` }];
  }
  const message = `"${slug}" has no dimension, so it has no segment "${segment}".`;
  return [{ path: `${path}.segment`, message, cure: 'Name a dimension for the KPI.' }];
}

function boundsFaults(
  bounds: TargetBounds,
  { slug, direction }: Defined<Kpi>,
  fault: (message: string, cure: string) => DefinitionFault,
): readonly DefinitionFault[] {
  if (Object.values(bounds).some((bound) => bound !== null && !Number.isFinite(bound))) {
    return [fault('A bound is no number.', 'Use finite numbers in the unit of the KPI.')];
  }
  switch (direction) {
    case 'none':
      return [
        fault(
          `"${slug}" is shown for context: its direction is none, and it is never judged.`,
          'Give the KPI a direction, or leave the target out.',
        ),
      ];
    case 'range':
      return rangeFaults(bounds, fault);
    case 'higher':
    case 'lower':
      return limitFaults(bounds, direction, fault);
  }
}

function rangeFaults(
  { target, atRisk, low, high, margin }: TargetBounds,
  fault: (message: string, cure: string) => DefinitionFault,
): readonly DefinitionFault[] {
  if (target !== null || atRisk !== null) {
    return [
      fault(
        'Direction range has no target and at-risk limit.',
        'Give low, high and margin instead.',
      ),
    ];
  }
  const faults: DefinitionFault[] = [];
  if (low === null && high === null) {
    faults.push(fault('The range has no bound.', 'Give low, high or both.'));
  }
  if (low !== null && high !== null && low > high) {
    faults.push(
      fault(`The range starts at ${low}, above its end ${high}.`, 'Exchange low and high.'),
    );
  }
  if (margin !== null && margin < 0) {
    faults.push(fault(`A margin of ${margin} is below 0.`, 'Use 0 or more.'));
  }
  return faults;
}

function limitFaults(
  { target, atRisk, low, high, margin }: TargetBounds,
  direction: 'higher' | 'lower',
  fault: (message: string, cure: string) => DefinitionFault,
): readonly DefinitionFault[] {
  if (low !== null || high !== null || margin !== null) {
    return [
      fault(
        `Direction ${direction} has no low, high and margin.`,
        'Give target and at risk instead.',
      ),
    ];
  }
  if (target === null) return [fault('There is no target in it.', 'Give a target.')];
  if (atRisk === null) return [];
  const beyond = direction === 'higher' ? atRisk > target : atRisk < target;
  if (!beyond) return [];
  const side = direction === 'higher' ? 'above' : 'below';
  return [
    fault(
      `At risk starts at ${atRisk}, ${side} the target of ${target}, so it could never be reached.`,
      `Put it on the other side of the target: ${direction} is better.`,
    ),
  ];
}
