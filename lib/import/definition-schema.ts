/**
 * The shape of a definition file. An entity that the file names is said whole: what it leaves out has
 * its default, which stands here and in the JSON Schema for editors. Whether what it refers to exists,
 * and whether it makes sense together, is for `domain/definition-check`.
 */
import { z } from 'zod';
import { GRAINS, parseCalendarDate } from '../domain/calendar';
import { AGGREGATIONS, DIRECTIONS, KINDS, LENSES, MOMENT_KINDS } from '../domain/catalog';
import { CURE, section } from './schema-faults';

export const DEFAULT_THRESHOLDS = { onTarget: 0.8, atRisk: 0.6, coverage: 0.5 } as const;

export const DEFAULT_KPI = { decimals: 1, counts: false, kind: 'operation', weight: 1 } as const;

/**
 * What a ratio is multiplied by when a file does not say: percent are per hundred.
 *
 * @example defaultScale('%', 'ratio') // 100
 */
export const defaultScale = (unit: string, aggregation: string): number =>
  unit === '%' && aggregation === 'ratio' ? 100 : 1;

const NO_SLUG = `this is no slug${CURE}Use lower-case letters, digits and single hyphens between them, at most 80.`;
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, NO_SLUG)
  .max(80, NO_SLUG);

const name = z
  .string()
  .regex(
    /^(?=\s*\S)[^\p{Cc}\p{Cs}]*$/u,
    `this is blank or has line breaks${CURE}Write a name on one line.`,
  )
  .max(200, `this is longer than 200 letters${CURE}Put the details into a definition.`);

const CONTROL = /[\p{Cc}\p{Cs}]/u;
const text = z
  .string()
  .max(10_000, `this is longer than 10,000 letters${CURE}Shorten it.`)
  .refine(
    (written) => !CONTROL.test(written.replace(/[\n\t]/g, '')),
    `this has control characters${CURE}Keep letters, signs and line breaks.`,
  );

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, `this is no date${CURE}Write it as 2026-11-22.`)
  .transform((written, context) => {
    const found = parseCalendarDate(written);
    if (found !== null) return found;
    context.issues.push({
      code: 'custom',
      message: `there is no such day${CURE}Write a date as 2026-11-22.`,
      input: written,
    });
    return z.NEVER;
  });

const share = z
  .number()
  .min(0, `this is no share${CURE}Use 0 to 1.`)
  .max(1, `this is no share${CURE}Use 0 to 1.`);
const whole = (cure: string) => z.int().min(0, `this is below 0${CURE}${cure}`);

const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);
const listOf = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((list) => list ?? []);

const retired = z.boolean().default(false).describe('Retired: kept with its past, and in no list.');
const formerly = z
  .union([slug, z.array(slug)])
  .default([])
  .describe('Slugs that it had before; they lead here.');

const thresholds = section({
  onTarget: share.default(DEFAULT_THRESHOLDS.onTarget),
  atRisk: share.default(DEFAULT_THRESHOLDS.atRisk),
  coverage: share.default(DEFAULT_THRESHOLDS.coverage),
}).describe(
  'Shares from which a scorecard is on target or at risk, and below which coverage it has no data.',
);

const organisation = section({
  name: name.optional(),
  timeZone: z
    .string()
    .optional()
    .describe('IANA name such as Europe/Berlin: turns timestamps into dates.'),
  locale: z
    .string()
    .optional()
    .describe('BCP 47 tag such as en-GB: how numbers and dates are written.'),
  fiscalYearStart: z.int().optional().describe('Month in which the fiscal year starts: 1 to 12.'),
  thresholds: thresholds.optional(),
  smallestN: z.int().optional().describe('Below this n, figures of perception are not shown.'),
  limits: z
    .enum(['mean', 'median'])
    .optional()
    .describe('What limits of charts are computed from.'),
}).describe('Settings. What is left out stays as it is.');

const team = section({
  slug,
  name,
  parent: orNull(slug).describe('Slug of the team above.'),
  lead: orNull(name).describe('The name of the person who leads it.'),
  siloWithheld: z
    .boolean()
    .default(false)
    .describe('Its silo KPIs are seen by the team and executives only.'),
  retired,
  formerly,
});

const moment = section({
  slug,
  name,
  kind: z.enum(MOMENT_KINDS),
  aim: z.enum(['reliability', 'wow']).default('reliability'),
  critical: z.boolean().default(false).describe('Its KPIs are critical for the stage.'),
  priority: orNull(z.int().min(1, `this is below 1${CURE}Ranks start at 1.`)).describe(
    'Rank among the prioritised moments.',
  ),
  trigger: orNull(text).describe('Events that trigger it, in words.'),
  retired,
  formerly,
});

