/** What somebody follows, as its own page says it to them. */
import type { Face } from '../../components/embed/face';
import { kpiFace } from '../../components/embed/kpi-face';
import { stageFace, teamFace } from '../../components/embed/scorecard-face';
import { spokenName } from '../../components/embed/words';
import type { Calendar, Grain, PeriodKey } from '../domain/calendar';
import type { TargetBounds } from '../domain/catalog';
import type { BoardItem } from '../domain/contrast-view';
import { episodeOf, type Standing, type StandingKpi } from '../domain/digest';
import type { Followable } from '../domain/follow';
import type { KpiView } from '../domain/kpi-view';
import { plainText } from '../domain/sentence';
import { targetPhrase } from '../domain/sentence-kpi';
import type { StageView } from '../domain/stage-view';
import type { TeamView } from '../domain/team-view';
import { isAppError } from '../errors';
import { formatTarget } from '../format-compare';
import { kpiPath, stagePath, teamPath } from '../paths';
import type { Context } from '../usecases/context';
import { kpiPage } from '../usecases/kpi';
import { stagePage } from '../usecases/stage';
import { teamPage } from '../usecases/team';

/** From when and as known when it is looked at; its page's own period, where nothing is said. */
export interface Look {
  readonly journey?: string;
  readonly period?: PeriodKey;
  readonly grain?: Grain;
  readonly asOf?: string;
}

export interface Seen {
  readonly grain: Grain;
  readonly standing: Standing;
  readonly face: Face;
  /** What its picture says to who does not see it. */
  readonly alt: string;
  readonly path: string;
  readonly targetText: (target: TargetBounds | null) => string;
}

/**
 * What its page shows to whoever the context is of: the same view, and so the same sentence and drawing.
 * Null where it is not there for them.
 */
export async function seen(
  context: Context,
  { kind, slug }: Followable,
  look: Look,
): Promise<Seen | null> {
  try {
    switch (kind) {
      case 'kpi': {
        const { journey: _, ...query } = look;
        return seenKpi(await kpiPage(context, slug, query), look);
      }
      case 'stage': {
        const { journey: _, ...query } = look;
        return seenStage(await stagePage(context, slug, query), look);
      }
      case 'team':
        return seenTeam(await teamPage(context, slug, look), look);
    }
  } catch (error) {
    if (isAppError(error) && error.status < 500) return null;
    throw error;
  }
}

function seenKpi(view: KpiView, { period }: Look): Seen {
  const { kpi, organisation, series, status, target, value } = view;
  const live = series.signals.findLast(({ state }) => state !== 'past');
  const said = plainText(view.sentence);
  return {
    grain: series.grain,
    standing: {
      status,
      target,
      kpis: [
        {
          slug: kpi.slug,
          name: kpi.name,
          hasFigure: value !== null,
          episode: episodeOf(live, organisation),
          said,
        },
      ],
    },
    face: kpiFace(view, 'chart', null),
    alt: view.chartName,
    path: kpiPath(kpi.slug, { period: period ?? null }),
    targetText: (bounds) =>
      targetPhrase(bounds, kpi.direction, (each) =>
        formatTarget(each, kpi.decimals, organisation.locale),
      ) ?? 'none',
  };
}

function seenStage(view: StageView, { period }: Look): Seen {
  const items = view.groups.flatMap((group) => [...group.shown, ...group.steady]);
  return scored(view, stageFace(view), view.scorecard.status, items, {
    path: stagePath(view.stage.slug, { period: period ?? null }),
  });
}

function seenTeam(view: TeamView, { period, journey }: Look): Seen {
  return scored(view, teamFace(view), view.silo.status, [...view.silos, ...view.experience], {
    path: teamPath(view.team.slug, { period: period ?? null, journey: journey ?? null }),
  });
}

function scored(
  { frame, organisation }: Pick<StageView, 'frame' | 'organisation'>,
  face: Face,
  status: Standing['status'],
  items: readonly BoardItem[],
  { path }: Pick<Seen, 'path'>,
): Seen {
  return {
    grain: frame.period.grain,
    standing: { status, target: null, kpis: items.map((item) => standingKpi(item, organisation)) },
    face,
    alt: spokenName(face, { last: false }),
    path,
    // Targets are agreed for KPIs: of a stage or a team there is none.
    targetText: () => 'none',
  };
}

const standingKpi = (item: BoardItem, calendar: Calendar): StandingKpi => ({
  ...item.kpi,
  hasFigure: item.value !== null,
  episode: episodeOf(item.signal, calendar),
  said: plainText(item.sentence),
});
