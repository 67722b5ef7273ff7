/** Random histories of an installation: what was reported, withdrawn, agreed, renamed and retired, and when. */
import fc from 'fast-check';

import type { Catalog } from '../../lib/domain/catalog';
import type { DefinedEntity, Definition } from '../../lib/domain/definition';
import { day, NO_BOUNDS, target } from '../support/catalog-facts';
import { define } from '../support/definition-facts';

/** Something that happens; positions are taken modulo how many there are. */
export type Step =
  | { readonly does: 'report'; readonly rows: readonly ReportedRow[] }
  | { readonly does: 'withdraw'; readonly kpi: number; readonly week: number }
  | { readonly does: 'edit'; readonly edit: Edit; readonly prune: boolean };

interface ReportedRow {
  readonly kpi: number;
  readonly week: number;
  readonly segment: number;
  readonly figure: number;
  readonly target: number | null;
}

const at = fc.nat({ max: 30 });
const WEEKS = ['2026-W39', '2026-W40', '2026-W41', '2026-W42', '2026-W43'] as const;

const row: fc.Arbitrary<ReportedRow> = fc.record({
  kpi: at,
  week: at,
  segment: fc.nat({ max: 2 }),
  figure: fc.integer({ min: 0, max: 100 }),
  target: fc.option(fc.integer({ min: 0, max: 100 }), { freq: 3 }),
});

/** A change of what is agreed, as a change of the whole definition. */
export interface Edit {
  readonly name: string;
  readonly which: number;
  readonly other: number;
  readonly date: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  name: fc.constantFrom(
    'owner',
    'owner from',
    'sharers',
    'weight',
    'lens',
    'critical',
    'reliability',
    'aggregation',
    'lag',
    'retire kpi',
    'retire segment',
    'rename kpi',
    'rename team',
    'rename stage',
    'swap slugs',
    'swap stage names',
    'turn stages',
    'target',
    'target ends',
    'drop targets',
    'annotate',
    'thresholds',
    'smallest n',
    'limits',
    'lead',
  ),
  which: at,
  other: at,
  date: fc.constantFrom('2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26'),
});

export const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('report' as const),
      rows: fc.array(row, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('withdraw' as const), kpi: at, week: at }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('edit' as const),
      edit,
      prune: fc.boolean(),
    }),
  },
);

const pick = <T>(list: readonly T[], position: number): T => {
  const found = list[position % list.length];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
};

/** A file with the figures of a step. Rows of the same key are there once. */
export function fileOf(step: Exclude<Step, { does: 'edit' }>, catalog: Catalog): string {
  const header = 'kpi,period,segment,value,numerator,denominator,target,withdraw';
  if (step.does === 'withdraw') {
    const { slug } = pick(catalog.kpis, step.kpi);
    return `${header}\n${slug},${pick(WEEKS, step.week)},,,,,,true\n`;
  }
  const lines = new Map<string, string>();
  for (const { kpi: position, week, segment, figure, target: goal } of step.rows) {
    const kpi = pick(catalog.kpis, position);
    const dimension = catalog.dimensions.find(({ slug }) => slug === kpi.dimension);
    const part = segment === 0 ? '' : (dimension?.segments[segment - 1]?.slug ?? '');
    const key = `${kpi.slug},${pick(WEEKS, week)},${part}`;
    const measures = kpi.aggregation === 'ratio' ? `,${figure},100` : `${figure},,`;
    lines.set(key, `${key},${measures},${goal ?? ''},`);
  }
  return `${[header, ...lines.values()].join('\n')}\n`;
}

