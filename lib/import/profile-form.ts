/** A profile to the choices of a form, and back. */
import { COLUMN_ROLES, type ColumnRole, isNumberRole } from '../domain/column-role';
import {
  type ColumnChoice,
  columnField,
  DUPLICATES,
  FILE_ENCODINGS,
  NUMBER_STYLES,
  type ProfileChoices,
} from '../domain/profile-choices';
import type { NumberFile, ProfileFile, TextFile } from './profile-file';

type Source = TextFile | NumberFile;
type Sources = Partial<Record<ColumnRole, Source | undefined>>;
type Columns = NonNullable<ProfileFile['columns']>;
type NamedKpi = NonNullable<ProfileFile['kpis']>[number];

/** A column in its role, with what the profile says of it; `of` is empty where the row names the KPI. */
interface Use {
  readonly role: ColumnRole;
  readonly of: string;
  readonly source: Source;
}

const columnIn = (source: Source): string => (typeof source === 'string' ? source : source.column);

function usesOf({ columns = {}, kpis = [] }: ProfileFile): Use[] {
  const within = (sources: Sources, of: string): Use[] =>
    COLUMN_ROLES.flatMap((role) => {
      const source = sources[role];
      return source === undefined ? [] : [{ role, of, source }];
    });
  return [...within(columns, ''), ...kpis.flatMap(({ kpi, ...rest }) => within(rest, kpi))];
}

/** What the form has no field for, in words. */
function moreIn(source: Source): string | null {
  if (typeof source === 'string') return null;
  const said = [
    'map' in source && source.map !== undefined
      ? `${Object.keys(source.map).length} names replaced`
      : null,
    'suffix' in source && source.suffix !== undefined ? `ends in ${source.suffix}` : null,
    'subtract' in source && source.subtract !== undefined
      ? `less ${[source.subtract].flat().join(', ')}`
      : null,
  ].filter((part) => part !== null);
  return said.length === 0 ? null : said.join(', ');
}

const typedList = (list: readonly (string | number)[] | undefined): string =>
  (list ?? [])
    .map(String)
    .filter((mark) => mark.trim() !== '')
    .join(', ');

/** The marks as they are typed, numbers as numbers: `0` means each way of writing 0. */
function listTyped(text: string): (string | number)[] {
  const marks = text.split(',').map((mark) => mark.trim());
  return marks
    .filter((mark) => mark !== '')
    .map((mark) => (/^-?\d+(\.\d+)?$/.test(mark) ? Number(mark) : mark));
}

/**
 * The choices that a profile comes to for a file with these columns. Null where a form cannot say it: a
 * column that is read for two things, a number that is the same in every row.
 */
export function choicesOf(file: ProfileFile, header: readonly string[]): ProfileChoices | null {
  const uses = usesOf(file);
  const { constants: { kpi = '', segment = '', place = '', ...others } = {} } = file;
  if (Object.values(others).some((value) => value !== undefined)) return null;
  const byColumn = new Map<string, Use>();
  for (const use of uses) {
    const name = columnIn(use.source);
    if (byColumn.has(name)) return null;
    byColumn.set(name, use);
  }
  const style = NUMBER_STYLES.find(
    ({ decimalComma, thousands }) =>
      decimalComma === (file.decimalComma ?? false) && thousands === (file.thousands ?? null),
  );
  if (style === undefined) return null;
  return {
    columns: header.map((name) => choiceOf(name, byColumn.get(name))),
    kpi,
    segment,
    place,
    encoding: file.encoding ?? '',
    separator: file.separator ?? '',
    dateFormat: file.dateFormat ?? '',
    numbers: style.name,
    missing: typedList(file.missing),
    unknownKpi: file.unknownKpi ?? 'refuse',
    duplicates: file.duplicates ?? 'refuse',
  };
}

function choiceOf(name: string, use: Use | undefined): ColumnChoice {
  const said = use === undefined || typeof use.source === 'string' ? null : use.source;
  return {
    name,
    role: use?.role ?? null,
    of: use?.of ?? '',
    missing: typedList(said?.missing),
    prefix: said !== null && 'prefix' in said ? (said.prefix ?? '') : '',
    slugify: said !== null && 'slugify' in said && said.slugify === true,
    scale: said !== null && 'scale' in said && said.scale !== undefined ? String(said.scale) : '',
    more: use === undefined ? null : moreIn(use.source),
  };
}

