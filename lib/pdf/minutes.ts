/** The minutes on paper: what they say and nothing that was found out since, so that they stay as they are. */
import { LIGHT } from '../chart/palette';
import {
  type Minutes,
  type MinutesCheckIn,
  type MinutesFigure,
  type MinutesItem,
  readCorrection,
  readMinutes,
} from '../domain/minutes';
import type { MinutesView } from '../domain/review-view';
import { figureText, ownText, promiseText } from '../format-minutes';
import { formatInstant, periodName } from '../format-period';
import { type DirectedPlace, type Span, writeDirected } from './directed-text';
import { closePaper, openPaper, type Paper, type Sheet } from './paper';
import { alone, type Base, runsRightToLeft, undirected } from './reading-order';
import { drawTrail, hasTrail, TRAIL_HEIGHT } from './trail';
import { type Typesetter, typesetter } from './typeset';

export interface PaperManner {
  readonly paper: Paper;
  /** Folder of the typefaces. */
  readonly typefaces: string;
}

interface Pen extends Typesetter {
  readonly sheet: Sheet;
  readonly locale: string;
}

/** A sheet breaks before a heading rather than between it and what it is about. */
const HEADED = 64;

/** As many letters of a series' name and period as a foot holds on a line. */
const FOOT_LETTERS = 90;

/** The minutes with their corrections and hashes as a PDF: the same bytes for the same minutes. */
export async function minutesPdf(
  view: Pick<MinutesView, 'links' | 'period'> & {
    readonly organisation: Pick<MinutesView['organisation'], 'locale' | 'timeZone'>;
  },
  manner: PaperManner,
): Promise<Uint8Array<ArrayBuffer>> {
  const { links, organisation, period } = view;
  const link = links.find(({ kind }) => kind === 'minutes');
  if (link === undefined) throw new Error('a review without minutes has none on paper');
  const minutes = readMinutes(link.content);
  const { locale, timeZone } = organisation;
  const title = `${minutes.series}: ${periodName(period, locale)}`;
  const sheet = openPaper({
    ...manner,
    title,
    author: minutes.organisation,
    language: locale,
    madeAt: new Date(minutes.closedAt),
    changedAt: new Date(links.at(-1)?.at ?? minutes.closedAt),
  });
  const pen: Pen = { sheet, locale, ...typesetter(manner.typefaces) };
  const instant = (at: string) => formatInstant(at, timeZone, locale);
  head(pen, `${alone(minutes.series)}: ${periodName(period, locale)}`, minutes, instant);
  for (const item of minutes.items) itemPart(pen, item);
  actionPart(pen, minutes);
  thanksPart(pen, minutes);
  paragraph(pen, `Meeting: ${ownText(minutes)}.`, { muted: true, before: 14 });
  for (const { content, hash } of links.filter(({ kind }) => kind === 'correction')) {
    const { at, by, text } = readCorrection(content);
    heading(pen, `Correction, ${instant(at)}, ${alone(by)}`);
    paragraph(pen, text, { base: 'auto' });
    paragraph(pen, `SHA-256 ${hash}`, { small: true });
  }
  paragraph(pen, `SHA-256 ${link.hash}`, { small: true, before: 12 });
  paragraph(pen, `before it ${link.hashBefore ?? 'nothing: these are the first of the series'}`, {
    small: true,
  });
  const room = Math.max(0, FOOT_LETTERS - minutes.series.length);
  const foot = `${alone(minutes.series.slice(0, FOOT_LETTERS))}${` ${minutes.period}`.slice(0, room)}`;
  return closePaper(sheet, (page, pages, { x, y, width }) => {
    const text = `${pen.letters(foot)}\npage ${page} of ${pages} · SHA-256 ${link.hash}`;
    if (!runsRightToLeft(text)) {
      sheet.text(text, x, y, { width, align: 'left' });
      return;
    }
    sheet.y = y;
    const place = { x, width, lineGap: 0, base: 'ltr' } as const;
    writeDirected(sheet, [{ face: 'plain', text }], place, pen.drift);
  });
}

