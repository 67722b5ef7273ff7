/** Whether what a row names exists, and whether it may say what it says. */
import type { ImportLookup, KpiFacts } from './lookup';
import type { RowFault } from './table';
import { didYouMean, listed, quoted } from './wording';

export const rowFault = (field: string | null, code: string, message: string): RowFault => ({
  field,
  code,
  message,
});

export const isFault = (found: object): found is RowFault => 'code' in found;

/** The same text comes back in a million rows; comparing it with all names each time would take minutes. */
function remembered(compute: (text: string) => RowFault): (text: string) => RowFault {
  const known = new Map<string, RowFault>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size > 1000) known.clear();
    const found = compute(text);
    known.set(Buffer.from(text).toString(), found);
    return found;
  };
}

export interface NameChecks {
  readonly unknownKpi: (slug: string) => RowFault;
  /** The slug as the catalogue has it; null for everyone. */
  readonly segment: (text: string | null, kpi: KpiFacts) => string | null | RowFault;
  /** The slug as the catalogue has it; null for everywhere. */
  readonly place: (text: string | null) => string | null | RowFault;
}

export function nameChecks(lookup: ImportLookup): NameChecks {
  const unknownKpi = remembered((slug) => {
    const meant = didYouMean(slug, lookup.kpis.keys());
    return rowFault(
      'kpi',
      'unknown_kpi',
      `no KPI has the slug ${quoted(slug)}.${meant} Define it first, or set unknownKpi: skip in the profile.`,
    );
  });
  const unknownPlace = remembered((text) => {
    const meant = didYouMean(text, lookup.places.keys());
    const cure = 'Add it to places in the definition, or leave the cell blank for everywhere.';
    return rowFault(
      'place',
      'unknown_place',
      `no place has the slug ${quoted(text)}.${meant} ${cure}`,
    );
  });
  return {
    unknownKpi,
    segment: (text, kpi) => {
      if (text === null || text === 'all') return null;
      return kpi.segments?.get(text) ?? unknownSegment(text, kpi);
    },
    place: (text) => (text === null ? null : (lookup.places.get(text) ?? unknownPlace(text))),
  };
}

function unknownSegment(text: string, kpi: KpiFacts): RowFault {
  if (kpi.segments === null) {
    return rowFault(
      'segment',
      'no_dimension',
      `${quoted(text)} is a segment, and ${kpi.slug} is not broken down by any. Leave the cell blank, or give the KPI a segmentDimension.`,
    );
  }
  return rowFault(
    'segment',
    'unknown_segment',
    `${quoted(text)} is no segment of ${quoted(kpi.dimension ?? '')}.${didYouMean(text, kpi.segments.keys())} It has ${listed([...kpi.segments.keys()])}; leave the cell blank for all.`,
  );
}

/** Why a number cannot be this KPI's target; null when it can. */
export function targetFault(kpi: KpiFacts): RowFault | null {
  if (kpi.direction === 'none') {
    return rowFault(
      'target',
      'target_without_direction',
      `${kpi.slug} has direction none and is never judged, so it takes no target. Leave the cell blank, or give the KPI a direction.`,
    );
  }
  if (kpi.direction !== 'range') return null;
  return rowFault(
    'target',
    'target_needs_range',
    `${kpi.slug} has direction range, whose target is a low and a high. Give them under targets in the definition.`,
  );
}

const YES: readonly string[] = ['true', 'yes', '1'];
const NO: readonly string[] = ['false', 'no', '0'];

/** Whether a row withdraws what was reported. `figures` tells whether it reports something too. */
export function withdrawal(text: string | null, figures: boolean): boolean | RowFault {
  const word = text?.toLowerCase() ?? 'false';
  if (NO.includes(word)) return false;
  if (!YES.includes(word)) {
    return rowFault(
      'withdraw',
      'bad_value',
      `${quoted(word)} is neither true nor false. Write true to withdraw a figure.`,
    );
  }
  return figures
    ? rowFault(
        'withdraw',
        'withdraw_with_figures',
        'a row that withdraws a figure cannot report one. Leave the figures blank, or withdraw out.',
      )
    : true;
}
