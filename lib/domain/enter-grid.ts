/** The grid in which figures are entered by hand: KPI × period, with as many lines a KPI as its figure has parts. */
import type { PeriodKey } from './calendar';
import type { Aggregation } from './catalog';
import type { Measure } from './observation';

export const NOTE = 'note';
export type EnterField = Measure | typeof NOTE;

/** What a person writes at most beside a figure. */
export const LONGEST_NOTE = 500;

/** No number that means anything is longer. */
const LONGEST_NUMBER = 60;

const FIELDS: Readonly<Record<Aggregation, readonly Measure[]>> = {
  ratio: ['numerator', 'denominator'],
  mean: ['value', 'n'],
  nps: ['promoters', 'passives', 'detractors'],
  sum: ['value'],
  last: ['value'],
  min: ['value'],
  max: ['value'],
  none: ['value'],
};

/**
 * The lines that a KPI has in the grid: what its figure is made of (rules: domain §3), and the note. A
 * standard deviation has a line only where one is known already, since it would be lost otherwise.
 *
 * @example fieldsOf('ratio', false) // ['numerator', 'denominator', 'note']
 */
export function fieldsOf(aggregation: Aggregation, withSd: boolean): readonly EnterField[] {
  const sd = aggregation === 'mean' && withSd ? (['sd'] as const) : [];
  return [...FIELDS[aggregation], ...sd, NOTE];
}

export const FIELD_WORDS: Readonly<Record<EnterField, string>> = {
  value: 'value',
  numerator: 'numerator',
  denominator: 'denominator',
  n: 'answers (n)',
  sd: 'standard deviation',
  promoters: 'promoters',
  passives: 'passives',
  detractors: 'detractors',
  note: 'note',
};

/** One figure of the grid. */
export interface FigureAt {
  readonly kpi: string;
  readonly period: PeriodKey;
}

/**
 * What a figure is called in the form.
 *
 * @example figureName({ kpi: 'clicks', period: '2026-W46' }) // 'clicks|2026-W46'
 */
export const figureName = ({ kpi, period }: FigureAt): string => `${kpi}|${period}`;

/**
 * What one cell is called in the form.
 *
 * @example cellName({ kpi: 'clicks', period: '2026-W46' }, 'value') // 'clicks|2026-W46|value'
 */
export const cellName = (at: FigureAt, field: EnterField): string => `${figureName(at)}|${field}`;

/** A KPI as the grid has it. */
export interface GridKpi {
  readonly slug: string;
  readonly fields: readonly EnterField[];
}

/** Texts by the name of their cell; a blank cell is not there. */
export type CellTexts = Readonly<Record<string, string>>;

export interface ChangedFigure extends FigureAt {
  /** By field; blank ones are ''. */
  readonly texts: Readonly<Partial<Record<EnterField, string>>>;
  readonly note: string;
  readonly withdraw: boolean;
}

export interface GridChanges {
  readonly figures: readonly ChangedFigure[];
  /** What is wrong, by cell. */
  readonly faults: CellTexts;
  /** What the cells that somebody else changed meanwhile hold now, by cell. */
  readonly overtaken: CellTexts;
}

/**
 * What a filled grid asks for. Only figures of which a cell differs from what the form was filled with
 * are touched, so that what others enter meanwhile stays. A figure all of whose numbers are emptied is
 * withdrawn. A cell that holds something else by now than it did is refused once, with what it holds.
 *
 * @example
 * gridChanges([{ slug: 'clicks', fields: ['value', 'note'] }], ['2026-W46'], {
 *   typed: { 'clicks|2026-W46|value': '7' }, was: {}, now: {},
 * }).figures // [{ kpi: 'clicks', period: '2026-W46', texts: { value: '7', note: '' }, note: '', withdraw: false }]
 */
export function gridChanges(
  kpis: readonly GridKpi[],
  periods: readonly PeriodKey[],
  texts: { readonly typed: CellTexts; readonly was: CellTexts; readonly now: CellTexts },
): GridChanges {
  const figures: ChangedFigure[] = [];
  const faults: Record<string, string> = {};
  const overtaken: Record<string, string> = {};
  for (const { slug: kpi, fields } of kpis) {
    for (const period of periods) {
      const at = { kpi, period };
      const cells = fields.map((field) => cellAt(at, field, texts));
      if (!cells.some(({ typed, was }) => typed !== was)) continue;
      const stale = cells.filter(({ was, now, typed }) => now !== was && now !== typed);
      for (const { name, now } of stale) {
        overtaken[name] = now;
        faults[name] =
          now === ''
            ? 'Somebody took this figure away meanwhile. Save again to have yours.'
            : `Somebody entered ${now} meanwhile. Save again to replace it.`;
      }
      const long = cells.find(
        ({ field, typed }) => typed.length > (field === NOTE ? LONGEST_NOTE : LONGEST_NUMBER),
      );
      if (long !== undefined) {
        faults[long.name] =
          `That is too long: at most ${long.field === NOTE ? LONGEST_NOTE : LONGEST_NUMBER} characters.`;
      }
      const changed = changedFigure(at, cells);
      if (changed === null) {
        faults[cellName(at, NOTE)] =
          'A note stands beside a figure, and there is none: enter it, or empty the note.';
      } else figures.push(changed);
    }
  }
  return { figures, faults, overtaken };
}

interface Cell {
  readonly name: string;
  readonly field: EnterField;
  readonly typed: string;
  readonly was: string;
  readonly now: string;
}

function cellAt(
  at: FigureAt,
  field: EnterField,
  { typed, was, now }: { typed: CellTexts; was: CellTexts; now: CellTexts },
): Cell {
  const name = cellName(at, field);
  const of = (texts: CellTexts) => (texts[name] ?? '').trim();
  return { name, field, typed: of(typed), was: of(was), now: of(now) };
}

/** Null where there is nothing but a note, and never was anything else. */
function changedFigure(at: FigureAt, cells: readonly Cell[]): ChangedFigure | null {
  const note = cells.find(({ field }) => field === NOTE)?.typed ?? '';
  const numbers = cells.filter(({ field }) => field !== NOTE);
  const empty = numbers.every(({ typed }) => typed === '');
  const wasEmpty = numbers.every(({ was, now }) => was === '' && now === '');
  if (empty && wasEmpty && note !== '') return null;
  const texts = Object.fromEntries(cells.map(({ field, typed }) => [field, typed]));
  return { ...at, texts, note, withdraw: empty };
}
