/** `GET /journeys`. */
import { z } from 'zod';

import { MOMENT_KINDS } from '../domain/catalog';
import { asked, asOfAnswered, count, name, next, paged, read, slug, text } from './schema';

const moment = z.strictObject({
  slug,
  name,
  kind: z.enum(MOMENT_KINDS),
  aim: z.enum(['reliability', 'wow']),
  critical: z.boolean(),
  priority: count.nullable().describe('Rank among the prioritised moments, from 1.'),
  trigger: text,
  kpis: z.array(slug).describe('KPIs that measure it.'),
});

const stage = z.strictObject({
  slug,
  name,
  promise: text,
  owner: text.describe('The stage owner; null is a gap.'),
  kpis: z.array(z.strictObject({ kpi: slug, critical: z.boolean(), reliability: z.boolean() })),
  moments: z.array(moment),
});

export const journeysRead = read({
  path: '/journeys',
  name: 'getJourneys',
  summary: 'The journeys with their stages, moments and KPIs, in order.',
  query: z.object({ ...paged, asOf: asked.asOf }),
  answer: z.strictObject({
    asOf: asOfAnswered,
    journeys: z.array(z.strictObject({ slug, name, stages: z.array(stage) })),
    next,
  }),
});
