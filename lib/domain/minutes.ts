/** Minutes: what a review showed, said and decided, as one content that never changes again. */

// Aliases and not interfaces, so that they are JSON to the eyes of the compiler.

/** One period of the chart that was shown; null where there was none. */
export type MinutesPoint = {
  readonly period: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly target: number | null;
  readonly signal: 'good' | 'bad' | 'neutral' | null;
};

export type MinutesFigure = {
  readonly kpi: string;
  readonly name: string;
  readonly period: string;
  /** In the KPI's unit, at full precision; null where there was none. */
  readonly value: number | null;
  readonly unit: string;
  readonly decimals: number;
  readonly status: string;
  readonly target: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly answers: string;
  /** The finding in words. */
  readonly said: string;
  /** The chart of a signal, so that its picture stays as well; absent for all else. */
  readonly trail?: readonly MinutesPoint[];
};

export type MinutesCheckIn = {
  readonly team: string;
  readonly by: string;
  readonly happened: string;
  readonly why: string;
  readonly next: string;
  readonly backBy: string | null;
};

export type MinutesItem = {
  readonly title: string;
  readonly kind: string;
  readonly state: string;
  readonly said: string;
  readonly planned: number;
  readonly spentSeconds: number;
  readonly note: string;
  readonly asked: string | null;
  readonly figures: readonly MinutesFigure[];
  readonly checkIns: readonly MinutesCheckIn[];
  readonly decisions: readonly string[];
};

export type MinutesAction = {
  readonly id: number;
  readonly text: string;
  readonly team: string;
  readonly person: string | null;
  readonly due: string;
  readonly state: string;
  readonly daysLate: number;
  readonly kpi: string | null;
  readonly effect: string | null;
  readonly outcome: string | null;
  /** Opened in this review. */
  readonly isNew: boolean;
};

export type Minutes = {
  readonly format: 1;
  readonly organisation: string;
  readonly series: string;
  readonly journey: string;
  readonly period: string;
  readonly start: string;
  readonly end: string;
  readonly asOf: string;
  readonly openedAt: string;
  readonly closedAt: string;
  readonly closedBy: string;
  readonly chair: string | null;
  readonly present: readonly string[];
  readonly items: readonly MinutesItem[];
  readonly actions: readonly MinutesAction[];
  readonly thanks: readonly {
    readonly team: string;
    readonly person: string | null;
    readonly text: string;
    readonly evidence: string | null;
  }[];
  readonly own: {
    readonly signalSeconds: number;
    readonly spentSeconds: number;
    readonly kept: number;
    readonly late: number;
  };
};

export type Correction = {
  readonly format: 1;
  /** Hash of the minutes that it corrects. */
  readonly of: string;
  readonly text: string;
  readonly at: string;
  readonly by: string;
};

/**
 * Minutes as they were written. What stands in the chain was checked before it was written.
 *
 * @example readMinutes(link.content).period // '2026-W47'
 */
export function readMinutes(content: string): Minutes {
  const minutes: Minutes = JSON.parse(content);
  return minutes;
}

/**
 * A correction as it was written.
 *
 * @example readCorrection(link.content).text // 'Ana was there too.'
 */
export function readCorrection(content: string): Correction {
  const correction: Correction = JSON.parse(content);
  return correction;
}
