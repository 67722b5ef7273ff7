/** `POST /observations`. */
import { z } from 'zod';

import { count, key, named, slug, write } from './schema';

const measure = z.number().nullable().optional();

/** One row, as JSON and NDJSON have it; CSV has the same names as columns. */
const row = z.strictObject({
  kpi: z.string().describe('Slug.'),
  period: z.string().describe('A key, or a date inside it.'),
  segment: z.string().nullable().optional().describe('Slug; everyone without.'),
  place: z.string().nullable().optional().describe('Slug; everywhere without.'),
  value: measure,
  numerator: measure,
  denominator: measure,
  n: measure,
  sd: measure,
  promoters: measure,
  passives: measure,
  detractors: measure,
  target: measure.describe('For this period only.'),
  withdraw: z.boolean().optional().describe('Empties the key.'),
});
named.add(row, { id: 'Observation' });

const refused = z.strictObject({
  row: count.describe('Ordinal among the rows of data, from 1.'),
  field: z.string().nullable().describe('The field at fault; null when the row as a whole is.'),
  code: z.string().describe('It does not change.'),
  message: z.string().describe('Place, offending text and cure.'),
});
named.add(refused, { id: 'RefusedRow' });

const warning = z.strictObject({
  kind: z.enum(['zero_target', 'far_off', 'year_to_date']),
  kpi: slug,
  period: key.describe('The first in question.'),
  figures: count.describe('How many figures or targets of the KPI are.'),
  message: z.string(),
});
named.add(warning, { id: 'ImportWarning' });

const flag = (meaning: string) =>
  z.enum(['true', 'false']).optional().describe(`${meaning} False by default.`);

/** Refused rows that an answer names; all are counted. */
export const MOST_REFUSED = 10_000;

export const observationsAnswer = z.strictObject({
  import: z
    .int()
    .nullable()
    .describe(
      'Number of the import, by which it can be taken back; null where nothing was written.',
    ),
  accepted: count.describe('Rows that are new.'),
  superseded: count.describe('Rows that replace another figure or target.'),
  unchanged: count.describe('Rows that say what is in force.'),
  ignored: count.describe('Rows that say nothing.'),
  rejected: z.array(refused).describe(`Rows that were refused, the first ${MOST_REFUSED} of them.`),
  rejectedRows: count.describe('How many were refused.'),
  warnings: z
    .array(warning)
    .describe('What looks wrong in what is new, and was taken all the same.'),
});

export const observationsWrite = write({
  path: '/observations',
  method: 'post',
  name: 'postObservations',
  summary: 'Figures in. Every row is exactly one of the five outcomes.',
  query: z.object({
    atomic: flag('Take nothing where any row is refused; the answer is then 422.'),
    dryRun: flag('Compare and count, and change nothing.'),
  }),
  headers: {
    'Idempotency-Key':
      'A name of the request, up to 255 letters: with the same body it is done once in 24 hours and answered alike.',
  },
  body: {
    'application/json': z.strictObject({ observations: z.array(row) }),
    'application/x-ndjson': row,
    'text/csv': null,
    'text/tab-separated-values': null,
  },
  answer: observationsAnswer,
});
