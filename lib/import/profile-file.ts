/**
 * The profile as people write it. All of it is optional but where the KPI, the period and at least one
 * figure come from:
 *
 *     columns:                     # which column is which: its name …
 *       kpi: { column: kpi, prefix: mta- }
 *       period: month
 *       value: actual              # … or its name and what to do with it
 *       target: { column: target, missing: [0], scale: 100 }
 *       numerator: { column: attendances, subtract: breaches }
 *     constants: { segment: online }   # the same for every row
 *     kpis:                        # instead of columns.kpi: one row, several KPIs
 *       - kpi: orders
 *         value: orders
 *     missing: ['', 'n/a']         # what means "nothing said", in every column
 *     dateFormat: DD/MM/YYYY
 *     decimalComma: true
 *     thousands: '.'
 *     targetPerPeriod: true        # needed with a target: it holds for its row's period
 *     unknownKpi: skip             # or refuse
 *     duplicates: mean             # or refuse, last, sum
 *     encoding: windows-1252       # where it cannot be found out
 *     separator: ';'
 */
import { z } from 'zod';
import { MEASURES, type Measure } from '../domain/observation';
import { dateFormatFault } from './date-format';
import { ENCODINGS } from './encoding';
import {
  type FigureSource,
  type Missing,
  type NumberSource,
  numberColumn,
  type Profile,
  TEXT_FIELDS,
  type TextField,
  type TextSource,
  textColumn,
} from './profile';
import { CURE, schemaFaults, section } from './schema-faults';
import { quoted } from './wording';
import { type FileFault, readYaml } from './yaml-file';

const LONGEST_PROFILE = 262_144;

const missing = z
  .array(z.union([z.string(), z.number()]))
  .describe('Texts and numbers that mean that nothing was said; a blank cell always does.');

const textSource = z
  .union([
    z.string(),
    section({
      column: z.string(),
      map: z
        .record(z.string(), z.string())
        .optional()
        .describe('Replaces these texts; others stay as they are.'),
      slugify: z
        .boolean()
        .optional()
        .describe('Texts that the map does not name become slugs: lower case, hyphens.'),
      prefix: z.string().optional(),
      suffix: z.string().optional(),
      missing: missing.optional(),
    }),
  ])
  .describe('The name of a column, or its name and what to do with its texts.');

const numberSource = z
  .union([
    z.string(),
    section({
      column: z.string(),
      subtract: z
        .union([z.string(), z.array(z.string())])
        .optional()
        .describe('Columns to take away; blank when any of them is.'),
      scale: z
        .number()
        .optional()
        .describe('Multiplies the figure: 100 turns shares into percent.'),
      missing: missing.optional(),
    }),
  ])
  .describe('The name of a column, or its name and what to do with its numbers.');

const texts = {
  kpi: textSource.optional(),
  period: textSource.optional(),
  segment: textSource.optional(),
  place: textSource.optional(),
  withdraw: textSource.optional(),
};

const numbers = {
  value: numberSource.optional(),
  numerator: numberSource.optional(),
  denominator: numberSource.optional(),
  n: numberSource.optional(),
  sd: numberSource.optional(),
  promoters: numberSource.optional(),
  passives: numberSource.optional(),
  detractors: numberSource.optional(),
  target: numberSource.optional(),
};

const constantNumber = z.number().optional();
const constants = section({
  kpi: z.string().optional(),
  period: z.string().optional(),
  segment: z.string().optional(),
  place: z.string().optional(),
  value: constantNumber,
  numerator: constantNumber,
  denominator: constantNumber,
  n: constantNumber,
  sd: constantNumber,
  promoters: constantNumber,
  passives: constantNumber,
  detractors: constantNumber,
  target: constantNumber,
});

