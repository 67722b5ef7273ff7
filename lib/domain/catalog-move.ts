/** Changes of the catalogue that need no form: one place up or down, and a target that goes. */
import { type Entry, entriesIn, targetEntryName, valueAt } from './entry';

export type CatalogMove =
  | { readonly move: 'stage'; readonly slug: string; readonly by: -1 | 1 }
  | { readonly move: 'moment'; readonly slug: string; readonly by: -1 | 1 }
  | {
      readonly move: 'target';
      /** As `targetName` says it. */
      readonly target: string;
    };

/**
 * The document that makes a move. Null where what is moved is not there, or has no place to go to. The
 * order of moments is their rank among the prioritised; a target goes by a whole file that no longer
 * names it, to be applied with `prune`.
 *
 * @example moveDocument(file, { move: 'stage', slug: 'receive', by: -1 })
 * // { journeys: [{ slug: 'buy', name: 'Buy', stages: [discover, receive, choose] }] }
 */
export function moveDocument(file: Entry, move: CatalogMove): Entry | null {
  switch (move.move) {
    case 'stage':
      return stageMoved(file, move.slug, move.by);
    case 'moment':
      return momentMoved(file, move.slug, move.by);
    case 'target': {
      const targets = entriesIn(file, 'targets');
      const left = targets.filter((target) => targetEntryName(target) !== move.target);
      return left.length === targets.length ? null : { ...file, targets: left };
    }
  }
}

function stageMoved(file: Entry, slug: string, by: -1 | 1): Entry | null {
  for (const journey of entriesIn(file, 'journeys')) {
    const stages = entriesIn(journey, 'stages');
    const from = stages.findIndex((stage) => stage['slug'] === slug);
    if (from < 0) continue;
    // Retired stages are not seen, so they are passed over.
    let to = from + by;
    while (stages[to]?.['retired'] === true) to += by;
    const stage = stages[from];
    if (stage === undefined || stages[to] === undefined) return null;
    const others = stages.filter((_, i) => i !== from);
    return {
      journeys: [{ ...journey, stages: [...others.slice(0, to), stage, ...others.slice(to)] }],
    };
  }
  return null;
}

/** Ranks are those of the journey: the moment changes places with the one ranked next to it. */
function momentMoved(file: Entry, slug: string, by: -1 | 1): Entry | null {
  for (const journey of entriesIn(file, 'journeys')) {
    const stages = entriesIn(journey, 'stages');
    const ranked = stages
      .flatMap((stage) => entriesIn(stage, 'moments'))
      .filter((moment) => moment['retired'] !== true && rankOf(moment) !== null)
      .toSorted((a, b) => (rankOf(a) ?? 0) - (rankOf(b) ?? 0));
    const from = ranked.findIndex((moment) => moment['slug'] === slug);
    if (from < 0) continue;
    const moment = ranked[from];
    const other = ranked[from + by];
    if (moment === undefined || other === undefined) return null;
    const order = ranked.map((each) => (each === moment ? other : each === other ? moment : each));
    const ranks = new Map(order.map((each, i) => [each['slug'], i + 1]));
    return {
      journeys: [
        {
          ...journey,
          stages: stages.map((stage) => ({
            ...stage,
            moments: entriesIn(stage, 'moments').map((each) => {
              const rank = ranks.get(each['slug']);
              return rank === undefined ? each : { ...each, priority: rank };
            }),
          })),
        },
      ],
    };
  }
  return null;
}

function rankOf(moment: Entry): number | null {
  const [rank] = valueAt(moment, 'priority');
  return rank === undefined ? null : Number(rank);
}
