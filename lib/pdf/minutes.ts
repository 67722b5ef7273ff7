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
import { closePaper, openPaper, type Paper, type Sheet } from './paper';
import { drawTrail, hasTrail, TRAIL_HEIGHT } from './trail';
import { typesetter } from './typeset';

export interface PaperManner {
  readonly paper: Paper;
  /** Folder of the typefaces. */
  readonly typefaces: string;
}

interface Pen {
  readonly sheet: Sheet;
  readonly locale: string;
  /** What was typed, in letters that the typefaces have. */
  readonly letters: (text: string) => string;
}

/** A sheet breaks before a heading rather than between it and what it is about. */
const HEADED = 64;

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
  const pen: Pen = { sheet, locale, letters: typesetter(manner.typefaces) };
  const instant = (at: string) => formatInstant(at, timeZone, locale);
  head(pen, title, minutes, instant);
  for (const item of minutes.items) itemPart(pen, item);
  actionPart(pen, minutes);
  thanksPart(pen, minutes);
  paragraph(pen, `Meeting: ${ownText(minutes)}.`, { muted: true, before: 14 });
  for (const { content, hash } of links.filter(({ kind }) => kind === 'correction')) {
    const { at, by, text } = readCorrection(content);
    heading(pen, `Correction, ${instant(at)}, ${by}`);
    paragraph(pen, text);
    paragraph(pen, `SHA-256 ${hash}`, { small: true });
  }
  paragraph(pen, `SHA-256 ${link.hash}`, { small: true, before: 12 });
  paragraph(pen, `before it ${link.hashBefore ?? 'nothing: these are the first of the series'}`, {
    small: true,
  });
  return closePaper(
    sheet,
    (page, pages) =>
      pen.letters(`${minutes.series} ${minutes.period}`.slice(0, 90)) +
      `\npage ${page} of ${pages} · SHA-256 ${link.hash}`,
  );
}

function head(pen: Pen, title: string, minutes: Minutes, instant: (at: string) => string): void {
  const { sheet, letters } = pen;
  block(pen, 'H1', () =>
    sheet.font('bold').fontSize(17).fillColor(LIGHT.ink).text(letters(title), { lineGap: 2 }),
  );
  paragraph(
    pen,
    `${minutes.organisation} · ${minutes.journey} · ${minutes.start} to ${minutes.end}`,
    {
      muted: true,
      before: 3,
    },
  );
  paragraph(
    pen,
    `Figures as known ${instant(minutes.asOf)}. Closed ${instant(minutes.closedAt)} by ${minutes.closedBy}.`,
    { muted: true },
  );
  const present = minutes.present.length === 0 ? 'not noted' : minutes.present.join(', ');
  paragraph(pen, `Chair: ${minutes.chair ?? 'nobody named'}. Present: ${present}.`, {
    muted: true,
  });
}

/** What they hold stands elsewhere, unless something was noted there. */
const HEADINGS: ReadonlySet<string> = new Set(['promises', 'thanks', 'decisions']);

function itemPart(pen: Pen, item: MinutesItem): void {
  const { figures, checkIns, decisions, note, state } = item;
  const isSaid = note !== '' || decisions.length > 0;
  if (!isSaid && (state === 'skipped' || HEADINGS.has(item.kind))) return;
  const isCharted = figures.some(hasTrail);
  heading(pen, item.title, isCharted ? HEADED + TRAIL_HEIGHT : HEADED);
  const said = state === 'open' || state === 'done' ? item.said : state;
  if (said !== '') paragraph(pen, said, { muted: true });
  for (const figure of figures) figurePart(pen, figure);
  for (const checkIn of checkIns) checkInPart(pen, checkIn);
  if (note !== '') paragraph(pen, note, { before: 3 });
  for (const decision of decisions) paragraph(pen, decision, { lead: 'Decided: ', before: 3 });
}

function figurePart(pen: Pen, figure: MinutesFigure): void {
  const { sheet, locale } = pen;
  paragraph(pen, figureText(figure, { locale }), { bullet: true });
  if (!hasTrail(figure)) return;
  if (sheet.y + TRAIL_HEIGHT > sheet.page.maxY()) sheet.addPage();
  const { left, right } = sheet.page.margins;
  const { y } = sheet;
  drawTrail(sheet, figure, { x: left, y: y + 4, width: sheet.page.width - left - right }, locale);
  sheet.x = left;
  sheet.y = y + TRAIL_HEIGHT;
}

function checkInPart(pen: Pen, { team, by, happened, why, next, backBy }: MinutesCheckIn): void {
  const said = [happened, why, next].filter((text) => text !== '').join(' — ');
  const back = backBy === null ? '' : ` (back by ${backBy})`;
  paragraph(pen, `${said}${back}`, { lead: `${team} (${by}): `, before: 3 });
}

function actionPart(pen: Pen, { actions }: Minutes): void {
  if (actions.length === 0) return;
  heading(pen, 'Actions');
  for (const action of actions) {
    const effect = action.effect === null ? '' : `. Expected: ${action.effect}`;
    const outcome = action.outcome === null ? '' : `. What came of it: ${action.outcome}`;
    paragraph(pen, `${action.text}: ${promiseText(action, pen)}${effect}${outcome}`, {
      bullet: true,
    });
  }
}

function thanksPart(pen: Pen, { thanks }: Minutes): void {
  if (thanks.length === 0) return;
  heading(pen, 'Thanks');
  for (const { person, team, text } of thanks) {
    paragraph(pen, text, { lead: `${person ?? team}: `, bullet: true });
  }
}

function heading(pen: Pen, text: string, room = HEADED): void {
  const { sheet, letters } = pen;
  if (sheet.y + room > sheet.page.maxY()) sheet.addPage();
  else sheet.y += 12;
  block(pen, 'H2', () =>
    sheet.font('bold').fontSize(11.5).fillColor(LIGHT.ink).text(letters(text), { lineGap: 1 }),
  );
}

interface Look {
  readonly muted?: boolean;
  readonly small?: boolean;
  readonly bullet?: boolean;
  /** Space above, in points. */
  readonly before?: number;
  /** Begins it, in bold. */
  readonly lead?: string;
}

function paragraph(pen: Pen, text: string, look: Look = {}): void {
  const { sheet, letters } = pen;
  const { muted = false, small = false, bullet = false, before = 2, lead } = look;
  sheet.y += before;
  const size = small ? 7.5 : 9.5;
  const { left, right } = sheet.page.margins;
  const indent = bullet ? 12 : 0;
  const width = sheet.page.width - left - right - indent;
  const colour = muted || small ? LIGHT.muted : LIGHT.ink;
  block(pen, 'P', () => {
    sheet.fontSize(size).fillColor(colour).font('plain');
    if (bullet) sheet.text('•', left, sheet.y, { lineBreak: false });
    const look = { width, lineGap: 1.5 };
    if (lead === undefined) {
      sheet.text(letters(text), left + indent, sheet.y, look);
    } else {
      sheet.font('bold').text(letters(lead), left + indent, sheet.y, { ...look, continued: true });
      sheet.font('plain').text(letters(text));
    }
  });
  sheet.x = left;
}

/** What a screen reader takes for one paragraph or heading. */
function block({ sheet }: Pen, kind: 'H1' | 'H2' | 'P', draw: () => void): void {
  sheet.addStructure(sheet.struct(kind, {}, draw));
}
