/** Who keeps which moments: thanks and sustained good signals of a year, by moment and team. */
import { type Calendar, type Period, type PeriodKey, parsePeriodKey } from './calendar';
import type { Catalog, Kpi } from './catalog';
import type { Named, ShownOrganisation } from './contrast-view';
import type { Thanks } from './review-record';
import type { Signal } from './signals';
import { accountableOn } from './target';

/** A KPI that measures a moment, and the signals of its chart. */
export interface MomentChart {
  readonly kpi: Pick<Kpi, 'slug' | 'name' | 'moment' | 'accountable' | 'contributing'>;
  readonly signals: readonly Pick<Signal, 'good' | 'from' | 'to'>[];
}

export interface KeptSignal {
  readonly kpi: Named;
  readonly from: PeriodKey;
  readonly to: PeriodKey;
}

export interface Credit extends Named {
  readonly thanks: number;
  readonly signals: number;
}

/** A moment with what was kept of it; one without a moment stands for its stage, or for neither. */
export interface KeptMoment {
  readonly moment: Named | null;
  readonly stage: Named | null;
  /** Who is credited, the most often first. */
  readonly credits: readonly Credit[];
  readonly thanks: readonly Thanks[];
  readonly signals: readonly KeptSignal[];
}

export interface RecognitionYear {
  /** Moments first, in the order of the catalogue; then stages, then what names neither. */
  readonly kept: readonly KeptMoment[];
  /** Over all of them. */
  readonly credits: readonly Credit[];
  /** Live moments for which nobody was thanked, and whose KPIs show no sustained good signal. */
  readonly unkept: readonly Named[];
}

export interface RecognitionYearView extends RecognitionYear {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly year: Period;
  readonly previous: PeriodKey;
  /** Null where it has not begun. */
  readonly next: PeriodKey | null;
}

type Facts = Pick<Catalog, 'teams' | 'stages' | 'moments' | 'kpis'>;

interface Entry {
  readonly moment: string | null;
  readonly stage: string | null;
  readonly teams: readonly string[];
  readonly thanks: Thanks | null;
  readonly signal: KeptSignal | null;
}

/**
 * What was kept in a year. Thanks count for the moment that they name, else for that of their KPI; all
 * teams that share the KPI are credited. A good signal counts when it lasted longer than its first
 * period and reaches into the year: one lucky week keeps no moment. It credits the team that answered
 * for the KPI when it began, and those that share it.
 *
 * @example recognitionYear(input).kept[0]?.credits // [{ slug: 'stores', name: 'Stores', thanks: 2, signals: 1 }]
 */
export function recognitionYear(input: {
  readonly catalog: Facts;
  readonly calendar: Calendar;
  readonly year: Period;
  /** Of the year. */
  readonly thanks: readonly Thanks[];
  readonly charts: readonly MomentChart[];
}): RecognitionYear {
  const { catalog } = input;
  const entries = [...thanksEntries(input), ...signalEntries(input)];
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = entry.moment === null ? `stage ${entry.stage ?? ''}` : `moment ${entry.moment}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const order = [
    ...catalog.moments.map(({ slug }) => `moment ${slug}`),
    ...catalog.stages.map(({ slug }) => `stage ${slug}`),
    'stage ',
  ];
  const found = order.flatMap((key) => {
    const own = groups.get(key);
    return own === undefined ? [] : [keptMoment(own, catalog)];
  });
  const named = new Set(found.map(({ moment }) => moment?.slug));
  return {
    kept: found,
    credits: creditsOf(entries, catalog),
    unkept: catalog.moments
      .filter(({ slug, retired }) => !retired && !named.has(slug))
      .map(({ slug, name }) => ({ slug, name })),
  };
}

function thanksEntries({
  thanks,
  catalog,
}: {
  readonly thanks: readonly Thanks[];
  readonly catalog: Facts;
}): readonly Entry[] {
  const momentOf = new Map(catalog.kpis.map(({ slug, moment }) => [slug, moment]));
  const stageOf = new Map(catalog.moments.map(({ slug, stage }) => [slug, stage]));
  return thanks.map((each) => {
    const moment = each.moment ?? (each.kpi === null ? null : (momentOf.get(each.kpi) ?? null));
    return {
      moment,
      stage: (moment === null ? null : stageOf.get(moment)) ?? each.stage,
      teams: [...new Set([each.team, ...each.credited])],
      thanks: each,
      signal: null,
    };
  });
}

function signalEntries({
  charts,
  catalog,
  calendar,
  year,
}: {
  readonly charts: readonly MomentChart[];
  readonly catalog: Facts;
  readonly calendar: Calendar;
  readonly year: Period;
}): readonly Entry[] {
  const stageOf = new Map(catalog.moments.map(({ slug, stage }) => [slug, stage]));
  return charts.flatMap(({ kpi, signals }) =>
    signals.flatMap(({ good, from, to }): Entry[] => {
      const [first, last] = [parsePeriodKey(from, calendar), parsePeriodKey(to, calendar)];
      if (kpi.moment === null || good !== true || from === to) return [];
      if (first === null || last === null) return [];
      if (first.start > year.end || last.end < year.start) return [];
      return [
        {
          moment: kpi.moment,
          stage: stageOf.get(kpi.moment) ?? null,
          teams: [...new Set([accountableOn(kpi, first.start), ...kpi.contributing])],
          thanks: null,
          signal: { kpi: { slug: kpi.slug, name: kpi.name }, from, to },
        },
      ];
    }),
  );
}

function keptMoment(entries: readonly Entry[], catalog: Facts): KeptMoment {
  const [first] = entries;
  const named = (items: readonly Named[], slug: string | null | undefined): Named | null => {
    const found = items.find((each) => each.slug === slug);
    return found === undefined ? null : { slug: found.slug, name: found.name };
  };
  return {
    moment: named(catalog.moments, first?.moment),
    stage: named(catalog.stages, first?.stage),
    credits: creditsOf(entries, catalog),
    thanks: entries.flatMap(({ thanks }) => thanks ?? []),
    signals: entries.flatMap(({ signal }) => signal ?? []),
  };
}

function creditsOf(entries: readonly Entry[], { teams }: Pick<Facts, 'teams'>): readonly Credit[] {
  const names = new Map(teams.map(({ slug, name }) => [slug, name]));
  const credits = new Map<string, Credit>();
  for (const { teams: credited, thanks } of entries) {
    for (const slug of credited) {
      const before = credits.get(slug) ?? {
        slug,
        name: names.get(slug) ?? slug,
        thanks: 0,
        signals: 0,
      };
      credits.set(slug, {
        ...before,
        thanks: before.thanks + (thanks === null ? 0 : 1),
        signals: before.signals + (thanks === null ? 1 : 0),
      });
    }
  }
  return [...credits.values()].toSorted(
    (a, b) => b.thanks + b.signals - (a.thanks + a.signals) || a.name.localeCompare(b.name),
  );
}
