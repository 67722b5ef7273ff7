/** One stage: what customers get there from all teams together, and where a miss starts. */
import { listActions } from '../../db/queries/actions';
import { listThanks } from '../../db/queries/recognition';
import { accountabilityGaps } from '../domain/accountability';
import { type Action, actionLines, actionsOfStage } from '../domain/action';
import { boardItem } from '../domain/board';
import { addDays, type Grain, type Period } from '../domain/calendar';
import type { Journey, Kpi, Stage } from '../domain/catalog';
import { type Contrast, contrast as contrastOf } from '../domain/contrast';
import { type ContrastIndex, contrastIndex } from '../domain/contrast-index';
import { figureCount } from '../domain/figure-count';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import { kpisOfMoment, momentState } from '../domain/moment-status';
import { commonGrain } from '../domain/period-choice';
import type { Thanks } from '../domain/review-record';
import { historyPhrase, reliabilitySentence, stageFinding } from '../domain/sentence-stage';
import { changeBefore, changeNear, stageChanges } from '../domain/stage-change';
import { stageColumn } from '../domain/stage-column';
import { stageGaps } from '../domain/stage-gaps';
import { stageKpiGroups, stageSiloKpis } from '../domain/stage-groups';
import { type StageKpiInput, stageKpi } from '../domain/stage-kpi';
import { stageNotes } from '../domain/stage-notes';
import { stageOrigins } from '../domain/stage-origin';
import { stageTeams } from '../domain/stage-teams';
import type { StageMoment, StageOrigin, StageView } from '../domain/stage-view';
import type { Track } from '../domain/track';
import { judgementsIn, trendPeriods } from '../domain/trend';
import { withUpstream } from '../domain/upstream';
import { isMomentWithheld } from '../domain/withheld';
import { capitalised } from '../domain/wording';
import { AppError } from '../errors';
import { formatShare } from '../format-compare';
import { kpiPath, teamPath } from '../paths';
import { words } from '../words';
import type { Context } from './context';
import { type Figures, followKpis, narrowed } from './figures';
import { type Frame, isCritical, journeyFrame, openOn } from './frame';
import { remembered } from './remembered';
import { resolveScope, type Scope, type ScopeQuery } from './scope';

/**
 * Everything that a stage's page shows, in the period that the contrast of its journey shows.
 * Throws `AppError` 404 for a stage that is not there; the journey is the stage's own.
 */
export const stagePage = remembered(loadStagePage);

async function loadStagePage(
  context: Context,
  slug: string,
  query: ScopeQuery,
): Promise<StageView> {
  const scope = await resolveScope(context, query);
  const { stage, journey } = findStage(scope, slug);
  const index = contrastIndex(scope.catalog);
  const counted = kpisOfJourney(index, journey.slug);
  const grain =
    scope.period?.grain ?? scope.grain ?? commonGrain(mappedTo(index, journey.slug)) ?? 'week';
  const kpis = withUpstream(counted, scope.catalog.kpis);
  const { catalog, calendar, asOf } = scope;
  const [figures, actions, thanks] = await Promise.all([
    followKpis(context, scope, kpis, grain, scope.period),
    listActions(context.db, { catalog, calendar, asOf, closed: null }),
    listThanks(context.db, scope.catalog, addDays(scope.today, -366), asOf),
  ]);
  // What feeds the journey from outside must not move it to another period than its contrast.
  const own = narrowed(figures, counted, grain, scope.calendar);
  const { period: looked, filling } = openOn(scope, own, grain);
  const read = { figures: own, all: figures, actions, thanks };
  return view({ scope, stage, journey, index, ...read, looked, filling, grain });
}

/** The new slug of a stage that was renamed; null when the slug was never one. */
export async function renamedStage(context: Context, slug: string): Promise<string | null> {
  const scope = await resolveScope(context, {});
  return scope.redirects.get(`stage ${slug}`) ?? null;
}

interface Parts extends Frame {
  readonly stage: Stage;
  readonly journey: Journey;
  readonly index: ContrastIndex;
  /** With what feeds the journey's KPIs from outside it. */
  readonly all: Figures;
  readonly grain: Grain;
  /** Those that are open. */
  readonly actions: readonly Action[];
  readonly thanks: readonly Thanks[];
}

