/** `contrast` and `series`: what the pages show, for the terminal and for scripts. */
import { contrastAnswer, seriesAnswer } from '../lib/domain/contrast-answer';
import type { ContrastView } from '../lib/domain/contrast-view';
import { plainText } from '../lib/domain/sentence';
import { formatSigned } from '../lib/format';
import { formatShare } from '../lib/format-compare';
import { periodName } from '../lib/format-period';
import { requireContrast } from '../lib/usecases/contrast';
import { kpiSeries } from '../lib/usecases/kpi';
import { type Arguments, isGiven, textOption, type Verb } from './verb';

export const contrastVerb: Verb = {
  usage: '[--journey J] [--period P] [--segment S] [--as-of T] [--json]',
  summary: 'Silo scorecards against what customers get, for one journey and period.',
  options: {
    journey: { type: 'string', help: 'slug of the journey; the first one by default' },
    period: {
      type: 'string',
      help: 'key of the period, 2026-W47 or 2026-11; the newest complete one by default',
    },
    segment: { type: 'string', help: 'slug of a segment; everyone by default' },
    'as-of': { type: 'string', help: 'what was known then: a date or an instant' },
    json: { type: 'boolean', help: 'the answer of GET /api/v1/contrast' },
  },
  positionals: [0, 0],
  async run({ context }, args, { out }) {
    const shown = await requireContrast(context, {
      journey: textOption(args, 'journey'),
      period: textOption(args, 'period'),
      segment: textOption(args, 'segment'),
      asOf: textOption(args, 'as-of'),
    });
    out(
      isGiven(args, 'json')
        ? `${JSON.stringify({ asOf: shown.frame.now, ...contrastAnswer(shown) }, null, 2)}\n`
        : contrastText(shown),
    );
    return 0;
  },
};

export const seriesVerb: Verb = {
  usage: 'KPI [--grain G] [--from P] [--to P] [--segment S] [--place P] [--as-of T] [--json]',
  summary: 'One KPI through time: figures, status, natural limits, signals.',
  options: {
    grain: { type: 'string', help: 'day, week, month, quarter or year; the KPI’s own by default' },
    from: { type: 'string', help: 'key of the first period' },
    to: { type: 'string', help: 'key of the last period' },
    segment: { type: 'string', help: 'slug of a segment' },
    place: { type: 'string', help: 'slug of a place' },
    'as-of': { type: 'string', help: 'what was known then: a date or an instant' },
    json: { type: 'boolean', help: 'the answer of GET /api/v1/kpis/KPI/series' },
  },
  positionals: [1, 1],
  async run({ context }, args, { out }) {
    const { series, asOf } = await kpiSeries(context, args.positionals[0] ?? '', seriesQuery(args));
    if (isGiven(args, 'json')) {
      out(`${JSON.stringify({ asOf, ...seriesAnswer(series) }, null, 2)}\n`);
      return 0;
    }
    for (const { period, measures, status, mark } of series.points) {
      out(
        `${period}\t${measures.value ?? ''}\t${status}${mark === null ? '' : `\t${mark} signal`}\n`,
      );
    }
    return 0;
  },
};

function seriesQuery(args: Arguments) {
  return {
    grain: textOption(args, 'grain'),
    from: textOption(args, 'from'),
    to: textOption(args, 'to'),
    segment: textOption(args, 'segment'),
    place: textOption(args, 'place'),
    asOf: textOption(args, 'as-of'),
  };
}

function contrastText({ headline, lead, frame, contrast, organisation }: ContrastView): string {
  const { locale } = organisation;
  const share = (value: number | null) => (value === null ? 'no data' : formatShare(value, locale));
  const gap = (points: number | null) =>
    points === null ? '' : `, gap ${formatSigned(points, 1, locale)}`;
  const teams = contrast.teams.map(
    ({ name, silo, sharedScore, gapPoints }) =>
      `  ${name}: ${share(silo.share)} (${silo.onTarget} of ${silo.due}) ${silo.status}; its stages ${share(sharedScore)}${gap(gapPoints)}`,
  );
  const stages = contrast.stages.map(
    ({ name, experience: { share: value, onTarget, due, status } }) =>
      `  ${name}: ${share(value)} (${onTarget} of ${due}) ${status}`,
  );
  return [
    periodName(frame.period, locale),
    plainText(headline),
    plainText(lead),
    '',
    'Teams, by their own scorecards',
    ...teams,
    'Stages, what customers get',
    ...stages,
    '',
  ].join('\n');
}
