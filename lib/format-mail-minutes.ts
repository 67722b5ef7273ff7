/** The minutes of a review as mail: the sentences of their page, with the hash to check a copy by. */
import { type Calendar, parsePeriodKey } from './domain/calendar';
import {
  type Minutes,
  type MinutesFigure,
  type MinutesItem,
  readCorrection,
  readMinutes,
} from './domain/minutes';
import type { Letter, MailChart } from './domain/post';
import type { MinutesLink } from './domain/review-record';
import { letterOf, type MailPart } from './format-mail';
import { chartsOf, pictureOf } from './format-mail-charts';
import { figureText, ownText, promiseText } from './format-minutes';
import { formatInstant, periodName } from './format-period';
import { minutesPath } from './paths-review';

/** How the organisation writes, and where its pages are. */
export interface MailManner extends Calendar {
  readonly locale: string;
  readonly timeZone: string;
  /** Such as `https://kpi.example.org`. */
  readonly origin: string;
}

/**
 * Minutes as a letter.
 *
 * @example minutesLetter(link, 'weekly', manner).subject // 'Minutes: Weekly review, Week 47 · 16–22 Nov 2026'
 */
export function minutesLetter(
  link: Pick<MinutesLink, 'content' | 'hash' | 'hashBefore'>,
  series: string,
  manner: MailManner,
): Letter {
  const minutes = readMinutes(link.content);
  const { locale, timeZone, origin } = manner;
  const period = parsePeriodKey(minutes.period, manner);
  const name = period === null ? minutes.period : periodName(period, locale);
  const instant = (at: string) => formatInstant(at, timeZone, locale);
  const charts = chartsOf(minutes, manner);
  const parts: readonly MailPart[] = [
    { is: 'title', text: `${minutes.series}: ${name}` },
    {
      is: 'quiet',
      text: `${minutes.organisation} · ${minutes.journey} · figures as known ${instant(minutes.asOf)} · closed ${instant(minutes.closedAt)} by ${minutes.closedBy} · chair ${minutes.chair ?? 'not named'} · present: ${minutes.present.length === 0 ? 'not noted' : minutes.present.join(', ')}`,
    },
    {
      is: 'way',
      text: 'These minutes on their page',
      href: origin + minutesPath(minutes.period, series),
    },
    ...minutes.items.flatMap((item) => itemParts(item, locale, charts)),
    ...closingParts(minutes, locale),
    {
      is: 'quiet',
      text: `SHA-256 ${link.hash}\nbefore it ${link.hashBefore ?? 'nothing: these are the first of the series'}`,
    },
  ];
  const letter = letterOf(`Minutes: ${minutes.series}, ${name}`, parts, locale);
  return { ...letter, charts: [...charts.values()] };
}

/**
 * A correction as a letter, to those who have the minutes.
 *
 * @example correctionLetter(link, file, manner).subject // 'Correction: Weekly review, Week 47 · 16–22 Nov 2026'
 */
export function correctionLetter(
  link: Pick<MinutesLink, 'content' | 'hash' | 'hashBefore'>,
  of: { readonly series: string; readonly name: string; readonly period: string },
  manner: MailManner,
): Letter {
  const { text, at, by, of: corrected } = readCorrection(link.content);
  const { locale, timeZone, origin } = manner;
  const period = parsePeriodKey(of.period, manner);
  const name = `${of.name}, ${period === null ? of.period : periodName(period, locale)}`;
  return letterOf(
    `Correction: ${name}`,
    [
      { is: 'title', text: `Correction: ${name}` },
      { is: 'quiet', text: `${formatInstant(at, timeZone, locale)}, ${by}` },
      { is: 'paragraph', text },
      { is: 'way', text: 'The minutes', href: origin + minutesPath(of.period, of.series) },
      {
        is: 'quiet',
        text: `Of the minutes with SHA-256 ${corrected}, which stay as they are.\nThis correction: SHA-256 ${link.hash}\nbefore it ${link.hashBefore ?? 'nothing'}`,
      },
    ],
    locale,
  );
}

function itemParts(
  item: MinutesItem,
  locale: string,
  charts: ReadonlyMap<MinutesFigure, MailChart>,
): readonly MailPart[] {
  const { figures, checkIns, decisions, note, state } = item;
  if (state === 'skipped' && note === '' && decisions.length === 0) return [];
  const about = state === 'open' || state === 'done' ? item.said : state;
  return [
    { is: 'heading', text: item.title },
    ...(about === '' ? [] : [{ is: 'quiet', text: about } as const]),
    ...(figures.length === 0
      ? []
      : [
          {
            is: 'list',
            items: figures.map((figure) => ({ text: figureText(figure, { locale }) })),
          } as const,
          ...figures.flatMap((figure) => pictureOf(figure, charts)),
        ]),
    ...checkIns.map(
      ({ team, happened, why, next }): MailPart => ({
        is: 'paragraph',
        strong: team,
        text: [happened, why, next].filter((text) => text !== '').join(' '),
      }),
    ),
    ...(note === '' ? [] : [{ is: 'paragraph', text: note } as const]),
    ...decisions.map((text): MailPart => ({ is: 'paragraph', strong: 'Decided', text })),
  ];
}

function closingParts(minutes: Minutes, locale: string): readonly MailPart[] {
  const { actions, thanks } = minutes;
  return [
    ...(actions.length === 0
      ? []
      : [
          { is: 'heading', text: 'Actions' } as const,
          {
            is: 'list',
            items: actions.map((action) => ({
              strong: action.text,
              text: promiseText(action, { locale }),
            })),
          } as const,
        ]),
    ...(thanks.length === 0
      ? []
      : [
          { is: 'heading', text: 'Thanks' } as const,
          {
            is: 'list',
            items: thanks.map(({ team, person, text }) => ({ strong: person ?? team, text })),
          } as const,
        ]),
    { is: 'quiet', text: `Meeting: ${ownText(minutes)}.` },
  ];
}
