/** Minutes as Markdown: the same content, for mail, wikis and archives. */
import type { CalendarDate } from './domain/calendar';
import { type Minutes, type MinutesFigure, readCorrection, readMinutes } from './domain/minutes';
import type { MinutesLink } from './domain/review-record';
import { counted } from './domain/wording';
import { formatNumber, withUnit } from './format';
import { formatDate, formatInstant } from './format-period';

interface Manner {
  readonly locale: string;
  readonly timeZone: string;
}

/**
 * The minutes with their corrections and hashes, as Markdown. What people wrote is escaped, so that
 * it reads as they wrote it.
 *
 * @example minutesMarkdown(links, organisation).split('\n')[0] // '# Weekly review: 2026-W47'
 */
export function minutesMarkdown(links: readonly MinutesLink[], manner: Manner): string {
  const link = links.find(({ kind }) => kind === 'minutes');
  if (link === undefined) return '';
  const minutes = readMinutes(link.content);
  const instant = (at: string) => formatInstant(at, manner.timeZone, manner.locale);
  const corrections = links.filter(({ kind }) => kind === 'correction');
  return [
    `# ${plain(minutes.series)}: ${minutes.period}`,
    `${plain(minutes.organisation)} · ${plain(minutes.journey)} · ${minutes.start} to ${minutes.end}`,
    `Figures as known ${instant(minutes.asOf)}. Closed ${instant(minutes.closedAt)} by ${plain(minutes.closedBy)}.`,
    `Chair: ${plain(minutes.chair ?? 'nobody named')}. Present: ${minutes.present.length === 0 ? 'not noted' : minutes.present.map(plain).join(', ')}.`,
    ...minutes.items.flatMap((item) => itemParts(item, manner)),
    ...actionParts(minutes, manner),
    ...thanksParts(minutes),
    `Meeting: ${ownText(minutes)}.`,
    ...corrections.map(({ content, hash }) => {
      const { text, at, by } = readCorrection(content);
      return `**Correction, ${instant(at)}, ${plain(by)}:** ${plain(text)}\n\nSHA-256 ${hash}`;
    }),
    `SHA-256 ${link.hash}\nbefore it: ${link.hashBefore ?? 'nothing'}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function itemParts(item: Minutes['items'][number], manner: Manner): readonly string[] {
  const state = item.state === 'open' || item.state === 'done' ? '' : ` (${item.state})`;
  return [
    `## ${plain(item.title)}${state}`,
    ...(item.figures.length === 0
      ? []
      : [item.figures.map((figure) => `- ${plain(figureText(figure, manner))}`).join('\n')]),
    ...item.checkIns.map(
      (each) =>
        `**${plain(each.team)}**: ${[each.happened, each.why, each.next]
          .filter((text) => text !== '')
          .map(plain)
          .join(' — ')}`,
    ),
    ...(item.note === '' ? [] : [plain(item.note)]),
    ...item.decisions.map((decision) => `**Decided:** ${plain(decision)}`),
  ];
}

/**
 * A figure of the minutes in a line.
 *
 * @example figureText(figure, { locale: 'en-GB', timeZone: 'UTC' })
 * // 'Delivered on promised day: 84.0 % (2026-W47, off target), Logistics answers. Below its usual range …'
 */
export function figureText(figure: MinutesFigure, { locale }: Pick<Manner, 'locale'>): string {
  const value =
    figure.value === null
      ? 'no figure'
      : withUnit(formatNumber(figure.value, figure.decimals, locale), figure.unit, locale);
  return `${figure.name}: ${value} (${figure.period}, ${figure.status.replaceAll('_', ' ')}), ${figure.answers} answers. ${figure.said}.`;
}

function actionParts({ actions }: Minutes, manner: Manner): readonly string[] {
  if (actions.length === 0) return [];
  return [
    '## Actions',
    actions
      .map((action) => `- ${plain(action.text)}: ${plain(promiseText(action, manner))}`)
      .join('\n'),
  ];
}

/**
 * Who promised an action by when, and how it stood.
 *
 * @example promiseText(action, { locale: 'en-GB' }) // 'Stores (A. Ruiz), due 20 Nov 2026, open, 2 days late'
 */
export function promiseText(
  action: Minutes['actions'][number],
  { locale }: Pick<Manner, 'locale'>,
): string {
  const due = formatDate(action.due as CalendarDate, locale);
  const late = action.daysLate === 0 ? '' : `, ${counted(action.daysLate, 'day', 'days')} late`;
  const isNew = action.isNew ? ', new' : '';
  return `${action.team}${action.person === null ? '' : ` (${action.person})`}, due ${due}, ${action.state}${late}${isNew}`;
}

function thanksParts({ thanks }: Minutes): readonly string[] {
  if (thanks.length === 0) return [];
  const lines = thanks.map(
    ({ team, person, text }) => `- ${plain(person ?? team)}: ${plain(text)}`,
  );
  return ['## Thanks', lines.join('\n')];
}

/**
 * The meeting's own figures in words.
 *
 * @example ownText(minutes) // '12 minutes, 9 of them on signals; 3 actions done on time, 1 late'
 */
export function ownText({ own }: Pick<Minutes, 'own'>): string {
  const minutes = (seconds: number) => Math.round(seconds / 60);
  return `${counted(minutes(own.spentSeconds), 'minute', 'minutes')}, ${minutes(own.signalSeconds)} of them on signals; ${counted(own.kept, 'action', 'actions')} done on time, ${own.late} late`;
}

const plain = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|~]/g, (sign) => `\\${sign}`);
