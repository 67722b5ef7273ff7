/** `GET /teams/{team}`. */
import { z } from 'zod';

import { LENSES } from '../domain/catalog';
import {
  asked,
  asOfAnswered,
  cellBasis,
  count,
  countSeen,
  date,
  evidence,
  figuresIn,
  grain,
  judged,
  key,
  looked,
  name,
  points,
  read,
  scorecard,
  scorecardStatus,
  share,
  slug,
  stageScorecard,
  status,
  text,
  watermelon,
  withheld,
} from './schema';
import { gapKind, gapThing } from './schema-gaps';

const part = z.enum(['answers', 'shares']).describe('It answers for the KPI, or shares it.');

const freshness = z
  .enum(['fresh', 'late', 'stale', 'never'])
  .describe('As of now: the newest figure due is in, missing, also the one before, or none ever.');

const kpi = z.strictObject({
  kpi: slug,
  part,
  lens: z.enum(LENSES),
  accountable: slug,
  stages: z.array(z.strictObject({ stage: slug, critical: z.boolean() })),
  ...judged,
  freshness,
  marks: z
    .array(z.strictObject({ period: key, status: status.nullable() }))
    .describe('Its status in the last periods, oldest first; null where there is none to give.'),
  upstreamOf: z
    .array(z.strictObject({ kpi: slug, status, evidence }))
    .describe('Misses that it feeds.'),
});

const below = z.strictObject({
  slug,
  kind: z
    .enum(['team', 'pooled', 'itself'])
    .describe('`pooled` is a parent with all below it, `itself` a parent’s own KPIs alone.'),
  depth: count,
  lead: text,
  silo: scorecard,
  sharedScore: share,
  gapPoints: points,
});

const stage = z.strictObject({
  stage: slug,
  owner: text,
  experience: stageScorecard,
  since: key.nullable().describe('Since when the stage is at risk or off target.'),
  cell: z.strictObject({
    basis: cellBasis,
    status: scorecardStatus,
    share,
    watermelon,
    onTarget: countSeen,
    due: countSeen,
    withheld,
  }),
  own: z.array(slug).describe('Its silo KPIs there.'),
  answers: z.array(slug).describe('KPIs of what customers get there that it answers for.'),
  shares: z.array(slug).describe('KPIs there that others answer for and it shares.'),
});

const line = z.strictObject({
  from: slug.describe('Its KPI.'),
  through: z.array(z.strictObject({ kpi: slug, evidence })),
  evidence: z.enum(['direct', 'suspected', 'proven']),
  part,
});

const touched = z.strictObject({
  moment: slug,
  stage: slug,
  critical: z.boolean(),
  status: scorecardStatus,
  withheld,
  lines: z.array(line).min(1).describe('The ways from its KPIs to the moment.'),
});

const owed = z.strictObject({
  kpi: slug,
  freshness,
  grain,
  newest: key.nullable().describe('The newest period that has a figure.'),
  missing: z.array(key).describe('Oldest first, at most the last 12.'),
  missingCount: count.nullable().describe('Null when no figure was ever reported.'),
  dueSince: date.nullable(),
  next: z.strictObject({ period: key, dueOn: date }),
});

export const teamRead = read({
  path: '/teams/{team}',
  name: 'getTeam',
  summary: 'One team: its scorecard beside its stages, what it answers for, shares and owes.',
  query: z.object({
    journey: asked.journey.describe(
      'Slug of the journey; by default the first that the team takes part in.',
    ),
    period: asked.period,
    segment: asked.segment,
    asOf: asked.asOf,
  }),
  answer: z.strictObject({
    asOf: asOfAnswered,
    slug,
    name,
    lead: text,
    parent: slug.nullable(),
    journey: slug.nullable().describe('Null while none is defined.'),
    segment: slug,
    period: looked,
    headline: z.string(),
    silo: scorecard.describe('Of a parent, pooled with all teams below it.'),
    sharedScore: share,
    gapPoints: points,
    below: z.array(below).describe('Of a parent: itself, and the teams below it.'),
    answers: z.array(kpi),
    shares: z.array(kpi),
    broken: z.array(slug).describe('KPIs that are worse than usual.'),
    stages: z.array(stage).describe('Those that it takes part in, worst first.'),
    touches: z.array(touched).describe('Moments of truth that its work reaches.'),
    owed: z.array(owed).describe('Figures, the most urgent first.'),
    figures: figuresIn,
    gaps: z.array(z.strictObject({ kind: gapKind, thing: gapThing, stage: slug.nullable() })),
    touchesNothing: z.boolean().describe('Neither it nor a team below it is in any stage.'),
  }),
});
