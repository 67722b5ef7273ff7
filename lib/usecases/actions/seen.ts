/** What the charts of KPIs say since actions on them were done, in words. */
import type { ActionLine } from '../../domain/action';
import { seenAfter, seenText } from '../../domain/action-judged';
import { GRAINS, periodContaining } from '../../domain/calendar';
import { grainNoun } from '../../domain/wording';
import { words } from '../../words';
import type { Context } from '../context';
import { followKpis } from '../figures';
import type { Scope } from '../scope';

/** By the ids of those that are done and are about a KPI. Two queries, or none where there are none. */
export async function seenOf(
  context: Context,
  scope: Scope,
  lines: readonly ActionLine[],
): Promise<ReadonlyMap<number, string>> {
  const { catalog, calendar, today } = scope;
  const done = lines.filter(({ state, kpi }) => state === 'done' && kpi !== null);
  const about = new Set(done.map(({ kpi }) => kpi?.slug));
  const kpis = catalog.kpis.filter(({ slug }) => about.has(slug));
  // A coarser KPI is followed in its own periods, whatever the others are followed in.
  const finest = GRAINS.find((grain) => kpis.some((kpi) => kpi.grain === grain));
  if (finest === undefined) return new Map();
  const looked = periodContaining(today, finest, calendar);
  const { periodName } = words(catalog.organisation, calendar, looked);
  const { tracks } = await followKpis(context, scope, kpis, finest, null);
  return new Map(
    done.flatMap((line): [number, string][] => {
      const track = tracks.get(line.kpi?.slug ?? '');
      const seen = track === undefined ? null : seenAfter(line, track.chartUpTo(looked), calendar);
      if (track === undefined || seen === null) return [];
      const { grain } = track.kpi;
      const noun = {
        singular: grainNoun(grain, 'singular'),
        plural: grainNoun(grain, 'plural'),
      };
      return [[line.id, seenText(seen, { periodName, noun })]];
    }),
  );
}
