/** Which figures a KPI takes, by its aggregation, and whether they can be true (rules: domain §3). */
import type { Aggregation } from '../domain/catalog';
import { MEASURES, type Measure, type Measures } from '../domain/observation';
import type { KpiFacts } from './lookup';
import type { RowFault } from './table';

/** What must be there, and what must not. */
interface Wanted {
  readonly needs: readonly Measure[];
  readonly lost: readonly Measure[];
}

const wanted = (needs: readonly Measure[], may: readonly Measure[] = []): Wanted => ({
  needs,
  lost: MEASURES.filter((field) => !needs.includes(field) && !may.includes(field)),
});

const VALUE = wanted(['value']);
const WANTED: Readonly<Record<Aggregation, Wanted>> = {
  // A value beside them is compared, not kept: it follows from them.
  ratio: wanted(['numerator', 'denominator'], ['value']),
  nps: wanted(['promoters', 'passives', 'detractors'], ['value']),
  mean: wanted(['value'], ['n', 'sd']),
  sum: VALUE,
  last: VALUE,
  min: VALUE,
  max: VALUE,
  none: VALUE,
};

/** A stated value may differ from the computed one by rounding: 1 % of the scale. */
const TOLERANCE = 0.01;

const fault = (field: Measure, code: string, message: string): RowFault => ({
  field,
  code,
  message,
});

const inWords = (fields: readonly Measure[]): string =>
  fields.join(', ').replace(/, (?!.*, )/, ' and ');

/** The first field that needs a figure and has none, or has one and no use for it. */
function misplaced(measures: Measures, { aggregation }: KpiFacts): RowFault | null {
  const { needs, lost } = WANTED[aggregation];
  const missing = needs.find((field) => measures[field] === null);
  if (missing !== undefined) {
    const extra = needs.length > 1 ? ', since shares cannot be added up' : '';
    return fault(
      missing,
      'missing_measure',
      `${missing} is missing. A KPI of aggregation ${aggregation} needs ${inWords(needs)}${extra}. Give it, or leave the row out.`,
    );
  }
  const extra = lost.find((field) => measures[field] !== null);
  if (extra === undefined) return null;
  return fault(
    extra,
    'unexpected_measure',
    `a KPI of aggregation ${aggregation} has no ${extra}, and it would be lost. Leave the cell blank; the KPI takes ${inWords(needs)}.`,
  );
}

const COUNTS: Readonly<Partial<Record<Aggregation, readonly Measure[]>>> = {
  mean: ['n', 'sd'],
  nps: ['promoters', 'passives', 'detractors'],
};

function negative(measures: Measures, kpi: KpiFacts): RowFault | null {
  const counted = kpi.counts
    ? (['numerator', 'denominator'] as const)
    : (COUNTS[kpi.aggregation] ?? []);
  const field = counted.find((name) => (measures[name] ?? 0) < 0);
  return field === undefined
    ? null
    : fault(
        field,
        'negative_count',
        `${measures[field]} is negative, and ${field} counts. Check the sign.`,
      );
}

/** The value that the parts give, and what a difference of a hundredth is measured by; null without parts. */
function computed(measures: Measures, kpi: KpiFacts): { value: number; scale: number } | null {
  const { numerator, denominator, promoters, passives, detractors } = measures;
  if (kpi.aggregation === 'ratio' && numerator !== null && denominator !== null) {
    return { value: (kpi.scale * numerator) / denominator, scale: kpi.scale };
  }
  if (promoters === null || passives === null || detractors === null) return null;
  const all = promoters + passives + detractors;
  return { value: (100 * (promoters - detractors)) / all, scale: 100 };
}

function contradictory(measures: Measures, kpi: KpiFacts): RowFault | null {
  const parts = computed(measures, kpi);
  if (parts === null || measures.value === null) return null;
  if (Math.abs(measures.value - parts.value) <= TOLERANCE * Math.abs(parts.scale)) return null;
  const from = kpi.aggregation === 'nps' ? 'the counts' : 'numerator and denominator';
  return fault(
    'value',
    'value_mismatch',
    `${measures.value} is not what ${from} give, ${Number(parts.value.toPrecision(6))}. Correct one of them, or leave the value blank.`,
  );
}

const NOBODY = 'Leave the row out where there was nothing to count; withdraw a figure that is in.';

function impossible(measures: Measures, kpi: KpiFacts): RowFault | null {
  const { numerator, denominator, n, promoters, passives, detractors } = measures;
  if (kpi.aggregation === 'ratio' && denominator === 0) {
    return fault(
      'denominator',
      'denominator_zero',
      `the denominator is 0, so there is no share. ${NOBODY}`,
    );
  }
  if (kpi.counts && numerator !== null && denominator !== null && numerator > denominator) {
    return fault(
      'numerator',
      'numerator_above_denominator',
      `${numerator} of ${denominator} cannot be: the KPI counts some of all. Check whether the two are swapped.`,
    );
  }
  if (kpi.aggregation === 'nps' && (promoters ?? 0) + (passives ?? 0) + (detractors ?? 0) === 0) {
    return fault(
      'promoters',
      'denominator_zero',
      `nobody answered, so there is no score. ${NOBODY}`,
    );
  }
  if (kpi.aggregation === 'mean' && n === 0) {
    return fault('n', 'denominator_zero', `n is 0, so there is no mean. ${NOBODY}`);
  }
  return null;
}

/**
 * The figures as they are kept, or why they cannot be true. `ratio` and `nps` keep their counts only:
 * a stated value is compared with them and dropped.
 */
export function checkedMeasures(measures: Measures, kpi: KpiFacts): Measures | RowFault {
  if (kpi.aggregation !== 'ratio' && kpi.aggregation !== 'nps' && kpi.aggregation !== 'mean') {
    // The quick way for the many that carry nothing but a value.
    return misplaced(measures, kpi) ?? measures;
  }
  const found =
    misplaced(measures, kpi) ??
    negative(measures, kpi) ??
    impossible(measures, kpi) ??
    contradictory(measures, kpi);
  if (found !== null) return found;
  return kpi.aggregation === 'mean' ? measures : { ...measures, value: null };
}
