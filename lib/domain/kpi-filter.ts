/** Finding, narrowing and sorting a list of KPIs. Every choice has a word for addresses. */
import { KINDS, type Kind } from './catalog';
import type { BoardItem } from './contrast-view';
import type { Freshness } from './freshness';
import { JUDGED_STATUSES, type Status, UNJUDGED_STATUSES } from './status';

export const STATUSES = [...JUDGED_STATUSES, ...UNJUDGED_STATUSES] as const;
export const SIGNALS = ['any', 'new', 'worse', 'better', 'none'] as const;
export const FRESHNESSES = ['fresh', 'late', 'stale', 'never'] as const;
export const SORTS = ['journey', 'name', 'status', 'team', 'freshness'] as const;

/** Of a KPI in a list, what choices ask about. */
export interface Choosable extends BoardItem {
  readonly kind: Kind;
  readonly definition: string | null;
  readonly freshness: Freshness;
}

/** What each choice may be, by its name in addresses. */
export const FILTER_CHOICES = {
  kind: KINDS,
  status: STATUSES,
  signal: SIGNALS,
  freshness: FRESHNESSES,
  sort: SORTS,
} as const;

export type FilterName = keyof typeof FILTER_CHOICES;

/** Null where nothing is asked; `sort` is then that of the catalogue. */
export type KpiChoices = {
  readonly [name in FilterName]: (typeof FILTER_CHOICES)[name][number] | null;
} & {
  /** Text to be found; empty finds all. */
  readonly q: string;
};

/**
 * One choice as it stands in an address: null where it is blank, undefined where it is none.
 *
 * @example readChoice('status', 'off_target') // 'off_target'; 'red' gives undefined
 */
export function readChoice<Name extends FilterName>(
  name: Name,
  text: string | undefined,
): KpiChoices[Name] | undefined {
  if (text === undefined || text.trim() === '') return null;
  const choices: readonly string[] = FILTER_CHOICES[name];
  return choices.includes(text) ? (text as KpiChoices[Name]) : undefined;
}

/**
 * The KPIs that answer to every choice, sorted. A text is found word by word in name, definition,
 * slug, team, lead and stages, whatever its case and accents. Sorted by status the worst come first,
 * by freshness the stalest; equals stay in the catalogue's order.
 *
 * @example narrowed(items, { q: 'deliv', status: 'off_target', … }).map(({ kpi }) => kpi.slug)
 */
export function narrowed<Item extends Choosable>(
  items: readonly Item[],
  choices: KpiChoices,
): readonly Item[] {
  const words = folded(choices.q)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = items.filter(
    (item) =>
      (choices.kind === null || item.kind === choices.kind) &&
      (choices.status === null || item.status === choices.status) &&
      (choices.freshness === null || item.freshness === choices.freshness) &&
      hasSignal(item, choices.signal) &&
      isFound(item, words),
  );
  return sorted(found, choices.sort ?? 'journey');
}

function hasSignal({ signal }: Choosable, asked: KpiChoices['signal']): boolean {
  switch (asked) {
    case null:
      return true;
    case 'any':
      return signal !== null;
    case 'new':
      return signal?.state === 'new';
    case 'worse':
      return signal?.good === false;
    case 'better':
      return signal?.good === true;
    case 'none':
      return signal === null;
  }
}

function isFound(item: Choosable, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = folded(
    [
      item.kpi.name,
      item.kpi.slug,
      item.definition ?? '',
      item.accountable.name,
      item.accountable.lead ?? '',
      ...item.contributing.map(({ name }) => name),
      ...item.stages.map(({ name }) => name),
    ].join('\n'),
  );
  return words.every((word) => text.includes(word));
}

/** Without case and accents: "Kéndo" is found by "kendo". */
const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const WORST_FIRST: readonly Status[] = [
  'off_target',
  'at_risk',
  'no_data',
  'too_few',
  'not_yet_due',
  'no_target',
  'on_target',
];

function sorted<Item extends Choosable>(
  items: readonly Item[],
  by: NonNullable<KpiChoices['sort']>,
): readonly Item[] {
  switch (by) {
    case 'journey':
      return items;
    case 'name':
      return items.toSorted((a, b) => compare(folded(a.kpi.name), folded(b.kpi.name)));
    case 'team':
      return items.toSorted((a, b) =>
        compare(folded(a.accountable.name), folded(b.accountable.name)),
      );
    case 'status':
      return items.toSorted(
        (a, b) => WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status),
      );
    case 'freshness': {
      const rank = ({ freshness }: Choosable) => FRESHNESSES.indexOf(freshness);
      return items.toSorted((a, b) => rank(b) - rank(a));
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