const stage = section({
  slug: slug.describe('Unique over all journeys.'),
  name,
  promise: orNull(text).describe('What the customer is promised here, in one sentence.'),
  owner: orNull(name).describe('Who owns the stage across teams: a name or a role.'),
  moments: listOf(moment),
  retired,
  formerly,
});

const journey = section({
  slug,
  name,
  stages: listOf(stage).describe('In order; the last feeds the first.'),
  retired,
  formerly,
});

const segment = section({
  slug: slug.refine((written) => written !== 'all', `“all” means everyone${CURE}Use another slug.`),
  name,
  retired,
});

const dimension = section({ slug, name, segments: listOf(segment) });

const place = section({
  slug,
  name,
  kind: orNull(name).describe('Kind of place: store, depot, branch.'),
  retired,
  formerly,
});

const owner = section({
  team: slug,
  from: orNull(date).describe('First day; the first entry has none.'),
});

const kpi = section({
  slug,
  name,
  definition: orNull(text).describe('What is measured, in words.'),
  source: orNull(text).describe('Where the figures come from, in words.'),
  unit: z
    .string()
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, `this has control characters${CURE}Write a short unit.`)
    .max(40, `this is longer than 40 letters${CURE}Write a short unit.`),
  scale: z
    .number()
    .optional()
    .describe(
      'Multiplies numerator/denominator of a ratio. Default: 100 for a ratio in %, else 1.',
    ),
  decimals: whole('Use 0 to 10.').default(DEFAULT_KPI.decimals),
  grain: z.enum(GRAINS),
  aggregation: z.enum(AGGREGATIONS),
  counts: z
    .boolean()
    .default(DEFAULT_KPI.counts)
    .describe('A ratio that counts some of all, such as parcels on time of parcels.'),
  direction: z.enum(DIRECTIONS),
  lens: z.enum(LENSES),
  kind: z.enum(KINDS).default(DEFAULT_KPI.kind),
  accountable: z
    .union([slug, z.array(z.union([slug, owner])).min(1, `no team answers${CURE}Name one.`)])
    .describe('Slug of the one team that answers, or a list of {team, from} where it changed.'),
  contributing: listOf(slug).describe('Slugs of the teams that share it.'),
  stages: listOf(
    z.union([
      slug,
      section({
        stage: slug,
        critical: z.boolean().default(false).describe('A miss puts the stage off target.'),
        reliability: z
          .boolean()
          .default(false)
          .describe('Its value is the share of customers for whom the stage went right.'),
      }),
    ]),
  ),
  moment: orNull(slug),
  upstream: listOf(
    z.union([
      slug,
      section({
        kpi: slug,
        evidence: z.enum(['suspected', 'proven']).default('suspected'),
        note: orNull(text),
      }),
    ]),
  ).describe('KPIs that feed this one.'),
  reportingLag: orNull(whole('Use a number of days from 0.')).describe(
    'Days until a missing figure counts. Default: 1, 3, 7, 14 or 30 by grain.',
  ),
  weight: z.number().default(DEFAULT_KPI.weight),
  segmentDimension: orNull(slug).describe('Slug of the dimension that it is broken down by.'),
  retired,
  formerly,
});

const target = section({
  kpi: slug,
  grain: z.enum(GRAINS),
  segment: orNull(slug).describe('Left out: everyone.'),
  place: orNull(slug).describe('Left out: everywhere.'),
  from: date,
  target: orNull(z.number()),
  atRisk: orNull(z.number()),
  low: orNull(z.number()),
  high: orNull(z.number()),
  margin: orNull(z.number()),
  ends: orNull(date).describe('Last day on which it holds.'),
});

const annotation = section({
  kpi: slug,
  date,
  text: text.describe('What changed.'),
  reason: orNull(text).describe('Why, in words.'),
  restartsLimits: z.boolean().default(false).describe('Starts a new phase of the chart.'),
});

export const definitionSchema = section({
  organisation: organisation.nullish(),
  dimensions: listOf(dimension),
  places: listOf(place),
  teams: listOf(team),
  journeys: listOf(journey),
  kpis: listOf(kpi),
  targets: listOf(target),
  annotations: listOf(annotation),
}).describe('A Throughline definition: what an organisation has agreed on.');

export type DefinitionFile = z.output<typeof definitionSchema>;

/** JSON Schema (draft 2020-12) of the file, for editors. */
export function definitionJsonSchema(): object {
  return z.toJSONSchema(definitionSchema, { io: 'input' });
}