function head(pen: Pen, title: string, minutes: Minutes, instant: (at: string) => string): void {
  const text = pen.letters(title);
  block(pen, 'H1', [text], () => {
    pen.sheet.font('bold').fontSize(17).fillColor(LIGHT.ink);
    headline(pen, text, 2);
  });
  const { organisation, journey, start, end, chair } = minutes;
  paragraph(pen, `${alone(organisation)} · ${alone(journey)} · ${start} to ${end}`, {
    muted: true,
    before: 3,
  });
  paragraph(
    pen,
    `Figures as known ${instant(minutes.asOf)}. Closed ${instant(minutes.closedAt)} by ${alone(minutes.closedBy)}.`,
    { muted: true },
  );
  const present =
    minutes.present.length === 0 ? 'not noted' : minutes.present.map(alone).join(', ');
  const led = chair === null ? 'nobody named' : alone(chair);
  paragraph(pen, `Chair: ${led}. Present: ${present}.`, { muted: true });
}

/** What they hold stands elsewhere, unless something was noted there. */
const HEADINGS: ReadonlySet<string> = new Set(['promises', 'thanks', 'decisions']);

function itemPart(pen: Pen, item: MinutesItem): void {
  const { figures, checkIns, decisions, note, state } = item;
  const isSaid = note !== '' || decisions.length > 0;
  if (!isSaid && (state === 'skipped' || HEADINGS.has(item.kind))) return;
  const isCharted = figures.some(hasTrail);
  heading(pen, item.title, { room: isCharted ? HEADED + TRAIL_HEIGHT : HEADED, base: 'auto' });
  const said = state === 'open' || state === 'done' ? item.said : state;
  if (said !== '') paragraph(pen, said, { muted: true });
  for (const figure of figures) figurePart(pen, figure);
  for (const checkIn of checkIns) checkInPart(pen, checkIn);
  if (note !== '') paragraph(pen, note, { before: 3, base: 'auto' });
  for (const decision of decisions) {
    paragraph(pen, alone(decision), { lead: 'Decided: ', before: 3 });
  }
}

function figurePart(pen: Pen, figure: MinutesFigure): void {
  const { sheet, locale } = pen;
  const names = { name: alone(figure.name), answers: alone(figure.answers) };
  paragraph(pen, figureText({ ...figure, ...names }, { locale }), { bullet: true });
  if (!hasTrail(figure)) return;
  if (sheet.y + TRAIL_HEIGHT > sheet.page.maxY()) sheet.addPage();
  const { left, right } = sheet.page.margins;
  const { y } = sheet;
  const place = { x: left, y: y + 4, width: sheet.page.width - left - right };
  drawTrail(sheet, figure, place, pen);
  sheet.x = left;
  sheet.y = y + TRAIL_HEIGHT;
}

function checkInPart(pen: Pen, { team, by, happened, why, next, backBy }: MinutesCheckIn): void {
  const said = [happened, why, next]
    .filter((text) => text !== '')
    .map(alone)
    .join(' — ');
  const back = backBy === null ? '' : ` (back by ${backBy})`;
  paragraph(pen, `${said}${back}`, {
    lead: `${alone(team)} (${alone(by)}): `,
    before: 3,
  });
}

function actionPart(pen: Pen, { actions }: Minutes): void {
  if (actions.length === 0) return;
  heading(pen, 'Actions');
  for (const action of actions) {
    const effect = action.effect === null ? '' : `. Expected: ${alone(action.effect)}`;
    const outcome = action.outcome === null ? '' : `. What came of it: ${alone(action.outcome)}`;
    const { team, person } = action;
    const who = { team: alone(team), person: person === null ? null : alone(person) };
    const promise = promiseText({ ...action, ...who }, pen);
    paragraph(pen, `${alone(action.text)}: ${promise}${effect}${outcome}`, { bullet: true });
  }
}

