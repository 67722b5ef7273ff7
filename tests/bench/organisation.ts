/** An invented organisation of any size: 8 stages, 12 teams, KPIs of every aggregation with targets. */
import { addDays, type CalendarDate, periodContaining } from '../../lib/domain/calendar';
import type { Aggregation, Direction, TargetBounds } from '../../lib/domain/catalog';
import type { Definition } from '../../lib/domain/definition';
import {
  day,
  journey,
  kpi,
  NO_BOUNDS,
  ORGANISATION,
  stage,
  target,
  team,
} from '../support/catalog-facts';

const TEAMS = 12;
const STAGES = 8;

/** Of twenty KPIs in a row. */
const AGGREGATIONS: readonly Aggregation[] = [
  ...(['ratio', 'sum', 'ratio', 'mean', 'ratio', 'nps', 'ratio', 'sum', 'ratio', 'last'] as const),
  ...(['ratio', 'sum', 'ratio', 'mean', 'ratio', 'nps', 'sum', 'min', 'max', 'none'] as const),
];

/** These two have no value over segments, so everyone is reported beside them. */
const NOT_OVER_SEGMENTS: ReadonlySet<Aggregation> = new Set(['last', 'none']);

const DIRECTIONS: Partial<Record<Aggregation, Direction>> = {
  last: 'range',
  max: 'lower',
  none: 'lower',
};

/** Weeks before the newest in which every fifth KPI begins a new phase: at any size the pages have one. */
const CHANGED_WEEKS_AGO = [26, 156, 286, 416];

const TEN_YEARS_DAYS = 3_660;

/** What the figures of a KPI are made around. */
export interface BenchKpi {
  readonly slug: string;
  readonly aggregation: Aggregation;
  /** In one segment: a share of 1 for a ratio, a balance of 1 for an NPS, else a figure. */
  readonly level: number;
  readonly everyoneReported: boolean;
}

export interface Organisation {
  readonly kpis: readonly BenchKpi[];
  readonly definition: Definition;
}

const numbered = (name: string, index: number) => `${name}-${String(index + 1).padStart(3, '0')}`;

export const segmentSlug = (index: number) => numbered('region', index);

/** `newest` is the first day of the newest week with figures. */
export function organisation(kpis: number, segments: number, newest: CalendarDate): Organisation {
  const made = Array.from({ length: kpis }, (_, index) => benchKpi(index));
  return {
    kpis: made,
    definition: {
      organisation: { ...ORGANISATION, name: 'Bench', timeZone: 'UTC' },
      teams: Array.from({ length: TEAMS }, (_, index) =>
        team({
          slug: numbered('team', index),
          name: `Team ${index + 1}`,
          lead: `Lead ${index + 1}`,
        }),
      ),
      journeys: [journey({ slug: 'journey', name: 'Journey' })],
      stages: Array.from({ length: STAGES }, (_, index) =>
        stage({
          slug: numbered('stage', index),
          name: `Stage ${index + 1}`,
          journey: 'journey',
          position: index,
          promise: 'It goes right the first time',
          owner: `Owner ${index + 1}`,
        }),
      ),
      moments: [],
      dimensions: [
        {
          slug: 'region',
          name: 'Region',
          segments: Array.from({ length: segments }, (_, index) => ({
            slug: segmentSlug(index),
            name: `Region ${index + 1}`,
            retired: false,
          })),
        },
      ],
      places: [],
      kpis: definedKpis(made),
      targets: made.map((each, index) =>
        target({
          kpi: each.slug,
          from: addDays(newest, -TEN_YEARS_DAYS),
          bounds: boundsOf(each, index, segments),
        }),
      ),
      annotations: made.flatMap(({ slug }, index) =>
        index % 5 === 0
          ? CHANGED_WEEKS_AGO.map((weeks) => ({
              kpi: slug,
              date: addDays(newest, -7 * weeks),
              text: 'New way of working',
              reason: null,
              restartsLimits: true,
            }))
          : [],
      ),
      renames: [],
    },
  };
}

function benchKpi(index: number): BenchKpi {
  const aggregation = AGGREGATIONS[index % AGGREGATIONS.length] ?? 'ratio';
  const spread = ((index * 37) % 100) / 100;
  return {
    slug: numbered('kpi', index),
    aggregation,
    level:
      aggregation === 'ratio'
        ? 0.7 + 0.2 * spread
        : aggregation === 'nps'
          ? 0.2 + 0.3 * spread
          : 50 + 100 * spread,
    everyoneReported: NOT_OVER_SEGMENTS.has(aggregation),
  };
}

function definedKpis(made: readonly BenchKpi[]): Definition['kpis'] {
  const measuredStages = new Set<string>();
  return made.map(({ slug, aggregation }, index) => {
    const lens = Math.floor(index / 3) % 5 < 2 ? 'experience' : index % 17 === 0 ? 'both' : 'silo';
    const at = numbered('stage', (index * 3 + Math.floor(index / 20)) % STAGES);
    const counts = aggregation === 'ratio' && index % 4 === 0;
    const reliability = counts && lens !== 'silo' && !measuredStages.has(at);
    if (reliability) measuredStages.add(at);
    const { id: _, ...defined } = kpi({
      slug,
      name: `${lens === 'silo' ? 'Done' : 'Felt'} as promised, no. ${index + 1}`,
      definition: 'What is counted, by whom and since when, in a sentence or two.',
      unit: aggregation === 'ratio' ? '%' : 'points',
      scale: aggregation === 'ratio' ? 100 : 1,
      aggregation,
      counts,
      direction: DIRECTIONS[aggregation] ?? 'higher',
      lens,
      kind: aggregation === 'nps' || aggregation === 'mean' ? 'perception' : 'operation',
      dimension: 'region',
      accountable: numbered('team', index % TEAMS),
      contributing: [numbered('team', (index + 5) % TEAMS)],
      stages: [{ stage: at, critical: lens !== 'silo' && index % 40 === 0, reliability }],
    });
    return defined;
  });
}

/** Near what everyone's figure is: some KPIs mostly meet it, some never, many now and then. */
function boundsOf({ aggregation, level }: BenchKpi, index: number, segments: number): TargetBounds {
  const unit = aggregation === 'ratio' || aggregation === 'nps' ? 100 : 1;
  const everyone = unit * level * (aggregation === 'sum' ? segments : 1);
  const aside = (((index * 53) % 100) / 100 - 0.6) * 0.06;
  const bound = (by: number) => Math.round(everyone * (1 + by) * 100) / 100;
  switch (DIRECTIONS[aggregation] ?? 'higher') {
    case 'range':
      return { ...NO_BOUNDS, low: bound(-0.05), high: bound(0.05), margin: bound(0) / 50 };
    case 'lower':
      return { ...NO_BOUNDS, target: bound(-aside), atRisk: bound(0.03 - aside) };
    case 'higher':
    case 'none':
      return { ...NO_BOUNDS, target: bound(aside), atRisk: bound(aside - 0.03) };
  }
}

/** Long before the first figure, so that the catalogue is known as of any of its weeks. */
export const definedOn = (newest: CalendarDate): CalendarDate => addDays(newest, -TEN_YEARS_DAYS);

/** The newest week whose figures are recorded by then: it ended four days ago or earlier. */
export function newestWeekOf(now: Date): CalendarDate {
  const recorded = addDays(day(now.toISOString().slice(0, 10)), -10);
  return periodContaining(recorded, 'week', ORGANISATION).start;
}
