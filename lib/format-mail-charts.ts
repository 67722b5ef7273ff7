/** The charts that minutes kept, as mail holds them. */
import { type Calendar, parsePeriodKey } from './domain/calendar';
import type { Minutes, MinutesFigure } from './domain/minutes';
import type { MailChart } from './domain/post';
import type { MailPart } from './format-mail';
import { shortName } from './words';

/**
 * The chart of each figure that has one, named for a mail. None where fewer than two of its periods have figures.
 *
 * @example [...chartsOf(minutes, manner).values()].map(({ cid }) => cid) // ['chart-1@throughline']
 */
export function chartsOf(
  minutes: Pick<Minutes, 'items' | 'period'>,
  { locale, ...calendar }: Calendar & { readonly locale: string },
): ReadonlyMap<MinutesFigure, MailChart> {
  const looked = parsePeriodKey(minutes.period, calendar);
  const figures = minutes.items.flatMap((item) => item.figures);
  const charted = figures.filter(
    ({ trail = [] }) => trail.filter(({ value }) => value !== null).length > 1,
  );
  return new Map(
    charted.map((figure, index) => [
      figure,
      {
        cid: `chart-${index + 1}@throughline`,
        unit: figure.unit,
        decimals: figure.decimals,
        locale,
        points: (figure.trail ?? []).flatMap((point) => {
          const period = parsePeriodKey(point.period, calendar);
          if (period === null || looked === null) return [];
          const label = shortName(period.key, locale, calendar, looked);
          return [{ ...point, period: period.key, label }];
        }),
      },
    ]),
  );
}

/**
 * The place of a figure's chart in a letter; none where it has no chart.
 *
 * @example pictureOf(figure, charts) // [{ is: 'picture', cid: 'chart-1@throughline', alt: 'Returned: …' }]
 */
export function pictureOf(
  figure: MinutesFigure,
  charts: ReadonlyMap<MinutesFigure, MailChart>,
): readonly MailPart[] {
  const chart = charts.get(figure);
  if (chart === undefined) return [];
  return [{ is: 'picture', cid: chart.cid, alt: `${figure.name}: ${figure.said}.` }];
}