function thanksPart(pen: Pen, { thanks }: Minutes): void {
  if (thanks.length === 0) return;
  heading(pen, 'Thanks');
  for (const { person, team, text } of thanks) {
    paragraph(pen, alone(text), { lead: `${alone(person ?? team)}: `, bullet: true });
  }
}

function heading(
  pen: Pen,
  typed: string,
  { room = HEADED, base }: { readonly room?: number; readonly base?: Base } = {},
): void {
  const { sheet } = pen;
  if (sheet.y + room > sheet.page.maxY()) sheet.addPage();
  else sheet.y += 12;
  const text = pen.letters(typed);
  block(pen, 'H2', [text], () => {
    sheet.font('bold').fontSize(11.5).fillColor(LIGHT.ink);
    headline(pen, text, 1, base);
  });
}

/** A title or heading in the type that the sheet has. */
function headline({ sheet, drift }: Pen, text: string, lineGap: number, base: Base = 'ltr'): void {
  if (!runsRightToLeft(text)) {
    sheet.text(text, { lineGap });
    return;
  }
  const { x } = sheet;
  const width = sheet.page.width - x - sheet.page.margins.right;
  writeDirected(sheet, [{ face: 'bold', text }], { x, width, lineGap, base }, drift);
}

interface Look {
  readonly muted?: boolean;
  readonly small?: boolean;
  readonly bullet?: boolean;
  /** Space above, in points. */
  readonly before?: number;
  /** Begins it, in bold. */
  readonly lead?: string;
  /** `auto` where all of it was typed: it begins at the side that its first letter tells. */
  readonly base?: Base;
}

function paragraph(pen: Pen, typed: string, look: Look = {}): void {
  const { sheet, letters } = pen;
  const { muted = false, small = false, bullet = false, before = 2, base = 'ltr' } = look;
  sheet.y += before;
  const size = small ? 7.5 : 9.5;
  const { left, right } = sheet.page.margins;
  const x = left + (bullet ? 12 : 0);
  const place = { x, width: sheet.page.width - right - x, lineGap: 1.5, base };
  const colour = muted || small ? LIGHT.muted : LIGHT.ink;
  const lead = look.lead === undefined ? undefined : letters(look.lead);
  const text = letters(typed);
  block(pen, 'P', [lead ?? '', text], () => {
    sheet.fontSize(size).fillColor(colour).font('plain');
    if (bullet) sheet.text('•', left, sheet.y, { lineBreak: false });
    paragraphText(pen, lead, text, place);
  });
  sheet.x = left;
}

function paragraphText(
  { sheet, drift }: Pen,
  lead: string | undefined,
  text: string,
  { base, ...place }: DirectedPlace,
): void {
  const { x, ...look } = place;
  if (runsRightToLeft(`${lead ?? ''}${text}`)) {
    const spans: readonly Span[] = [
      { face: 'bold', text: lead ?? '' },
      { face: 'plain', text },
    ];
    writeDirected(sheet, spans, { ...place, base }, drift);
  } else if (lead === undefined) {
    sheet.text(text, x, sheet.y, look);
  } else {
    sheet.font('bold').text(lead, x, sheet.y, { ...look, continued: true });
    sheet.font('plain').text(text);
  }
}

/**
 * What a screen reader takes for one paragraph or heading. Letters that run from right to left stand
 * on the sheet as they are seen; it is told them as they are read.
 */
function block(
  { sheet }: Pen,
  kind: 'H1' | 'H2' | 'P',
  texts: readonly string[],
  draw: () => void,
): void {
  const text = texts.join('');
  const told = runsRightToLeft(text) ? { actual: undirected(text) } : {};
  sheet.addStructure(sheet.struct(kind, told, draw));
}