/** The whole catalogue as a definition, changed in one respect. */
export function edited(catalog: Catalog, { name, which, other, date }: Edit): Definition {
  const whole: Definition = { ...define({}), ...catalog };
  const kpi = pick(catalog.kpis, which);
  const team = pick(catalog.teams, other);
  const stage = pick(catalog.stages, other);
  const change = (over: Partial<typeof kpi>): Definition => ({
    ...whole,
    kpis: catalog.kpis.map((each) => (each === kpi ? { ...each, ...over } : each)),
  });
  switch (name) {
    case 'owner':
      return change({ accountable: [{ team: team.slug, from: null }] });
    case 'owner from':
      return change({
        accountable: [kpi.accountable[0], { team: team.slug, from: day(date) }],
      });
    case 'sharers':
      return change({ contributing: kpi.contributing.length > 0 ? [] : [team.slug] });
    case 'weight':
      return change({ weight: 1 + (other % 4) });
    case 'lens':
      return change({ lens: pick(['silo', 'experience', 'both'] as const, other) });
    case 'critical':
      return change({ stages: kpi.stages.map((each) => ({ ...each, critical: !each.critical })) });
    case 'reliability':
      // The mark moves from whoever has it to this KPI.
      return {
        ...whole,
        kpis: catalog.kpis.map((each) => ({
          ...each,
          stages: [
            ...each.stages
              .filter(({ stage: slug }) => each !== kpi || slug !== stage.slug)
              .map((mapping) =>
                mapping.stage === stage.slug ? { ...mapping, reliability: false } : mapping,
              ),
            ...(each === kpi
              ? [{ stage: stage.slug, critical: false, reliability: kpi.aggregation === 'ratio' }]
              : []),
          ],
        })),
      };
    case 'aggregation':
      return kpi.aggregation === 'ratio'
        ? change({ scale: kpi.scale === 100 ? 1000 : 100 })
        : change({ aggregation: pick(['sum', 'last', 'min', 'max', 'none'] as const, other) });
    case 'lag':
      return change({ reportingLagDays: other % 3 === 0 ? null : other });
    case 'retire kpi':
      return change({ retired: !kpi.retired });
    case 'retire segment':
      return {
        ...whole,
        dimensions: catalog.dimensions.map((dimension) => ({
          ...dimension,
          segments: dimension.segments.map((segment, i) =>
            i === which % 2 ? { ...segment, retired: !segment.retired } : segment,
          ),
        })),
      };
    case 'rename kpi':
      return renamed(whole, 'kpi', new Map([[kpi.slug, `${kpi.slug}-x`]]));
    case 'rename team':
      return renamed(whole, 'team', new Map([[team.slug, `${team.slug}-x`]]));
    case 'rename stage':
      return renamed(whole, 'stage', new Map([[stage.slug, `${stage.slug}-x`]]));
    case 'swap slugs': {
      // The first takes the second's name, and the second a new one.
      const second = pick(catalog.kpis, which + 1);
      return renamed(
        whole,
        'kpi',
        new Map([
          [kpi.slug, second.slug],
          [second.slug, `${second.slug}-y`],
        ]),
      );
    }
    case 'swap stage names': {
      const names = catalog.stages.map((each) => each.name);
      return {
        ...whole,
        stages: catalog.stages.map((each, i) => ({
          ...each,
          name: names[(i + 1) % names.length] ?? each.name,
        })),
      };
    }
    case 'turn stages':
      return {
        ...whole,
        stages: catalog.stages.toReversed().map((each, position) => ({ ...each, position })),
      };
    case 'target':
      return {
        ...whole,
        targets: [
          ...catalog.targets.filter((each) => each.kpi !== kpi.slug || each.from !== date),
          target({
            kpi: kpi.slug,
            from: day(date),
            bounds: { ...NO_BOUNDS, target: 10 * (other % 11) },
          }),
        ],
      };
    case 'target ends':
      return {
        ...whole,
        targets: catalog.targets.map((each, i) =>
          i === which % catalog.targets.length ? { ...each, ends: day('2026-10-31') } : each,
        ),
      };
    case 'drop targets':
      return { ...whole, targets: catalog.targets.filter((each) => each.kpi !== kpi.slug) };
    case 'annotate':
      return {
        ...whole,
        annotations: [
          ...catalog.annotations.filter((each) => each.kpi !== kpi.slug || each.date !== date),
          {
            kpi: kpi.slug,
            date: day(date),
            text: 'Écran n° 2',
            reason: null,
            restartsLimits: other % 2 === 0,
          },
        ],
      };
    case 'thresholds': {
      const onTarget = (other % 10) / 10;
      const thresholds = { onTarget, atRisk: onTarget / 2, coverage: (which % 10) / 10 };
      return { ...whole, organisation: { ...catalog.organisation, thresholds } };
    }
    case 'smallest n':
      return { ...whole, organisation: { ...catalog.organisation, smallestN: 1 + other } };
    case 'limits':
      return {
        ...whole,
        organisation: {
          ...catalog.organisation,
          limits: catalog.organisation.limits === 'mean' ? 'median' : 'mean',
        },
      };
    case 'lead':
      return {
        ...whole,
        teams: catalog.teams.map((each) =>
          each === team ? { ...each, lead: `N° ${which}`, parent: null } : each,
        ),
      };
    default:
      throw new Error(`there is no edit "${name}"`);
  }
}

/** Every mention of a slug replaced, with the renames that say so. */
function renamed(
  whole: Definition,
  entity: DefinedEntity,
  names: ReadonlyMap<string, string>,
): Definition {
  const of = (kind: DefinedEntity, slug: string): string =>
    kind === entity ? (names.get(slug) ?? slug) : slug;
  const own = <T extends { readonly slug: string }>(kind: DefinedEntity, list: readonly T[]) =>
    list.map((each) => ({ ...each, slug: of(kind, each.slug) }));
  return {
    ...whole,
    teams: own('team', whole.teams).map((each) => ({
      ...each,
      parent: each.parent === null ? null : of('team', each.parent),
    })),
    stages: own('stage', whole.stages),
    moments: whole.moments.map((each) => ({ ...each, stage: of('stage', each.stage) })),
    kpis: own('kpi', whole.kpis).map((each) => {
      const [first, ...later] = each.accountable.map((entry) => ({
        ...entry,
        team: of('team', entry.team),
      }));
      if (first === undefined) throw new Error('a KPI has an owner');
      return {
        ...each,
        accountable: [first, ...later],
        contributing: each.contributing.map((slug) => of('team', slug)),
        stages: each.stages.map((mapping) => ({ ...mapping, stage: of('stage', mapping.stage) })),
        upstream: each.upstream.map((link) => ({ ...link, kpi: of('kpi', link.kpi) })),
      };
    }),
    targets: whole.targets.map((each) => ({ ...each, kpi: of('kpi', each.kpi) })),
    annotations: whole.annotations.map((each) => ({ ...each, kpi: of('kpi', each.kpi) })),
    renames: [...names].map(([from, to]) => ({ entity, from, to })),
  };
}
