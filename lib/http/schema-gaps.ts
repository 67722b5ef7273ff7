/** Gaps of accountability: what was never agreed, or is not measured. */
import { z } from 'zod';

import { count, named, slug } from './schema';

const ofKpi = ['kpi_without_target', 'kpi_without_data', 'kpi_without_stage'] as const;
const ofStage = [
  'stage_without_owner',
  'stage_without_perception_kpi',
  'stage_without_reliability_kpi',
] as const;

export const gapKind = z.enum([
  ...ofKpi,
  ...ofStage,
  'moment_without_kpi',
  'team_measures_nothing',
  'team_touches_nothing',
  'too_few_moments',
  'too_many_moments',
]);
named.add(gapKind, { id: 'GapKind' });

export const gapThing = z
  .strictObject({ type: z.enum(['kpi', 'stage', 'moment', 'team', 'journey']), slug })
  .describe('What has the gap.');
named.add(gapThing, { id: 'GapThing' });

const text = z.string().describe('The gap in a sentence.');

/** A gap that concerns one stage, with what it names. */
export const gapOfStage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(ofKpi), kpi: slug, text }),
  z.strictObject({ kind: z.enum(ofStage), stage: slug, text }),
  z.strictObject({ kind: z.literal('moment_without_kpi'), moment: slug, stage: slug, text }),
  z.strictObject({ kind: z.literal('team_measures_nothing'), team: slug, stage: slug, text }),
  z.strictObject({
    kind: z.enum(['too_few_moments', 'too_many_moments']),
    journey: slug,
    prioritised: count,
    text,
  }),
]);
named.add(gapOfStage, { id: 'GapOfStage' });
