/** `GET /accountability`. */
import { z } from 'zod';

import { LENSES } from '../domain/catalog';
import { asked, asOfAnswered, count, date, looked, read, slug, status, text } from './schema';
import { gapKind, gapThing } from './schema-gaps';

/** What the map can be narrowed to; a KPI of both lenses is in either. */
const lens = z.enum(['silo', 'experience']);

const row = z.strictObject({
  stage: slug.nullable().describe('Null for a KPI that touches none.'),
  kpi: slug,
  lens: z.enum(LENSES),
  critical: z.boolean().describe('For this stage.'),
  status: status.nullable().describe('In the period; null when there is none to judge.'),
  accountable: slug,
  since: date.nullable().describe('First day of the present owner; null from the beginning.'),
  contributing: z.array(slug),
});

const gap = z.strictObject({
  kind: gapKind,
  thing: gapThing,
  stage: slug.nullable(),
  count: count.nullable().describe('Prioritised moments of a journey; else null.'),
  ask: z
    .array(z.strictObject({ name: text, role: z.string() }))
    .describe('Who can close it; the name is null where nobody is named.'),
  cure: z.string(),
});

export const accountabilityRead = read({
  path: '/accountability',
  name: 'getAccountability',
  summary: 'Who answers for which KPI, who shares it, and what was never agreed.',
  query: z.object({
    journey: z.string().optional().describe('Slug of the journey; all of them by default.'),
    period: asked.period,
    team: z.string().optional().describe('This team, or one below it, answers or shares.'),
    stage: z.string().optional().describe('Mapped to this stage.'),
    lens: lens.optional(),
    asOf: asked.asOf,
  }),
  answer: z.strictObject({
    asOf: asOfAnswered,
    journey: slug.nullable().describe('Null is all of them.'),
    date: date.describe('Owners and targets are those in effect on it.'),
    period: looked,
    filter: z.strictObject({
      team: slug.nullable(),
      stage: slug.nullable(),
      lens: lens.nullable(),
    }),
    kpis: z.array(row).describe('By stage; a KPI of two stages is there twice.'),
    gaps: z.array(gap),
  }),
});
