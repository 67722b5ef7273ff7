/** The view of one KPI's page, from what was read of it. */
import { type Action, actionLines } from '../../domain/action';
import { seenAfter } from '../../domain/action-judged';
import { teamRef } from '../../domain/board';
import {
  type CalendarDate,
  GRAINS,
  type Grain,
  isCoarser,
  periodContaining,
} from '../../domain/calendar';
import type { Catalog, Kpi, Place } from '../../domain/catalog';
import { contrastIndex } from '../../domain/contrast-index';
import { displayLimits } from '../../domain/display-limits';
import { freshness, newestDuePeriod } from '../../domain/freshness';
import { recordSentence, targetRecord } from '../../domain/kpi-record';
import type { FreshnessView, KpiList, KpiSeries, KpiShown, KpiView } from '../../domain/kpi-view';
import { phaseProposal } from '../../domain/phase-proposal';
import type { Provenance } from '../../domain/provenance';
import { chartName, type KpiFinding, kpiSentence } from '../../domain/sentence-kpi';
import type { Judgement } from '../../domain/status';
import { accountableOn } from '../../domain/target';
import type { Track } from '../../domain/track';
import { withUnit } from '../../format';
import { formatAgainstTarget } from '../../format-compare';
import { words } from '../../words';
import { type Frame, frameOf, isCritical, sameTime } from '../frame';
import type { Apart } from './apart';
import { seriesOf } from './series';

export interface DrawnParts extends Frame {
  readonly kpi: Kpi;
  readonly grain: Grain;
  readonly track: Track;
  readonly place: Place | null;
  /** First day of the newest period of the KPI's own grain that has a figure; null without any of late. */
  readonly newestFigure: CalendarDate | null;
  readonly actions: readonly Action[];
}

export interface Parts extends DrawnParts {
  readonly apart: Apart;
  readonly provenance: Provenance;
  readonly open: KpiList | null;
}

/** What is shown of a KPI wherever it is drawn, from what was read. */
export function kpiShown(parts: DrawnParts): KpiShown {
  const { scope, kpi, grain, track, looked, place } = parts;
  const { catalog } = scope;
  const judgement = track.judgementIn(looked);
  return {
    organisation: catalog.organisation,
    kpi,
    frame: { period: looked, asOf: scope.asOfText, now: scope.now.toISOString() },
    segment: scope.segment?.slug ?? 'all',
    segments: segmentsOf(catalog, kpi),
    place: place === null ? null : placeRef(place),
    judged: judgement?.period ?? null,
    status: judgement?.status ?? 'no_data',
    value: judgement?.reading?.measures.value ?? null,
    target: judgement?.target ?? null,
    ...wording(parts, judgement),
    series: seriesOf(track, scope, grain, looked),
    freshness: freshnessOf(parts),
    annotations: catalog.annotations.filter((annotation) => annotation.kpi === kpi.slug),
    actions: actionLines(parts.actions, catalog, scope.today),
  };
}

/** What the page shows of a KPI, from what was read. */
export function kpiView(parts: Parts): KpiView {
  const { scope, kpi, track, looked } = parts;
  const { catalog } = scope;
  const judgement = track.judgementIn(looked);
  const shown = kpiShown(parts);
  const { series } = shown;
  const critical = isCritical(contrastIndex(catalog));
  const at = series.points.findIndex((point) => point.period === judgement?.period.key);
  return {
    ...shown,
    demo: scope.demo,
    frame: { ...frameOf(parts), grains: grainsOf(parts) },
    places: parts.apart.places.map(placeRef),
    segmentDimension: catalog.dimensions.find((each) => each.slug === kpi.dimension)?.name ?? null,
    previousValue: at > 0 ? (series.points[at - 1]?.measures.value ?? null) : null,
    interval: judgement?.interval ?? null,
    inconclusive: judgement?.inconclusive ?? false,
    record: recordOf(parts, series, judgement),
    proposal: phaseProposal(track.chartUpTo(looked)),
    rollUps: parts.apart.rollUps,
    spread: parts.apart.spread,
    provenance: parts.provenance,
    open: parts.open,
    answers: teamRef(catalog, accountableOn(kpi, (judgement?.period ?? looked).start)),
    owners: kpi.accountable.map(({ team, from }) => ({ team: teamRef(catalog, team), from })),
    shares: kpi.contributing.map((team) => teamRef(catalog, team)),
    stages: kpi.stages.flatMap(({ stage, reliability }) => {
      const found = catalog.stages.find((each) => each.slug === stage);
      const journey = catalog.journeys.find((each) => each.slug === found?.journey);
      if (found === undefined || journey === undefined || found.retired) return [];
      return [
        {
          slug: stage,
          name: found.name,
          journey,
          critical: critical(kpi.slug, stage),
          reliability,
        },
      ];
    }),
    moment: catalog.moments.find((moment) => moment.slug === kpi.moment) ?? null,
    targets: catalog.targets.filter((target) => target.kpi === kpi.slug).toReversed(),
    upstream: kpi.upstream.map(({ kpi: from, evidence, note }) => ({
      slug: from,
      name: nameOf(catalog, from),
      evidence,
      note,
    })),
    downstream: catalog.kpis
      .filter((each) => !each.retired && each.upstream.some((link) => link.kpi === kpi.slug))
      .map(({ slug, name }) => ({ slug, name })),
    actions: shown.actions.map((action) => ({
      ...action,
      seen: seenAfter(action, track.chartUpTo(looked), scope.calendar),
    })),
  };
}

