/** What the API answers, as far as the pages are held against it. */
import { type APIRequestContext, expect } from '@playwright/test';
import { z } from 'zod';

const status = z.enum([
  'on_target',
  'at_risk',
  'off_target',
  'no_target',
  'not_yet_due',
  'no_data',
  'too_few',
]);
export type Status = z.infer<typeof status>;

const share = z.number().min(0).max(1).nullable();
const scorecard = z.object({
  share,
  status,
  onTarget: z.number().int(),
  judged: z.number().int(),
  due: z.number().int(),
});

const contrast = z.object({
  asOf: z.iso.datetime(),
  journey: z.string(),
  period: z.object({ key: z.string(), grain: z.string(), start: z.iso.date() }),
  headline: z.string(),
  teams: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      silo: scorecard,
      sharedScore: share,
      gapPoints: z.number().nullable(),
    }),
  ),
  stages: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      experience: scorecard,
      reliability: share,
    }),
  ),
  cells: z.array(
    z.object({
      team: z.string(),
      stage: z.string(),
      basis: z.enum(['own', 'overall']),
      status,
      watermelon: z.boolean(),
    }),
  ),
  siloShare: share,
  stageShare: share,
  alignmentGapPoints: z.number().nullable(),
  chain: z.object({ independent: share, atLeast: share, atMost: share }),
  signals: z.array(
    z.object({
      kpi: z.string(),
      good: z.boolean().nullable(),
      state: z.enum(['new', 'standing', 'past']),
    }),
  ),
  budget: z.object({
    new: z.number().int(),
    standing: z.number().int(),
    expected: z.object({ kpis: z.number().int(), new: z.number(), standing: z.number() }),
  }),
  trend: z.array(z.object({ period: z.string(), siloShare: share, stageShare: share })),
  figures: z.object({
    in: z.number().int(),
    of: z.number().int(),
    missing: z.array(z.object({ kpi: z.string() })),
  }),
});
export type ContrastAnswer = z.infer<typeof contrast>;

const series = z.object({
  kpi: z.string(),
  unit: z.string(),
  points: z.array(
    z.object({
      period: z.string(),
      value: z.number().nullable(),
      target: z.object({ target: z.number().nullable() }).nullable(),
      status,
      limits: z.object({ lower: z.number().nullable(), upper: z.number().nullable() }),
    }),
  ),
});
export type SeriesAnswer = z.infer<typeof series>;

/** `query` as in the address of the page: empty, or from its question mark on. */
export async function contrastAnswer(api: APIRequestContext, query = ''): Promise<ContrastAnswer> {
  return contrast.parse(await json(api, `/api/v1/contrast${query}`));
}

export async function seriesAnswer(
  api: APIRequestContext,
  kpi: string,
  query: Readonly<Record<string, string>> = {},
): Promise<SeriesAnswer> {
  const asked = new URLSearchParams(query);
  return series.parse(await json(api, `/api/v1/kpis/${kpi}/series?${asked}`));
}

async function json(api: APIRequestContext, address: string): Promise<unknown> {
  const answer = await api.get(address);
  expect(answer.status(), address).toBe(200);
  return answer.json();
}
