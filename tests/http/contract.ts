/** The shapes that the HTTP contract names, each field and no other. */
import { z } from 'zod';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const share = z.number().min(0).max(1).nullable();
const count = z.int().min(0);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const key = z.string().min(4);
const figure = z.number().nullable();
const grain = z.enum(['day', 'week', 'month', 'quarter', 'year']);

const scorecardStatus = z.enum(['on_target', 'at_risk', 'off_target', 'no_data']);
const status = z.enum([
  'on_target',
  'at_risk',
  'off_target',
  'no_target',
  'not_yet_due',
  'no_data',
  'too_few',
]);

const scorecard = {
  share,
  coverage: share,
  status: scorecardStatus,
  onTarget: count,
  judged: count,
  due: count,
};

const signal = {
  rules: z.array(z.union([z.literal(1), z.literal(2), z.literal(3)])).min(1),
  from: key,
  to: key,
  side: z.enum(['above', 'below']),
  good: z.boolean().nullable(),
  state: z.enum(['new', 'standing', 'past']),
};

export const contrastSchema = z.strictObject({
  asOf: instant,
  journey: slug,
  segment: slug,
  period: z.strictObject({
    key,
    grain,
    start: date,
    end: date,
    state: z.enum(['over', 'in_progress']),
  }),
  headline: z.string().min(10),
  teams: z.array(
    z.strictObject({
      slug,
      name: z.string(),
      parent: slug.nullable(),
      silo: z.strictObject(scorecard),
      sharedScore: share,
      gapPoints: figure,
      stages: z.array(slug),
    }),
  ),
  headings: z.array(z.strictObject({ slug, name: z.string(), silo: z.strictObject(scorecard) })),
  stages: z.array(
    z.strictObject({
      slug,
      name: z.string(),
      experience: z.strictObject({ ...scorecard, criticalMisses: z.array(slug) }),
      reliability: share,
    }),
  ),
  cells: z.array(
    z.strictObject({
      team: slug,
      stage: slug,
      basis: z.enum(['own', 'overall']),
      status: scorecardStatus,
      share,
      watermelon: z.boolean(),
    }),
  ),
  siloShare: share,
  stageShare: share,
  alignmentGapPoints: figure,
  chain: z.looseObject({
    independent: share,
    atLeast: share,
    atMost: share,
    missingStages: z.array(slug),
  }),
  signals: z.array(z.strictObject({ kpi: slug, ...signal })),
  budget: z.strictObject({
    new: count,
    standing: count,
    expected: z.strictObject({ kpis: count, new: z.number(), standing: z.number() }),
  }),
  trend: z.array(z.strictObject({ period: key, siloShare: share, stageShare: share })).min(1),
  untouched: z.array(slug),
  figures: z.strictObject({
    in: count,
    of: count,
    missing: z.array(
      z.strictObject({ kpi: slug, status: z.enum(['no_data', 'not_yet_due']), dueOn: date }),
    ),
  }),
});

const limitState = z.enum(['locked', 'trial', 'too_little_history']);

export const seriesSchema = z.strictObject({
  asOf: instant,
  kpi: slug,
  unit: z.string(),
  grain,
  points: z.array(
    z.strictObject({
      period: key,
      value: figure,
      numerator: figure,
      denominator: figure,
      n: figure,
      interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
      inconclusive: z.boolean(),
      target: z
        .strictObject({ target: figure, atRisk: figure, low: figure, high: figure, margin: figure })
        .nullable(),
      status,
      limits: z.strictObject({ center: figure, lower: figure, upper: figure, state: limitState }),
      reported: z.strictObject({ of: count, in: count }).nullable(),
      recordedAt: instant.nullable(),
      revision: count.nullable(),
    }),
  ),
  phases: z.array(
    z.looseObject({
      from: key,
      to: key,
      method: z.enum(['xmr', 'xmr_median', 'p_prime', 'run']),
      center: figure,
      lower: figure,
      upper: figure,
      state: limitState,
    }),
  ),
  signals: z.array(z.strictObject(signal)),
  verdict: z.strictObject({
    variation: z.enum(['improving', 'worsening', 'steady', 'changed']).nullable(),
    assurance: z.enum(['will_hit', 'hit_or_miss', 'will_miss']).nullable(),
  }),
});

/** RFC 9457. */
export const problemSchema = z.strictObject({
  type: z.string().regex(/^urn:throughline:[a-z_]+$/),
  title: z.string(),
  status: z.int(),
  detail: z.string().min(10),
});
