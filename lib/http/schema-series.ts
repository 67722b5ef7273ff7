/** `GET /kpis/{kpi}/series`. */
import { z } from 'zod';

import {
  asked,
  asOfAnswered,
  bounds,
  count,
  figure,
  grain,
  instant,
  key,
  read,
  signal,
  slug,
  status,
} from './schema';

const limitState = z.enum(['locked', 'trial', 'too_little_history']);

const point = z.strictObject({
  period: key,
  value: figure.describe('In the KPI’s own unit.'),
  numerator: figure,
  denominator: figure,
  n: figure,
  interval: z
    .strictObject({ low: z.number(), high: z.number() })
    .nullable()
    .describe('95 %, for surveys whose number of answers is known.'),
  inconclusive: z.boolean().describe('The interval lies on both sides of the target.'),
  target: bounds.nullable(),
  status,
  limits: z.strictObject({ center: figure, lower: figure, upper: figure, state: limitState }),
  reported: z
    .strictObject({ in: count, of: count })
    .nullable()
    .describe('How many of its finer periods, or segments, are in.'),
  recordedAt: instant.nullable(),
  revision: count.nullable(),
});

const phase = z.strictObject({
  from: key,
  to: key,
  method: z.enum(['xmr', 'xmr_median', 'p_prime', 'run']),
  runReason: z.enum(['few_points', 'no_neighbours', 'all_or_nothing']).nullable(),
  reported: count,
  center: figure,
  lower: figure,
  upper: figure,
  rangeUpper: figure,
  state: limitState,
});

export const seriesRead = read({
  path: '/kpis/{kpi}/series',
  name: 'getSeries',
  summary: 'One KPI through time: figures, status, usual range, signals.',
  query: z.object({
    grain: grain.optional().describe('The KPI’s own by default; never finer.'),
    from: z.string().optional().describe('Key of the first period.'),
    to: z.string().optional().describe('Key of the last period.'),
    segment: asked.segment,
    place: z.string().optional().describe('Slug of a place; everywhere by default.'),
    asOf: asked.asOf,
  }),
  answer: z.strictObject({
    asOf: asOfAnswered,
    kpi: slug,
    unit: z.string(),
    grain,
    points: z.array(point),
    phases: z.array(phase),
    signals: z.array(signal),
    verdict: z.strictObject({
      variation: z.enum(['improving', 'worsening', 'steady', 'changed']).nullable(),
      assurance: z.enum(['will_hit', 'hit_or_miss', 'will_miss']).nullable(),
    }),
  }),
});