function sourceOf(choice: ColumnChoice, role: ColumnRole, before: Use | undefined): Source {
  const { name, missing, prefix, slugify, scale } = choice;
  const kept = before?.role === role && typeof before.source !== 'string' ? before.source : null;
  const marks = listTyped(missing);
  const own = isNumberRole(role)
    ? {
        ...(kept !== null && 'subtract' in kept && kept.subtract !== undefined
          ? { subtract: kept.subtract }
          : {}),
        ...(scale.trim() === '' || !Number.isFinite(Number(scale)) ? {} : { scale: Number(scale) }),
      }
    : {
        ...(kept !== null && 'map' in kept && kept.map !== undefined ? { map: kept.map } : {}),
        ...(slugify ? { slugify } : {}),
        ...(prefix === '' ? {} : { prefix }),
        ...(kept !== null && 'suffix' in kept && kept.suffix !== undefined
          ? { suffix: kept.suffix }
          : {}),
      };
  const said = { ...own, ...(marks.length === 0 ? {} : { missing: marks }) };
  return Object.keys(said).length === 0 ? name : { column: name, ...said };
}

/** Columns that rows may bring though none of the first ones did: they stay as they were. */
function unseen(before: ProfileFile, header: readonly string[]): Sources {
  return Object.fromEntries(
    usesOf(before)
      .filter(({ of, source }) => of === '' && !header.includes(columnIn(source)))
      .map(({ role, source }) => [role, source]),
  );
}

/**
 * The profile that the choices say. What a form has no field for is taken over from the profile before
 * them, as long as the column keeps its role. With `selfNaming`, columns that were not seen yet too.
 */
export function fileOf(
  choices: ProfileChoices,
  before: ProfileFile,
  selfNaming: boolean,
): ProfileFile {
  const earlier = new Map(usesOf(before).map((use) => [columnIn(use.source), use]));
  const header = choices.columns.map(({ name }) => name);
  const columns: Sources = selfNaming ? unseen(before, header) : {};
  const kpis = new Map<string, Sources>();
  for (const choice of choices.columns) {
    const { role, of, name } = choice;
    if (role === null || name === '') continue;
    const source = sourceOf(choice, role, earlier.get(name));
    if (isNumberRole(role) && of !== '') kpis.set(of, { ...kpis.get(of), [role]: source });
    else columns[role] = source;
  }
  const constants = Object.fromEntries(
    (['kpi', 'segment', 'place'] as const)
      .filter((field) => choices[field] !== '' && columns[field] === undefined)
      .map((field) => [field, choices[field]]),
  );
  return {
    ...fileWide(choices),
    columns: columns as Columns,
    ...(Object.keys(constants).length === 0 ? {} : { constants }),
    ...(kpis.size === 0
      ? {}
      : { kpis: [...kpis].map(([kpi, said]) => ({ kpi, ...said }) as NamedKpi) }),
    ...(choices.columns.some(({ role }) => role === 'target') || selfNaming
      ? { targetPerPeriod: true }
      : {}),
  };
}

function fileWide(choices: ProfileChoices): ProfileFile {
  const { encoding, separator, dateFormat, missing, unknownKpi, duplicates } = choices;
  const style = NUMBER_STYLES.find(({ name }) => name === choices.numbers);
  const marks = listTyped(missing);
  const named = FILE_ENCODINGS.find((each) => each === encoding);
  return {
    ...(named === undefined ? {} : { encoding: named }),
    ...(separator === '' ? {} : { separator }),
    ...(marks.length === 0 ? {} : { missing: marks }),
    ...(dateFormat === '' ? {} : { dateFormat }),
    ...(style?.decimalComma === true ? { decimalComma: true } : {}),
    ...(style?.thousands == null ? {} : { thousands: style.thousands }),
    ...(unknownKpi === 'skip' ? { unknownKpi } : {}),
    ...(duplicates === 'refuse' ? {} : { duplicates }),
  };
}

/** The choices as a form sends them; anything may stand in it. */
export function choicesSent(text: (field: string) => string): ProfileChoices {
  const columns: ColumnChoice[] = [];
  const sent = Math.min(1000, Number(text('columns')) || 0);
  for (let place = 0; place < sent; place += 1) {
    const role = COLUMN_ROLES.find((each) => each === text(columnField('role', place)));
    columns.push({
      name: text(columnField('column', place)),
      role: role ?? null,
      of: text(columnField('of', place)),
      missing: text(columnField('missing', place)),
      prefix: text(columnField('prefix', place)).trim(),
      slugify: text(columnField('slugify', place)) === 'yes',
      scale: text(columnField('scale', place)).trim().replace(',', '.'),
      more: null,
    });
  }
  return {
    columns,
    kpi: text('kpi'),
    segment: text('segment'),
    place: text('place'),
    encoding: text('encoding'),
    separator: text('separator') === 'tab' ? '\t' : text('separator'),
    dateFormat: text('dateFormat').trim(),
    numbers: NUMBER_STYLES.find(({ name }) => name === text('numbers'))?.name ?? 'point',
    missing: text('missing'),
    unknownKpi: text('unknownKpi') === 'skip' ? 'skip' : 'refuse',
    duplicates: DUPLICATES.find(({ name }) => name === text('duplicates'))?.name ?? 'refuse',
  };
}
