/**
 * The pieces that descriptions of the API are made of. The same schemas check query parameters,
 * hold answers against what is published (in tests, strictly), and become `/api/openapi.json`.
 */
import { z } from 'zod';

import { GRAINS } from '../domain/calendar';

/** Schemas with a name of their own in the published description. */
export const named = z.registry<{ id: string }>();

/** One read of the API. */
export interface Read<
  Query extends z.ZodObject = z.ZodObject,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Below `/api/v1`, with its parts in braces: `/kpis/{kpi}/series`. */
  readonly path: `/${string}`;
  /** What programs call it: `getSeries`. */
  readonly name: string;
  readonly summary: string;
  readonly query: Query;
  readonly answer: Answer;
  /** Also given as a file of this media type. */
  readonly file?: string;
}

/** A read as it is; the call keeps the types of its schemas. */
export function read<Query extends z.ZodObject, Answer extends z.ZodType>(
  described: Read<Query, Answer>,
): Read<Query, Answer> {
  named.add(described.answer, { id: `${described.name.replace(/^get/, '')}Answer` });
  return described;
}

/** One write of the API. */
export interface Write<
  Query extends z.ZodObject = z.ZodObject,
  Answer extends z.ZodType = z.ZodType,
> extends Omit<Read<Query, Answer>, 'file'> {
  readonly method: 'post' | 'put';
  /** Headers that it knows, with what they mean. */
  readonly headers: Readonly<Record<string, string>>;
  /** What it takes by media type; null is text that is described elsewhere. */
  readonly body: Readonly<Record<string, z.ZodType | null>>;
}

/** A write as it is; the call keeps the types of its schemas. */
export function write<Query extends z.ZodObject, Answer extends z.ZodType>(
  described: Write<Query, Answer>,
): Write<Query, Answer> {
  named.add(described.answer, { id: `${described.name.replace(/^(post|put)/, '')}Answer` });
  return described;
}

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
export const name = z.string().min(1);
export const text = z.string().nullable();
export const share = z.number().min(0).max(1).nullable().describe('From 0 to 1.');
export const points = z.number().nullable().describe('Percentage points.');
export const count = z.int().min(0);
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('A day, in the organisation’s time zone.');
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)
  .describe('RFC 3339, UTC.');
export const key = z.string().min(4).describe('Key of a period: 2026-11-22, 2026-W47, 2026-11.');
/** In the KPI's own unit. */
export const figure = z.number().nullable();
export const grain = z.enum(GRAINS);

export const asOfAnswered = instant.describe('What was known at this moment: RFC 3339, UTC.');

export const status = z.enum([
  'on_target',
  'at_risk',
  'off_target',
  'no_target',
  'not_yet_due',
  'no_data',
  'too_few',
]);
export const scorecardStatus = z.enum([
  'on_target',
  'at_risk',
  'off_target',
  'no_data',
  'withheld',
]);
export const withheld = z
  .literal(true)
  .optional()
  .describe('There: a figure is null because it counts silo KPIs that the reader may not see.');
/** Null where it is withheld. */
export const countSeen = count.nullable();

const scored = {
  share,
  coverage: share,
  status: scorecardStatus,
  onTarget: countSeen,
  judged: countSeen,
  due: countSeen,
  withheld,
};
export const scorecard = z.strictObject(scored);
named.add(scorecard, { id: 'Scorecard' });
export const stageScorecard = z.strictObject({ ...scored, criticalMisses: z.array(slug) });
named.add(stageScorecard, { id: 'StageScorecard' });

export const bounds = z.strictObject({
  target: figure,
  atRisk: figure,
  low: figure,
  high: figure,
  margin: figure,
});
named.add(bounds, { id: 'Bounds' });

const signalled = {
  rules: z.array(z.union([z.literal(1), z.literal(2), z.literal(3)])).min(1),
  from: key,
  to: key,
  side: z.enum(['above', 'below']),
  good: z.boolean().nullable().describe('Null where the direction does not say what is good.'),
  state: z.enum(['new', 'standing', 'past']),
};
export const signal = z.strictObject(signalled);
named.add(signal, { id: 'Signal' });
export const signalOfKpi = z.strictObject({ kpi: slug, ...signalled });
named.add(signalOfKpi, { id: 'SignalOfKpi' });

/** The period looked at. */
export const looked = z.strictObject({
  key,
  grain,
  start: date,
  end: date,
  state: z.enum(['over', 'in_progress']),
});
named.add(looked, { id: 'Period' });

/** How many figures of the period are in, and which are not. */
export const figuresIn = z.strictObject({
  in: count,
  of: count,
  missing: z.array(
    z.strictObject({ kpi: slug, status: z.enum(['no_data', 'not_yet_due']), dueOn: date }),
  ),
});
named.add(figuresIn, { id: 'Figures' });

/** A figure as it is judged in a list of KPIs. */
export const judged = {
  period: key.describe('The one judged; another than the answer’s for a KPI of a coarser grain.'),
  status,
  value: figure.describe('In the KPI’s own unit.'),
  target: bounds.nullable(),
  signal: signal.nullable(),
} as const;

export const evidence = z.enum(['suspected', 'proven']);

export const cellBasis = z
  .enum(['own', 'overall'])
  .describe('By the team’s own KPIs there; `overall` by its whole scorecard, as it has none.');
export const watermelon = z.boolean().describe('Green team, red stage.');

/** RFC 9457. */
export const problem = z.strictObject({
  type: z.string().describe('urn:throughline: and the code.'),
  title: z.string().describe('The code; it does not change.'),
  status: z.int(),
  detail: z.string().describe('A sentence: what is wrong, and what to do.'),
});
named.add(problem, { id: 'Problem' });

/** Parameters; those that are left blank count as not given. */
export const asked = {
  journey: z.string().optional().describe('Slug of the journey; the first one by default.'),
  period: z
    .string()
    .optional()
    .describe('Key of the period, which names its grain; the newest complete one by default.'),
  segment: z.string().optional().describe('Slug of a segment; `all` by default.'),
  asOf: z
    .string()
    .optional()
    .describe('What was known then: a date, which means its end, or an instant. Now by default.'),
} as const;

const LONGEST_PAGE = 500;

export const paged = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(LONGEST_PAGE)
    .default(100)
    .describe('How many at most.'),
  cursor: z
    .string()
    .optional()
    .describe('Where the page before ended: what it gave as `next`. From the beginning without.'),
} as const;

export const next = z
  .string()
  .nullable()
  .describe('The cursor of the page that follows; null on the last.');
