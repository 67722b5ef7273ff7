/** `GET /stages/{stage}`. */
import { z } from 'zod';

import { KINDS, LENSES, MOMENT_KINDS } from '../domain/catalog';
import {
  asked,
  asOfAnswered,
  cellBasis,
  count,
  countSeen,
  date,
  evidence,
  figure,
  figuresIn,
  judged,
  key,
  looked,
  name,
  read,
  scorecardStatus,
  share,
  slug,
  stageScorecard,
  status,
  text,
  watermelon,
  withheld,
} from './schema';
import { gapOfStage } from './schema-gaps';

const since = key.nullable().describe('First period of the unbroken run of the present status.');
const sinceAtLeast = z.boolean().describe('The run reaches back to the first period looked at.');
const critical = z.boolean().describe('A miss puts the stage off target.');

const standing = z
  .strictObject({
    since,
    sinceAtLeast,
    offTarget: count,
    atRisk: count,
    judged: count,
    of: count.describe('Periods looked at.'),
  })
  .describe('Since when the present status holds, and how many periods were bad.');

const kpiHere = {
  kpi: slug,
  name,
  unit: z.string(),
  ...judged,
  previousValue: figure,
  limits: z.strictObject({ lower: figure, upper: figure }).describe('The usual range.'),
  finding: z.string(),
  accountable: slug,
  contributing: z.array(slug),
};

const experienceKpi = z.strictObject({
  ...kpiHere,
  kind: z.enum(KINDS),
  lens: z.enum(LENSES),
  critical,
  reliability: z.boolean().describe('Its value is the share for whom the stage went right.'),
  interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  answers: z.number().nullable().describe('How many answered a survey; null for all else.'),
  standing,
});

const siloKpi = z.strictObject({
  ...kpiHere,
  greenUpstreamOf: z
    .strictObject({ kpi: slug, evidence })
    .nullable()
    .describe('On target itself, and feeds this KPI on the way of a miss.'),
});

const step = z.strictObject({
  kpi: slug,
  accountable: slug,
  role: z.enum(['start', 'link', 'end', 'feeder']),
  status,
  value: figure,
  broken: z.boolean().describe('Misses, or signals for the worse.'),
  signalling: z.boolean().describe('Signals for the worse.'),
  link: z
    .strictObject({ feeds: slug, evidence, note: text })
    .nullable()
    .describe('What it feeds; null for the end.'),
});

const origin = z.strictObject({
  kpi: slug.describe('The KPI of this stage.'),
  finding: z.string(),
  carries: z
    .array(z.strictObject({ kpi: slug, evidence }))
    .describe('Other KPIs of this stage that break and are fed by it.'),
  steps: z.array(step).describe('Each before what it feeds, the KPI of this stage last.'),
});

const team = z.strictObject({
  team: slug,
  name,
  lead: text,
  answers: count,
  shares: count.describe('Those that it does not answer for.'),
  basis: cellBasis,
  status: scorecardStatus,
  onTarget: countSeen,
  due: countSeen,
  watermelon,
  withheld,
});

const moment = z.strictObject({
  slug,
  name,
  kind: z.enum(MOMENT_KINDS),
  aim: z.enum(['reliability', 'wow']),
  critical: z.boolean(),
  priority: count.nullable().describe('Rank among the prioritised moments, from 1.'),
  trigger: text,
  status: scorecardStatus.nullable().describe('Of its worst KPI; null where none measures it.'),
  withheld,
  since,
  sinceAtLeast,
  kpis: z.array(slug),
});

export const stageRead = read({
  path: '/stages/{stage}',
  name: 'getStage',
  summary: 'One stage: what customers get there from all teams, and where a miss starts.',
  query: z.object({ period: asked.period, segment: asked.segment, asOf: asked.asOf }),
  answer: z.strictObject({
    asOf: asOfAnswered,
    journey: slug,
    segment: slug,
    period: looked,
    stage: z.strictObject({
      slug,
      name,
      promise: text,
      owner: text.describe('The stage owner; null is a gap.'),
    }),
    headline: z.string(),
    experience: stageScorecard,
    since: since.describe('Null also when the status is good, or cannot be judged.'),
    sinceAtLeast,
    standing,
    shares: z.array(share).min(1).describe('Over the last periods, oldest first.'),
    reliability: share,
    stages: z
      .array(z.strictObject({ slug, name, status: scorecardStatus }))
      .describe('All stages of the journey, in its order.'),
    kpis: z.array(experienceKpi).describe('What customers get here.'),
    siloKpis: z.array(siloKpi).describe('Own work of teams, mapped to this stage.'),
    origins: z.array(origin).describe('Where the misses start.'),
    teams: z.array(team).describe('Those that take part.'),
    moments: z.array(moment),
    annotations: z.array(
      z.strictObject({
        date,
        text: z.string(),
        restartsLimits: z.boolean(),
        kpis: z.array(slug),
      }),
    ),
    gaps: z.array(gapOfStage),
    figures: figuresIn,
  }),
});
