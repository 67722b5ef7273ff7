/**
 * Readings as they come from the database: few wide rows, each with arrays written as text. Parsing
 * rows, dates and times one by one would cost more than everything else on a page.
 */
import { measuresOf } from '../../lib/domain/aggregate';
import { type CalendarDate, dateOfEpochDay } from '../../lib/domain/calendar';
import type { Kpi } from '../../lib/domain/catalog';
import type { Reading } from '../../lib/domain/observation';

/** Arrays such as `{1,NULL,2.5}`; null where the roll-up keeps none. */
export interface ReadingColumns {
  readonly period: string;
  readonly recorded_at: string;
  readonly value: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly n: string | null;
  readonly sd: string | null;
  readonly promoters: string | null;
  readonly passives: string | null;
  readonly detractors: string | null;
  readonly revision: string | null;
  readonly reported_in: string | null;
  readonly reported_of: string | null;
  readonly basis: string | null;
}

const BASES = ['reported', 'time', 'segments', 'places'] as const;
const ONCE = Object.freeze({ in: 1, of: 1 });
const NOTHING: readonly null[] = [];

type Column = readonly (number | null)[];

const parse = (text: string | null): Column =>
  text === null
    ? NOTHING
    : (JSON.parse(`[${text.slice(1, -1).replaceAll('NULL', 'null')}]`) as (number | null)[]);

/** Turns columns into readings; one for all series of a page, as they share their dates and times. */
export class ReadingDecoder {
  readonly #dates = new Map<number, CalendarDate>();
  readonly #instants = new Map<number, string>();

  /** Appends the readings of one row, in its order. */
  decode(
    { aggregation, scale }: Pick<Kpi, 'aggregation' | 'scale'>,
    columns: ReadingColumns,
    into: Reading[],
  ): void {
    const period = parse(columns.period);
    const recordedAt = parse(columns.recorded_at);
    const value = parse(columns.value);
    const numerator = parse(columns.numerator);
    const denominator = parse(columns.denominator);
    const n = parse(columns.n);
    const sd = parse(columns.sd);
    const promoters = parse(columns.promoters);
    const passives = parse(columns.passives);
    const detractors = parse(columns.detractors);
    const revision = parse(columns.revision);
    const reportedIn = parse(columns.reported_in);
    const reportedOf = parse(columns.reported_of);
    const basis = parse(columns.basis);
    for (let i = 0; i < period.length; i++) {
      into.push({
        periodStart: this.#date(period[i] ?? 0),
        measures: measuresOf(aggregation, scale, {
          value: value[i] ?? null,
          numerator: numerator[i] ?? null,
          denominator: denominator[i] ?? null,
          n: n[i] ?? null,
          sd: sd[i] ?? null,
          promoters: promoters[i] ?? null,
          passives: passives[i] ?? null,
          detractors: detractors[i] ?? null,
        }),
        reported:
          columns.basis === null ? ONCE : { in: reportedIn[i] ?? 1, of: reportedOf[i] ?? 1 },
        basis: BASES[basis[i] ?? 0] ?? 'reported',
        recordedAt: this.#instant(recordedAt[i] ?? 0),
        revision: revision[i] ?? 1,
      });
    }
  }

  #date(day: number): CalendarDate {
    let date = this.#dates.get(day);
    if (date === undefined) {
      date = dateOfEpochDay(day);
      this.#dates.set(day, date);
    }
    return date;
  }

  #instant(milliseconds: number): string {
    let instant = this.#instants.get(milliseconds);
    if (instant === undefined) {
      instant = new Date(milliseconds).toISOString();
      this.#instants.set(milliseconds, instant);
    }
    return instant;
  }
}
