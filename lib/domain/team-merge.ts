/** Two teams that become one: what moves, from which day, and what the past keeps (rules: domain §3, §8). */
import type { CalendarDate } from './calendar';
import type { Catalog, Kpi } from './catalog';
import { type Entry, entriesIn } from './entry';

/** Entries of accountability as a definition file lists them. */
export type OwnersSaid = readonly { readonly team: string; readonly from?: CalendarDate }[];

/**
 * Who answers for a KPI once a team does from a day on: entries from that day on give way. The list
 * names the day even where the same team answered before it, since a list of one team without a day
 * would mean a handover today.
 *
 * @example
 * ownersFrom([{ team: 'stores', from: null }], 'web', '2026-11-30')
 * // [{ team: 'stores' }, { team: 'web', from: '2026-11-30' }]
 */
export function ownersFrom(
  before: Kpi['accountable'],
  team: string,
  from: CalendarDate,
): OwnersSaid {
  const kept = before
    .filter((entry) => entry.from === null || entry.from < from)
    .map((entry) =>
      entry.from === null ? { team: entry.team } : { team: entry.team, from: entry.from },
    );
  return kept.length > 1 && kept.at(-1)?.team === team ? kept : [...kept, { team, from }];
}

/**
 * Who answers for a KPI once the first entry is set right: owners from later days stay.
 *
 * @example
 * firstOwner([{ team: 'stores', from: null }, { team: 'web', from: '2026-11-30' }], 'stock')
 * // [{ team: 'stock' }, { team: 'web', from: '2026-11-30' }]
 */
export function firstOwner(before: Kpi['accountable'], team: string): OwnersSaid {
  const later = before.slice(1).map(said);
  return [{ team }, ...(later[0]?.team === team ? later.slice(1) : later)];
}

/**
 * The document that merges a team into another from a day on. KPIs that it answers for last, or from
 * a later day, pass to the other; what it shares, the other shares, and teams below it come below the
 * other: those two are not dated in a definition and hold at once. `retire` retires it.
 *
 * @example
 * mergeDocument(catalog, file, { team: 'web', into: 'stores', from: '2026-11-30', retire: false })
 * // { kpis: [{ …, accountable: [{ team: 'web' }, { team: 'stores', from: '2026-11-30' }] }] }
 */
export function mergeDocument(
  catalog: Catalog,
  file: Entry,
  merge: {
    readonly team: string;
    readonly into: string;
    readonly from: CalendarDate;
    readonly retire: boolean;
  },
): Entry {
  const { team, into } = merge;
  const entries = new Map(entriesIn(file, 'kpis').map((entry) => [entry['slug'], entry]));
  const kpis = catalog.kpis
    .filter((kpi) => answersFrom(kpi, merge) || kpi.contributing.includes(team))
    .map((kpi) => {
      const accountable = answersFrom(kpi, merge)
        ? handedTo(kpi.accountable, merge)
        : ownersAsSaid(entries.get(kpi.slug));
      const last = answersFrom(kpi, merge) && kpi.accountable.at(-1)?.team === team;
      const owner = last ? into : kpi.accountable.at(-1)?.team;
      const sharing = kpi.contributing.map((each) => (each === team ? into : each));
      return {
        ...entries.get(kpi.slug),
        accountable,
        contributing: [...new Set(sharing)].filter((each) => each !== owner),
      };
    });
  const teams = entriesIn(file, 'teams').flatMap((entry): readonly Entry[] => {
    if (entry['slug'] === team) return merge.retire ? [{ ...entry, retired: true }] : [];
    if (entry['parent'] !== team) return [];
    // A team cannot be part of itself: the other one leaves its former parent.
    return [entry['slug'] === into ? parentless(entry) : { ...entry, parent: into }];
  });
  return { ...(teams.length === 0 ? {} : { teams }), ...(kpis.length === 0 ? {} : { kpis }) };
}

function parentless(entry: Entry): Entry {
  const { parent: _, ...rest } = entry;
  return rest;
}

function ownersAsSaid(entry: Entry | undefined): unknown {
  return entry?.['accountable'];
}

/** Whether the team answers on the day of the merge or is to answer later. */
function answersFrom(
  kpi: Kpi,
  { team, from }: { readonly team: string; readonly from: CalendarDate },
): boolean {
  const onDay = kpi.accountable.findLast((entry) => entry.from === null || entry.from <= from);
  const later = kpi.accountable.some(
    (entry) => entry.from !== null && entry.from > from && entry.team === team,
  );
  return onDay?.team === team || later;
}

function handedTo(
  before: Kpi['accountable'],
  {
    team,
    into,
    from,
  }: { readonly team: string; readonly into: string; readonly from: CalendarDate },
): OwnersSaid {
  const onDay = before.findLast((entry) => entry.from === null || entry.from <= from);
  const start = onDay?.team === team ? ownersFrom(before, into, from) : null;
  const early =
    start ?? before.filter((entry) => entry.from === null || entry.from <= from).map(said);
  const late = before
    .filter((entry) => entry.from !== null && entry.from > from)
    .map((entry) => said(entry.team === team ? { ...entry, team: into } : entry));
  return [...early, ...late];
}

const said = ({ team, from }: Kpi['accountable'][number]): OwnersSaid[number] =>
  from === null ? { team } : { team, from };

/**
 * How many KPIs a merge hands over, and how many the other team shares in its place.
 *
 * @example mergeCounts(catalog, { team: 'web', from: '2026-11-30' }) // { answered: 6, shared: 2, below: 0 }
 */
export function mergeCounts(
  { kpis, teams }: Pick<Catalog, 'kpis' | 'teams'>,
  merge: { readonly team: string; readonly from: CalendarDate },
): { readonly answered: number; readonly shared: number; readonly below: number } {
  const live = kpis.filter((kpi) => !kpi.retired);
  return {
    answered: live.filter((kpi) => answersFrom(kpi, merge)).length,
    shared: live.filter((kpi) => kpi.contributing.includes(merge.team)).length,
    below: teams.filter(({ parent, retired }) => parent === merge.team && !retired).length,
  };
}
