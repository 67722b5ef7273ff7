/** How a stage has stood over the last periods, as customers see it. */
import type { Period } from './calendar';
import type { Contrast } from './contrast';
import type { ContrastIndex } from './contrast-index';
import type { StageColumn } from './contrast-view';
import type { Track } from './track';
import { type Standing, standingOf } from './trend';

export interface StageHistory {
  readonly index: ContrastIndex;
  readonly tracks: ReadonlyMap<string, Pick<Track, 'judgementIn'>>;
  /** Consecutive periods, oldest first; the last one is the one looked at. */
  readonly contrasts: readonly { readonly period: Period; readonly contrast: Contrast }[];
}

/** A stage over the trend: its column, and how often it was off target or at risk. */
export interface StandingStage extends StageColumn {
  readonly standing: Standing;
}

/**
 * One stage over the trend: its shares, its present status and since when that holds (null when it
 * is good, or cannot be judged), and the KPI that gives its reliability with its status.
 *
 * @example stageColumn(history, 'receive').since // '2026-W44'
 */
export function stageColumn(
  { index, tracks, contrasts }: StageHistory,
  slug: string,
): StandingStage {
  const cards = contrasts.map(({ period, contrast: { stages } }) => ({
    period,
    card: stages.find((stage) => stage.slug === slug)?.experience,
  }));
  const status = cards.at(-1)?.card?.status ?? 'no_data';
  const standing = standingOf(
    cards.map(({ period, card }) => ({ period: period.key, status: card?.status ?? null })),
  );
  const stage = index.catalog.stages.find((each) => each.slug === slug);
  const looked = cards.at(-1)?.period;
  const measuring = index.reliabilityKpi.get(slug);
  const measured =
    measuring === undefined || looked === undefined
      ? undefined
      : tracks.get(measuring)?.judgementIn(looked);
  return {
    slug,
    name: stage?.name ?? slug,
    owner: stage?.owner ?? null,
    promise: stage?.promise ?? null,
    history: cards.map(({ card }) => card?.share ?? null),
    since: status === 'at_risk' || status === 'off_target' ? standing.since : null,
    sinceAtLeast: standing.sinceAtLeast,
    reliabilityKpi: measured == null ? null : { slug: measured.kpi, status: measured.status },
    status,
    standing,
  };
}
