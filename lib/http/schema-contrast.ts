/** `GET /contrast`. */
import { z } from 'zod';

import {
  asked,
  asOfAnswered,
  cellBasis,
  count,
  figuresIn,
  key,
  looked,
  name,
  points,
  read,
  scorecard,
  scorecardStatus,
  share,
  signalOfKpi,
  slug,
  stageScorecard,
  watermelon,
  withheld,
} from './schema';

const team = z.strictObject({
  slug,
  name,
  parent: slug.nullable(),
  silo: scorecard,
  sharedScore: share,
  gapPoints: points,
  stages: z.array(slug),
});

const cell = z.strictObject({
  team: slug,
  stage: slug,
  basis: cellBasis,
  status: scorecardStatus,
  share,
  watermelon,
  withheld,
});

export const contrastRead = read({
  path: '/contrast',
  name: 'getContrast',
  summary: 'Silo scorecards against what customers get: one journey, one period.',
  query: z.object({
    journey: asked.journey,
    period: asked.period,
    segment: asked.segment,
    asOf: asked.asOf,
  }),
  answer: z.strictObject({
    asOf: asOfAnswered,
    journey: slug,
    segment: slug,
    period: looked,
    headline: z.string(),
    teams: z.array(team),
    headings: z
      .array(z.strictObject({ slug, name, silo: scorecard }))
      .describe('Parents with all teams below them; in no mean.'),
    stages: z.array(z.strictObject({ slug, name, experience: stageScorecard, reliability: share })),
    cells: z.array(cell),
    siloShare: share,
    stageShare: share,
    alignmentGapPoints: points,
    withheld,
    chain: z.strictObject({
      independent: share,
      atLeast: share,
      atMost: share,
      measured: count,
      stages: count,
      missingStages: z.array(slug),
    }),
    signals: z.array(signalOfKpi),
    budget: z.strictObject({
      new: count,
      standing: count,
      expected: z
        .strictObject({ kpis: count, new: z.number(), standing: z.number() })
        .describe('How many noise alone would give.'),
    }),
    trend: z
      .array(z.strictObject({ period: key, siloShare: share, stageShare: share, withheld }))
      .min(1),
    untouched: z.array(slug).describe('Teams that take part in no stage of any journey.'),
    figures: figuresIn,
  }),
});
