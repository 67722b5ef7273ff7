/**
 * The agenda of a review, computed from what changed: what was promised, what to act on one by one,
 * and everything else folded into groups, so that noise gets a line and not an hour.
 */
import type { BoardItem, SignalBoard } from './contrast-view';
import { counted } from './wording';

export const AGENDA_KINDS = [
  'promises',
  'signal',
  'standing',
  'routine',
  'watermelons',
  'good',
  'thanks',
  'added',
  'decisions',
] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];

export interface AgendaItem {
  /** The same item has the same key, whenever the agenda is made. */
  readonly key: string;
  readonly kind: AgendaKind;
  readonly title: string;
  /** Slugs of the KPIs that it is about. */
  readonly kpis: readonly string[];
  /** Planned for it. */
  readonly minutes: number;
}

export interface AgendaInput {
  readonly board: SignalBoard;
  /** Slugs of the journey's stages, in its order. */
  readonly stages: readonly string[];
  /** Actions that were promised before and are open, or were closed since the review before. */
  readonly promised: { readonly open: number; readonly late: number; readonly closed: number };
  /** Green teams in red stages. */
  readonly watermelons: { readonly cells: number; readonly stages: number };
}

const MINUTES = {
  promises: 5,
  critical: 8,
  signal: 6,
  standing: 3,
  routine: 3,
  watermelons: 4,
  good: 3,
  thanks: 2,
  decisions: 3,
} as const;

/** More than this one meeting does not get through; the rest is one item. */
const SINGLE_SIGNALS = 8;

/**
 * The items in their order: last promises; bad signals that are new, or standing without an action on
 * time, one by one (those critical for a stage first, then in the journey's order, the strongest
 * first); standing ones that are in hand; misses without a signal; green teams in red stages; good
 * signals; thanks; decisions. A group that is empty is left out; thanks and decisions never are.
 *
 * @example agenda(input).map(({ kind }) => kind) // ['promises', 'signal', 'routine', 'thanks', 'decisions']
 */
export function agenda(input: AgendaInput): readonly AgendaItem[] {
  const { board } = input;
  const pressing = board.actOn.toSorted(
    (a, b) =>
      Number(isCritical(b)) - Number(isCritical(a)) ||
      placeOf(a, input.stages) - placeOf(b, input.stages) ||
      strength(b) - strength(a),
  );
  const single = pressing.slice(0, SINGLE_SIGNALS);
  const standing = [...pressing.slice(SINGLE_SIGNALS), ...board.inHand];
  const misses = [...board.routine, ...board.untold];
  return [
    ...promises(input),
    ...single.map((item) => ({
      key: `signal:${item.kpi.slug}`,
      kind: 'signal' as const,
      title: item.kpi.name,
      kpis: [item.kpi.slug],
      minutes: isCritical(item) ? MINUTES.critical : MINUTES.signal,
    })),
    ...group('standing', 'Still worse than usual', standing),
    ...group('routine', 'Steady misses', misses),
    ...greenTeams(input),
    ...group('good', 'Better than usual', [...board.good, ...board.changed]),
    { key: 'thanks', kind: 'thanks', title: 'Thanks', kpis: [], minutes: MINUTES.thanks },
    {
      key: 'decisions',
      kind: 'decisions',
      title: 'Decisions and close',
      kpis: [],
      minutes: MINUTES.decisions,
    },
  ];
}

function promises({ promised: { open, closed } }: AgendaInput): readonly AgendaItem[] {
  if (open + closed === 0) return [];
  return [
    {
      key: 'promises',
      kind: 'promises',
      title: 'What was promised',
      kpis: [],
      minutes: MINUTES.promises,
    },
  ];
}

function greenTeams({ watermelons }: AgendaInput): readonly AgendaItem[] {
  if (watermelons.cells === 0) return [];
  return [
    {
      key: 'watermelons',
      kind: 'watermelons',
      title: 'Green teams in red stages',
      kpis: [],
      minutes: MINUTES.watermelons,
    },
  ];
}

function group(
  kind: 'standing' | 'routine' | 'good',
  title: string,
  items: readonly BoardItem[],
): readonly AgendaItem[] {
  if (items.length === 0) return [];
  return [
    { key: kind, kind, title, kpis: items.map(({ kpi }) => kpi.slug), minutes: MINUTES[kind] },
  ];
}

const isCritical = ({ stages }: BoardItem): boolean => stages.some(({ critical }) => critical);

/** What touches no stage of the journey comes last. */
function placeOf({ stages }: BoardItem, order: readonly string[]): number {
  const places = stages.map(({ slug }) => order.indexOf(slug)).filter((place) => place >= 0);
  return places.length === 0 ? order.length : Math.min(...places);
}

/**
 * How far a figure lies from the middle of its usual range, in half ranges; 0 where there is none.
 *
 * @example strength({ value: 84, lower: 90.5, upper: 96.5 }) // 3.17
 */
export function strength({
  value,
  lower,
  upper,
}: Pick<BoardItem, 'value' | 'lower' | 'upper'>): number {
  if (value === null || lower === null || upper === null || upper <= lower) return 0;
  return Math.abs(value - (lower + upper) / 2) / ((upper - lower) / 2);
}

/**
 * What a folded item says of its KPIs, so that nobody asks why about noise.
 *
 * @example foldedFinding('routine', 12, 'week')
 * // '12 misses are routine variation: change the process or the target, do not ask why this week.'
 */
export function foldedFinding(
  kind: 'standing' | 'routine' | 'good',
  count: number,
  period: string,
): string {
  switch (kind) {
    case 'routine':
      return `${counted(count, 'miss is', 'misses are')} routine variation or too early to tell: change the process or the target, do not ask why this ${period}.`;
    case 'standing':
      return `${counted(count, 'KPI is', 'KPIs are')} still worse than usual and in hand, or less pressing: leave them to those who act.`;
    case 'good':
      return `${counted(count, 'KPI', 'KPIs')} changed for the better, or where neither way is: find out what was done, and keep it.`;
  }
}
