/** Check-ins: what a team says of a KPI before the review, and of which it has to. */
import type { BoardItem, SignalBoard, TeamRef } from './contrast-view';
import type { CheckIn } from './review-record';

/** A KPI of which something is to be said, and what was said. */
export interface DueCheckIn {
  readonly item: BoardItem;
  /** It has a new bad signal, or is critical and missed. */
  readonly required: boolean;
  readonly team: TeamRef;
  /** Of the team that answers; null where it has not checked in. */
  readonly said: CheckIn | null;
  /** Of teams that share it. */
  readonly added: readonly CheckIn[];
}

/**
 * The check-ins of a period, those that are required first: one of each KPI with a new bad signal or a
 * critical miss, by the team that answers for it. Other KPIs that are worse than usual or off target may
 * have one. A check-in belongs to the period that its KPI was judged in.
 *
 * @example dueCheckIns(board, []).filter(({ required, said }) => required && said === null).length // 3
 */
export function dueCheckIns(
  board: SignalBoard,
  checkIns: readonly CheckIn[],
  startOf: (item: BoardItem) => string,
): readonly DueCheckIn[] {
  const items = [...board.actOn, ...board.inHand, ...board.routine, ...board.untold];
  return items
    .map((item): DueCheckIn => {
      const own = checkIns.filter(
        ({ kpi, start }) => kpi === item.kpi.slug && start === startOf(item),
      );
      const { slug } = item.accountable;
      return {
        item,
        required: isRequired(item),
        team: item.accountable,
        said: own.find(({ team }) => team === slug) ?? null,
        added: own.filter(({ team }) => team !== slug),
      };
    })
    .toSorted((a, b) => Number(b.required) - Number(a.required));
}

/**
 * Whether a KPI asks for a check-in: a new bad signal, or a miss where it is critical.
 *
 * @example isRequired({ signal: null, status: 'off_target', stages: [{ critical: true, … }] }) // true
 */
function isRequired({
  signal,
  status,
  stages,
}: Pick<BoardItem, 'signal' | 'status' | 'stages'>): boolean {
  const isNews = signal?.good === false && signal.state === 'new';
  return isNews || (status === 'off_target' && stages.some(({ critical }) => critical));
}

/**
 * Teams that have still to check in, each once, in the order of what they answer for.
 *
 * @example missingTeams(due).map(({ name }) => name) // ['Support']
 */
export function missingTeams(due: readonly DueCheckIn[]): readonly TeamRef[] {
  const missing = due.filter(({ required, said }) => required && said === null);
  return [...new Map(missing.map(({ team }) => [team.slug, team])).values()];
}
