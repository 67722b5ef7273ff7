/** What the demo organisation has agreed on, as a definition file would say it. */
import type { CalendarDate } from '../../lib/domain/calendar';
import type { Annotation, Kpi, Target, TargetBounds } from '../../lib/domain/catalog';
import type { Defined, Definition } from '../../lib/domain/definition';
import { DEMO_KPIS } from './kpis';
import { DIMENSIONS, JOURNEY, MOMENTS, ORGANISATION, STAGES, TEAMS } from './organisation';
import { PLACES } from './places';
import type { Breakdown, DemoKpi } from './spec';
import { DEMO_MONTHS, DEMO_WEEKS, mondayBack, periodsBack } from './timeline';

const SYSTEMS: Readonly<Record<string, string>> = {
  'supply-chain': 'Warehouse system',
  billing: 'Billing ledger',
  marketing: 'Campaign desk',
  product: 'Product telemetry',
  logistics: 'Route system',
  stores: 'Store system',
  digital: 'Site log',
  support: 'Case system',
};

const DIMENSION_OF: Readonly<Record<Breakdown, string | null>> = {
  all: null,
  stores: null,
  depots: null,
  regions: 'region',
  tiers: 'tier',
  'stores-and-regions': 'region',
};

const CRITICAL_MOMENTS = new Set(MOMENTS.filter((m) => m.critical).map((m) => m.slug));

/**
 * The demo organisation with its dates counted back from `today`: targets hold from the first
 * figure on, and owners, targets and charts change in the weeks in which the story says so.
 */
export function demoDefinition(today: CalendarDate): Definition {
  return {
    organisation: ORGANISATION,
    teams: TEAMS,
    journeys: [{ slug: JOURNEY, name: 'Buy and own', retired: false }],
    stages: STAGES,
    moments: MOMENTS,
    dimensions: DIMENSIONS,
    places: PLACES,
    kpis: DEMO_KPIS.map((kpi) => definedKpi(kpi, today)),
    targets: DEMO_KPIS.flatMap((kpi) => targetsOf(kpi, today)),
    annotations: annotations(today),
    renames: [],
  };
}

function definedKpi(kpi: DemoKpi, today: CalendarDate): Defined<Kpi> {
  const { formerly, figures, stage, moment } = kpi;
  return {
    slug: kpi.slug,
    name: kpi.name,
    definition: kpi.says,
    source: kpi.kind === 'perception' ? 'Customer survey' : (SYSTEMS[kpi.team] ?? null),
    unit: kpi.unit,
    scale: kpi.unit === '%' ? 100 : 1,
    decimals: kpi.decimals,
    grain: kpi.grain,
    aggregation: figures.shape === 'counts' || figures.shape === 'rate' ? 'ratio' : figures.shape,
    counts: figures.shape === 'counts',
    direction: kpi.direction,
    lens: kpi.lens,
    kind: kpi.kind,
    weight: 1,
    reportingLagDays: kpi.lagDays,
    dimension: DIMENSION_OF[kpi.breakdown],
    moment,
    accountable:
      formerly === null
        ? [{ team: kpi.team, from: null }]
        : [
            { team: formerly.team, from: null },
            { team: kpi.team, from: mondayBack(today, formerly.until) },
          ],
    contributing: kpi.shared,
    stages:
      stage === null
        ? []
        : [
            {
              stage,
              critical: moment !== null && CRITICAL_MOMENTS.has(moment),
              reliability: kpi.reliability,
            },
          ],
    upstream: kpi.upstream,
    retired: false,
  };
}

function targetsOf(kpi: DemoKpi, today: CalendarDate): Target[] {
  const target = (from: CalendarDate, bounds: TargetBounds, segment: string | null = null) => ({
    kpi: kpi.slug,
    grain: kpi.grain,
    segment,
    place: null,
    from,
    ends: null,
    bounds,
  });
  const first = firstDay(kpi, today);
  const { earlierTarget: earlier, segmentTarget } = kpi;
  if (kpi.target === null) return [];
  return [
    ...(earlier === null
      ? [target(first, kpi.target)]
      : [target(first, earlier.bounds), target(mondayBack(today, earlier.until), kpi.target)]),
    ...(segmentTarget === null ? [] : [target(first, segmentTarget.bounds, segmentTarget.segment)]),
  ];
}

function firstDay({ grain }: DemoKpi, today: CalendarDate): CalendarDate {
  return grain === 'week'
    ? mondayBack(today, DEMO_WEEKS - 1)
    : (periodsBack(today, 'month', DEMO_MONTHS).at(-1)?.start ?? today);
}

const RECEIVING_SCREEN = [
  'stock-record-correct',
  'in-stock-as-shown-online',
  'promise-date-kept-by-stock',
  'delivered-on-promised-day',
  'delivery-satisfaction',
  'received-without-a-hitch',
];

function annotations(today: CalendarDate): Defined<Annotation>[] {
  const note = (kpi: string, weeksBack: number, text: string, restartsLimits = false) => ({
    kpi,
    date: mondayBack(today, weeksBack),
    text,
    reason: null,
    restartsLimits,
  });
  return [
    note('calls-answered-in-60-s', 40, 'New phone menu', true),
    note('set-up-satisfaction', 9, 'Guided set-up with every order'),
    note('effort-to-get-help', 7, 'Chat closed at weekends'),
    ...RECEIVING_SCREEN.map((kpi) => note(kpi, 4, 'New receiving screen, 12 stores')),
  ];
}