const profileFile = section({
  encoding: z.enum(ENCODINGS).optional().describe('Left out: found out from the file.'),
  separator: z
    .string()
    .regex(/^[^"\r\n]$/, `a separator is one sign${CURE}Write one such as ';', or leave it out.`)
    .optional()
    .describe('Left out: found out from the file.'),
  columns: section({ ...texts, ...numbers }).optional(),
  constants: constants.optional(),
  kpis: z
    .array(section({ kpi: z.string(), ...numbers }))
    .min(1, `no KPI is named${CURE}Name one.`)
    .optional(),
  missing: missing.optional(),
  dateFormat: z.string().optional(),
  decimalComma: z.boolean().optional(),
  thousands: z.enum([',', '.', ' ', "'"]).optional(),
  targetPerPeriod: z.boolean().optional(),
  unknownKpi: z.enum(['refuse', 'skip']).optional(),
  duplicates: z.enum(['refuse', 'last', 'mean', 'sum']).optional(),
});

/** A profile as it is written: what the file says, before anything is made of it. */
export type ProfileFile = z.infer<typeof profileFile>;
export type NumberFile = z.infer<typeof numberSource>;
export type TextFile = z.infer<typeof textSource>;

/** What the shape alone cannot say: path, and what is wrong with its cure. */
function* contradictions(file: ProfileFile): Generator<[string[], string]> {
  const { columns = {}, constants: fixed = {}, kpis } = file;
  for (const [field] of Object.entries(fixed).filter(([, value]) => value !== undefined)) {
    if (!Object.hasOwn(columns, field)) continue;
    yield [['constants', field], `${quoted(field)} is a column and a constant${CURE}Keep one.`];
  }
  const named = [columns.kpi, fixed.kpi, kpis].filter((source) => source !== undefined).length;
  if (named !== 1) {
    const what = named === 0 ? 'nothing says which KPI a row is about' : 'the KPI is said twice';
    yield [['columns'], `${what}${CURE}Give one of columns.kpi, constants.kpi and kpis.`];
  }
  if (columns.period === undefined && fixed.period === undefined) {
    yield [['columns'], `nothing says which period a row is about${CURE}Give columns.period.`];
  }
  const figures = [...MEASURES, 'target'] as const;
  const shared = figures.filter(
    (field) => columns[field] !== undefined || fixed[field] !== undefined,
  );
  if (kpis === undefined && shared.length === 0 && columns.withdraw === undefined) {
    yield [
      ['columns'],
      `nothing says what a row reports${CURE}Give columns.value, or columns.numerator and columns.denominator.`,
    ];
  }
  if (kpis !== undefined && shared.length > 0) {
    yield [
      ['kpis'],
      `${quoted(shared[0] ?? '')} is shared by all KPIs of a row${CURE}Say it under each KPI.`,
    ];
  }
  const targets = [columns.target, fixed.target, ...(kpis ?? []).map((each) => each.target)];
  if (file.targetPerPeriod !== true && targets.some((target) => target !== undefined)) {
    yield [
      ['targetPerPeriod'],
      `a target in a row of figures holds for the row's period only${CURE}Set targetPerPeriod: true if it does; put a target that holds on into the definition.`,
    ];
  }
  const format = file.dateFormat === undefined ? null : dateFormatFault(file.dateFormat);
  if (format !== null) yield [['dateFormat'], `${format}${CURE}Use YYYY, MM, M, DD, D, MMM, MMMM.`];
  if (file.thousands !== undefined && file.thousands === (file.decimalComma === true ? ',' : '.')) {
    yield [['thousands'], `decimals and thousands have the same sign${CURE}Set decimalComma.`];
  }
}

const checkedProfile = profileFile.superRefine((file, context) => {
  for (const [path, message] of contradictions(file)) {
    context.addIssue({ code: 'custom', path, message });
  }
});

function missingOf(...lists: readonly (readonly (string | number)[] | undefined)[]): Missing {
  const all = lists.flatMap((list) => list ?? []);
  return {
    texts: new Set(all.map((entry) => String(entry).trim())),
    numbers: new Set(all.filter((entry) => typeof entry === 'number')),
  };
}

function textOf(source: TextFile, everywhere: Missing['texts']): TextSource {
  const given = typeof source === 'string' ? { column: source } : source;
  return {
    ...textColumn(given.column),
    map: given.map === undefined ? null : new Map(Object.entries(given.map)),
    slugify: given.slugify ?? false,
    prefix: given.prefix ?? '',
    suffix: given.suffix ?? '',
    missing: missingOf([...everywhere], given.missing),
  };
}

function numberOf(source: NumberFile, everywhere: ProfileFile['missing']): NumberSource {
  const given = typeof source === 'string' ? { column: source } : source;
  const { subtract = [] } = given;
  return {
    ...numberColumn(given.column),
    subtract: typeof subtract === 'string' ? [subtract] : subtract,
    scale: given.scale ?? 1,
    missing: missingOf(everywhere, given.missing),
  };
}

function figureOf(
  kpi: string | null,
  sources: Partial<Record<Measure | 'target', NumberFile | undefined>>,
  fixed: Partial<Record<Measure | 'target', number | undefined>>,
  everywhere: ProfileFile['missing'],
): FigureSource {
  const source = (field: Measure | 'target'): NumberSource | null => {
    const given = sources[field];
    if (given !== undefined) return numberOf(given, everywhere);
    const constant = fixed[field];
    return constant === undefined ? null : { ...numberColumn(''), column: null, constant };
  };
  const measures = new Map<Measure, NumberSource>();
  for (const field of MEASURES) {
    const found = source(field);
    if (found !== null) measures.set(field, found);
  }
  return { kpi, measures, target: source('target') };
}

function normalised(file: ProfileFile): Profile {
  const { columns = {}, constants: fixed = {}, kpis = [] } = file;
  const sources = new Map<TextField, TextSource>();
  for (const field of TEXT_FIELDS) {
    const column = columns[field];
    const constant = field === 'withdraw' ? undefined : fixed[field];
    if (column !== undefined) sources.set(field, textOf(column, missingOf(file.missing).texts));
    else if (constant !== undefined)
      sources.set(field, { ...textColumn(''), column: null, constant });
  }
  const [first, ...others] = kpis.map((entry) => figureOf(entry.kpi, entry, {}, file.missing));
  return {
    encoding: file.encoding,
    separator: file.separator,
    texts: sources,
    figures: [first ?? figureOf(null, columns, fixed, file.missing), ...others],
    dateFormat: file.dateFormat ?? null,
    decimalComma: file.decimalComma ?? false,
    thousands: file.thousands ?? null,
    unknownKpi: file.unknownKpi ?? 'refuse',
    duplicates: file.duplicates ?? 'refuse',
    tidy: false,
  };
}

/** Reads a profile; every fault comes with its line and a cure. */
export function parseProfile(
  text: string,
): { profile: Profile; file: ProfileFile } | { faults: FileFault[] } {
  const file = readYaml(text, LONGEST_PROFILE);
  if ('faults' in file) return file;
  const parsed = checkedProfile.safeParse(file.value);
  return parsed.success
    ? { profile: normalised(parsed.data), file: parsed.data }
    : { faults: schemaFaults(parsed.error, file) };
}

/** What a profile says as far as it goes: one that is not complete, or contradicts itself, is no fault here. */
export function draftProfile(text: string): ProfileFile | null {
  const file = readYaml(text, LONGEST_PROFILE);
  if ('faults' in file) return null;
  const parsed = profileFile.safeParse(file.value);
  return parsed.success ? parsed.data : null;
}
