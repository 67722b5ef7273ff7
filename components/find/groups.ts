/** Finds under their headings, in the order in which people look. */
import { FOUND_KINDS, type FoundEntry } from '@/lib/domain/find';

const HEADINGS: Readonly<Record<FoundEntry['kind'], string>> = {
  page: 'Pages',
  team: 'Teams',
  stage: 'Stages',
  moment: 'Moments',
  kpi: 'KPIs',
};

export interface FoundGroup {
  readonly kind: FoundEntry['kind'];
  readonly heading: string;
  readonly entries: readonly FoundEntry[];
}

/** Kinds without a find are left out. */
export function foundGroups(found: readonly FoundEntry[]): readonly FoundGroup[] {
  return FOUND_KINDS.map((kind) => ({
    kind,
    heading: HEADINGS[kind],
    entries: found.filter((entry) => entry.kind === kind),
  })).filter(({ entries }) => entries.length > 0);
}