interface Seen extends Parts {
  readonly periods: readonly Period[];
  readonly current: Contrast;
  readonly mapped: readonly Kpi[];
  readonly input: StageKpiInput;
}

function view(parts: Parts): StageView {
  const { scope, stage, journey, index, figures, looked } = parts;
  const { catalog } = scope;
  const periods = trendPeriods(looked, figures.earliest, scope.calendar);
  const contrasts = periods.map((period) => ({
    period,
    contrast: contrastOf(
      index,
      journey.slug,
      judgementsIn(figures.tracks.values(), period),
      period.start,
    ),
  }));
  const current = contrasts.at(-1)?.contrast;
  const scored = current?.stages.find(({ slug }) => slug === stage.slug);
  if (current === undefined || scored === undefined) throw new Error('a stage is in its journey');
  const mapped = (index.mapped.get(stage.slug) ?? []).map(({ kpi }) => kpi);
  const wording = words(catalog.organisation, scope.calendar, looked);
  const input: StageKpiInput = {
    catalog,
    looked,
    isCritical: isCritical(index),
    words: wording,
    stage: stage.slug,
    today: scope.today,
  };
  const column = stageColumn({ index, tracks: figures.tracks, contrasts }, stage.slug);
  const seen: Seen = { ...parts, periods, current, mapped, input };
  const tracks = mapped.flatMap((kpi) => figures.tracks.get(kpi.slug) ?? []);
  const history = historyPhrase(column.standing, looked.grain);
  const kpis = kpisOf(seen, tracks);
  return {
    ...journeyFrame(parts, mapped),
    stage,
    strip: current.stages.map(({ slug, name, experience: { status } }) => ({ slug, name, status })),
    scorecard: scored.experience,
    column,
    standing: column.standing,
    finding: stageFinding({
      name: stage.name,
      scorecard: scored.experience,
      kpis: tracks.filter(({ kpi }) => kpi.lens !== 'silo').length,
      since: column.since,
      sinceAtLeast: column.sinceAtLeast,
      period: looked.key,
      inProgress: looked.end >= scope.today,
      change:
        column.since === null
          ? null
          : changeNear(column.since, stageChanges(kpis), catalog.organisation),
      words: wording,
    }),
    history:
      history === null
        ? null
        : [{ text: `${capitalised(history)} to ${wording.periodName(looked.key)}.` }],
    reliability: reliability(seen, scored.reliability),
    reliabilityShare: scored.reliability,
    figures: figureCount({ catalog, tracks, looked, today: scope.today }),
    ...kpis,
    teams: stageTeams(
      index,
      current,
      stage.slug,
      judgementsIn(figures.tracks.values(), looked),
      looked.start,
    ),
    moments: momentsOf(seen),
    notes: stageNotes(catalog.annotations, mapped, periods),
    gaps: gapsOf(seen),
    actions: actionsOfStage(actionLines(parts.actions, catalog, scope.today), stage.slug, catalog),
    thanks: parts.thanks.filter((each) => each.stage === stage.slug),
  };
}

function kpisOf(
  seen: Seen,
  tracks: readonly Track[],
): Pick<StageView, 'groups' | 'silo' | 'siloCount' | 'origins'> {
  const { input, looked } = seen;
  const groups = stageKpiGroups(
    tracks.filter(({ kpi }) => kpi.lens !== 'silo').map((track) => stageKpi(track, input)),
    judgementsIn(tracks, looked),
  );
  const origins = originsOf(
    seen,
    groups.flatMap(({ shown }) => shown.map(({ kpi }) => kpi.slug)),
  );
  const silo = tracks.filter(({ kpi }) => kpi.lens === 'silo');
  const due = silo.flatMap((track) => track.judgementIn(looked) ?? []).filter((each) => each.due);
  return {
    groups,
    origins,
    silo: stageSiloKpis(
      silo.map((track) => stageKpi(track, input)),
      origins,
    ),
    siloCount: {
      onTarget: due.filter(({ status }) => status === 'on_target').length,
      due: due.length,
    },
  };
}

