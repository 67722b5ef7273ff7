/** `GET /kpis` and `GET /kpis/{kpi}`. */
import { z } from 'zod';

import { AGGREGATIONS, DIRECTIONS, KINDS, LENSES } from '../domain/catalog';
import {
  asked,
  asOfAnswered,
  bounds,
  count,
  date,
  grain,
  name,
  named,
  next,
  paged,
  read,
  slug,
  text,
} from './schema';

const described = {
  slug,
  name,
  definition: text,
  source: text,
  unit: z.string(),
  scale: z.number().describe('Multiplies numerator ÷ denominator: 100 for %.'),
  decimals: count,
  grain,
  aggregation: z.enum(AGGREGATIONS),
  counts: z.boolean(),
  direction: z.enum(DIRECTIONS),
  lens: z.enum(LENSES),
  kind: z.enum(KINDS),
  weight: z.number(),
  reportingLagDays: count.describe('Its own, or that of its grain.'),
  dimension: slug.nullable(),
  moment: slug.nullable(),
  accountable: slug.describe('The team that answers for it today, or as of the moment asked for.'),
  contributing: z.array(slug),
  stages: z.array(z.strictObject({ stage: slug, critical: z.boolean(), reliability: z.boolean() })),
  retired: z.boolean(),
};

const kpi = z.strictObject(described);
named.add(kpi, { id: 'Kpi' });

export const kpisRead = read({
  path: '/kpis',
  name: 'getKpis',
  summary: 'The KPIs by slug: what is measured, and who answers for it.',
  query: z.object({
    journey: z.string().optional().describe('Mapped to a stage of this journey.'),
    stage: z.string().optional().describe('Mapped to this stage.'),
    team: z.string().optional().describe('This team answers for it, or shares it.'),
    lens: z.enum(LENSES).optional(),
    kind: z.enum(KINDS).optional(),
    ...paged,
    asOf: asked.asOf,
  }),
  answer: z.strictObject({ asOf: asOfAnswered, kpis: z.array(kpi), next }),
});

const link = {
  kpi: slug,
  evidence: z.enum(['suspected', 'proven']),
  note: text,
};

export const kpiRead = read({
  path: '/kpis/{kpi}',
  name: 'getKpi',
  summary: 'One KPI: definition, owners with their dates, targets, what feeds it.',
  query: z.object({ asOf: asked.asOf }),
  answer: z.strictObject({
    asOf: asOfAnswered,
    ...described,
    owners: z
      .array(z.strictObject({ team: slug, from: date.nullable() }))
      .min(1)
      .describe('Oldest first; the first from the beginning, without a date.'),
    targets: z
      .array(
        z.strictObject({
          grain,
          segment: slug.nullable(),
          place: slug.nullable(),
          from: date,
          ends: date.nullable(),
          ...bounds.shape,
        }),
      )
      .describe('Dated targets, oldest first. Those that came with figures are in the series.'),
    upstream: z.array(z.strictObject(link)).describe('KPIs that feed this one.'),
    downstream: z.array(z.strictObject(link)).describe('KPIs that this one feeds.'),
    annotations: z.array(z.strictObject({ date, text: z.string(), restartsLimits: z.boolean() })),
  }),
});
