/** The chart of a signal on paper: the figures, their usual range, the target, and where it signals. */
import { scaleLinear } from 'd3-scale';

import { LIGHT } from '../chart/palette';
import type { MinutesFigure, MinutesPoint } from '../domain/minutes';
import { formatNumber, withUnit } from '../format';
import { type Drift, writeDirected } from './directed-text';
import type { Sheet } from './paper';
import { runsRightToLeft } from './reading-order';

export const TRAIL_HEIGHT = 92;
const PLOT = 70;
/** Room for the scale at the left. */
const SCALE = 58;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

interface Manner {
  readonly locale: string;
  readonly drift: Drift;
}

interface Drawn {
  readonly sheet: Sheet;
  readonly trail: readonly MinutesPoint[];
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

/** Draws the chart of a figure at a place; nothing where fewer than two of its periods have figures. */
export function drawTrail(
  sheet: Sheet,
  figure: MinutesFigure,
  at: Place,
  { locale, drift }: Manner,
): void {
  const trail = figure.trail ?? [];
  const values = trail.flatMap(({ value, lower, upper, target }) =>
    [value, lower, upper, target].filter((each) => each !== null),
  );
  const x = scaleLinear([0, Math.max(1, trail.length - 1)], [at.x + SCALE, at.x + at.width - 6]);
  const y = scaleLinear([Math.min(...values), Math.max(...values)], [at.y + PLOT, at.y + 4]).nice(
    3,
  );
  const drawn: Drawn = { sheet, trail, x, y };
  sheet.markContent('Artifact', { type: 'Layout' });
  sheet.save();
  drawBand(drawn);
  drawTarget(drawn);
  drawLine(drawn);
  drawSignals(drawn);
  sheet.restore();
  const written = (value: number) =>
    withUnit(formatNumber(value, figure.decimals, locale), figure.unit, locale);
  sheet.font('plain').fontSize(7).fillColor(LIGHT.muted);
  for (const tick of y.domain()) {
    const label = { text: written(tick), x: at.x, y: y(tick) - 4, width: SCALE - 6 };
    writeLabel(sheet, label, drift);
  }
  const [first] = trail;
  const last = trail.at(-1);
  const under = at.y + PLOT + 8;
  if (first !== undefined) sheet.text(first.period, at.x + SCALE, under, { lineBreak: false });
  const plot = { width: at.width - SCALE - 6 };
  sheet.text('usual range in grey, target dashed, signals ringed', at.x + SCALE, under, {
    ...plot,
    align: 'center',
  });
  if (last !== undefined) sheet.text(last.period, at.x + SCALE, under, { ...plot, align: 'right' });
  sheet.endMarkedContent();
}

/** At the right end of its place. Units are typed, in any script. */
function writeLabel(
  sheet: Sheet,
  { text, x, y, width }: Place & { readonly text: string },
  drift: Drift,
): void {
  if (!runsRightToLeft(text)) {
    sheet.text(text, x, y, { width, align: 'right', lineBreak: false });
    return;
  }
  sheet.y = y;
  const place = { x, width, lineGap: 0, base: 'ltr', align: 'right' } as const;
  writeDirected(sheet, [{ face: 'plain', text }], place, drift);
}

/** Whether there is a line to draw. */
export function hasTrail({ trail = [] }: MinutesFigure): boolean {
  return trail.filter(({ value }) => value !== null).length > 1;
}

/** Neighbours that have what is asked for, as runs of places. */
function runsOf(
  trail: readonly MinutesPoint[],
  has: (point: MinutesPoint) => boolean,
): readonly (readonly number[])[] {
  const runs: number[][] = [];
  trail.forEach((point, index) => {
    if (!has(point)) return;
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === index - 1) run.push(index);
    else runs.push([index]);
  });
  return runs;
}

function drawBand({ sheet, trail, x, y }: Drawn): void {
  const at = (index: number, side: 'lower' | 'upper') => y(trail[index]?.[side] ?? 0);
  for (const run of runsOf(trail, ({ lower, upper }) => lower !== null && upper !== null)) {
    const [first = 0] = run;
    sheet.moveTo(x(first), at(first, 'upper'));
    for (const index of run) sheet.lineTo(x(index), at(index, 'upper'));
    for (const index of run.toReversed()) sheet.lineTo(x(index), at(index, 'lower'));
    sheet.closePath().fill(LIGHT.band);
  }
}

function drawTarget({ sheet, trail, x, y }: Drawn): void {
  sheet.lineWidth(0.8).dash(3, { space: 2 }).strokeColor(LIGHT.muted);
  drawRuns({ sheet, trail, x, y }, 'target');
  sheet.undash();
}

function drawLine(drawn: Drawn): void {
  drawn.sheet.lineWidth(1.2).lineJoin('round').strokeColor(LIGHT.ink);
  drawRuns(drawn, 'value');
}

function drawRuns({ sheet, trail, x, y }: Drawn, what: 'target' | 'value'): void {
  for (const run of runsOf(trail, (point) => point[what] !== null)) {
    const [first = 0, ...rest] = run;
    sheet.moveTo(x(first), y(trail[first]?.[what] ?? 0));
    for (const index of rest) sheet.lineTo(x(index), y(trail[index]?.[what] ?? 0));
    sheet.stroke();
  }
}

/** A signal is a ring and not only a colour: most minutes are printed in grey. */
function drawSignals({ sheet, trail, x, y }: Drawn): void {
  trail.forEach(({ value, signal }, index) => {
    if (value === null) return;
    if (signal === null) {
      sheet.circle(x(index), y(value), 1.3).fill(LIGHT.ink);
      return;
    }
    const colour = signal === 'bad' ? LIGHT.bad : signal === 'good' ? LIGHT.good : LIGHT.muted;
    sheet.circle(x(index), y(value), 3).lineWidth(1.4).fillAndStroke(LIGHT.card, colour);
  });
}