function wording(
  { scope, kpi, grain, track, looked }: DrawnParts,
  judgement: Judgement | null,
): Pick<KpiView, 'sentence' | 'chartName'> {
  const wordings = words(scope.catalog.organisation, scope.calendar, looked);
  const { chart, points } = track.chartUpTo(looked);
  if (judgement === null) {
    return {
      sentence: [{ text: 'No period to judge here' }],
      chartName: `${kpi.name}: no figures yet.`,
    };
  }
  const finding: KpiFinding = { direction: kpi.direction, grain, judgement, points, chart };
  const { lower, upper } = displayLimits(kpi, chart.limits.at(-1));
  const range = lower === null || upper === null ? null : { lower, upper };
  return {
    sentence: kpiSentence(finding, wordings),
    chartName: chartName(kpi.name, finding, range, {
      ...wordings,
      value: (value) => wordings.valueOf(kpi, value),
    }),
  };
}

function recordOf(
  { scope, kpi, grain }: DrawnParts,
  series: KpiSeries,
  judgement: Judgement | null,
) {
  const { locale } = scope.catalog.organisation;
  const target = judgement?.target ?? null;
  return recordSentence({
    record: targetRecord(series.points.map(({ status }) => status)),
    grain,
    direction: kpi.direction,
    target,
    limits: series.points.findLast(({ inProgress }) => !inProgress)?.limits,
    value: (value) =>
      withUnit(
        formatAgainstTarget(value, target, kpi.decimals, kpi.direction, locale),
        kpi.unit,
        locale,
      ),
  });
}

/** Its own grain and the coarser ones that it can be rolled up to. */
function grainsOf({ scope, kpi, looked }: Parts): KpiView['frame']['grains'] {
  if (isCoarser(kpi.grain, looked.grain)) return [];
  return GRAINS.filter(
    (grain) => grain === kpi.grain || (isCoarser(grain, kpi.grain) && kpi.aggregation !== 'none'),
  ).map((grain) => ({ grain, period: sameTime(looked, grain, scope).key }));
}

function segmentsOf(catalog: Catalog, kpi: Kpi) {
  const dimension = catalog.dimensions.find((each) => each.slug === kpi.dimension);
  return (dimension?.segments ?? [])
    .filter((each) => !each.retired)
    .map(({ slug, name }) => ({ slug, name }));
}

function nameOf(catalog: Catalog, slug: string): string {
  return catalog.kpis.find((each) => each.slug === slug)?.name ?? slug;
}

const placeRef = ({ slug, name, kind }: Place) => ({ slug, name, kind });

function freshnessOf({ scope, kpi, track, newestFigure }: DrawnParts): FreshnessView {
  const { calendar, today } = scope;
  const due = newestDuePeriod(kpi, today, calendar);
  const newest =
    newestFigure ?? (track.points.length > 0 ? (track.points[0]?.period.start ?? null) : null);
  const period = newest === null ? null : periodContaining(newest, kpi.grain, calendar);
  return { state: freshness(kpi, period, today, calendar), due, newest: period };
}