function originsOf(
  { scope: { catalog }, all, looked, input }: Seen,
  pressing: readonly string[],
): readonly StageOrigin[] {
  const bySlug = new Map(catalog.kpis.map((kpi) => [kpi.slug, kpi]));
  return stageOrigins({
    kpis: pressing.flatMap((slug) => bySlug.get(slug) ?? []),
    catalog: catalog.kpis,
    words: input.words,
    factsOf: (slug) => {
      const track = all.tracks.get(slug);
      if (track === undefined || track.judgementIn(looked) === null) return null;
      const item = boardItem(track, input);
      // Of a period in progress, or without its figure, the last signal says nothing yet.
      const said = item.status !== 'not_yet_due' && item.value !== null;
      const signalling = said && item.signal?.good === false;
      const { kpi, status, value, unit, decimals, direction, target, accountable } = item;
      return {
        ...{ kpi, status, value, unit, decimals, direction, target },
        team: accountable,
        said: item.sentence,
        signalling,
        change: changeBefore(
          slug,
          signalling ? item.signal : null,
          catalog.annotations,
          catalog.organisation,
        ),
        broken: signalling || status === 'off_target' || status === 'at_risk',
      };
    },
  });
}

function reliability({ index, scope, stage, looked, figures }: Seen, share: number | null) {
  const slug = index.reliabilityKpi.get(stage.slug);
  const track = slug === undefined ? undefined : figures.tracks.get(slug);
  const bound = track?.judgementIn(looked)?.target?.target ?? null;
  const thresholds = bound === null || track === undefined ? [] : [bound / track.kpi.scale];
  return reliabilitySentence(share, slug !== undefined, (each) =>
    formatShare(each, scope.catalog.organisation.locale, thresholds).replace(/\s?%$/, ''),
  );
}

function momentsOf({ scope: { catalog }, stage, all, periods }: Seen): readonly StageMoment[] {
  return catalog.moments
    .filter((moment) => moment.stage === stage.slug && !moment.retired)
    .map((moment) => {
      const kpis = kpisOfMoment(catalog.kpis, moment.slug);
      const isWithheld = isMomentWithheld(catalog, moment.slug);
      return {
        ...momentState(moment, kpis, all.tracks, periods, isWithheld),
        kpis: kpis.map(({ slug, name }) => ({ slug, name })),
      };
    });
}

function gapsOf({ scope, stage, journey, all, looked }: Seen): StageView['gaps'] {
  const { catalog, segment } = scope;
  const address = {
    journey: journey.slug,
    period: looked.key,
    segment: segment?.slug ?? 'all',
    asOf: scope.asOfText,
  };
  const gaps = accountabilityGaps(catalog, {
    date: looked.start,
    // A segment, or a grain that figures do not add up to, says nothing about whether any exist.
    hasData: (slug) => {
      const track = all.tracks.get(slug);
      if (segment !== null || track === undefined || track.kpi.aggregation === 'none') return true;
      return track.points.length > 0;
    },
  });
  // A target that a file gave for this period alone is a target.
  const hasTarget = (gap: (typeof gaps)[number]) =>
    gap.kind === 'kpi_without_target' &&
    all.tracks.get(gap.kpi)?.judgementIn(looked)?.target != null;
  const open = gaps.filter((gap) => !hasTarget(gap));
  return stageGaps(open, catalog, stage.slug, {
    kpi: (slug) => kpiPath(slug, address),
    team: (slug) => teamPath(slug, address),
  });
}

function findStage(
  { catalog }: Scope,
  slug: string,
): { readonly stage: Stage; readonly journey: Journey } {
  const stage = catalog.stages.find((each) => each.slug === slug);
  const journey = catalog.journeys.find((each) => each.slug === stage?.journey);
  if (stage === undefined || journey === undefined) {
    throw new AppError('unknown_stage', `There is no stage "${slug}".`, { status: 404 });
  }
  if (stage.retired || journey.retired) {
    throw new AppError(
      'unknown_stage',
      `${stage.name} is no longer a stage of ${journey.name}: it was retired.`,
      { status: 404 },
    );
  }
  return { stage, journey };
}
