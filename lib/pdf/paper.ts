/** Sheets of paper: text that a reader of PDFs finds again, in faces that are inside the file. */
import { join } from 'node:path';
import PDFDocument from 'pdfkit';

export const PAPERS = ['a4', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

export interface PaperOptions {
  readonly paper: Paper;
  readonly title: string;
  readonly author: string;
  readonly language: string;
  /** When its content was made: the same content is the same file, whenever it is drawn. */
  readonly madeAt: Date;
  readonly changedAt: Date;
  /** Folder of the typefaces. */
  readonly typefaces: string;
}

export type Sheet = PDFKit.PDFDocument;

/** Points, of which 72 are an inch. */
const MARGIN = 56;
const FOOT = 28;

export function openPaper(options: PaperOptions): Sheet {
  const { paper, title, author, language, madeAt, changedAt, typefaces } = options;
  const sheet = new PDFDocument({
    size: paper === 'letter' ? 'LETTER' : 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    // The foot says how many pages there are, which is known at the end.
    bufferPages: true,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    tagged: true,
    info: { Title: title, Author: author, CreationDate: madeAt, ModDate: changedAt },
    font: join(typefaces, 'DejaVuSans.ttf'),
  });
  sheet.registerFont('plain', join(typefaces, 'DejaVuSans.ttf'));
  sheet.registerFont('bold', join(typefaces, 'DejaVuSans-Bold.ttf'));
  return sheet;
}

export interface FootPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Has the foot of every page written, and hands the file over. */
export async function closePaper(
  sheet: Sheet,
  writeFoot: (page: number, pages: number, place: FootPlace) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { start, count } = sheet.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    sheet.switchToPage(page);
    const { height, width, margins } = sheet.page;
    // The foot stands in the margin, which text may not enter by itself.
    const kept = margins.bottom;
    margins.bottom = 0;
    sheet.markContent('Artifact', { type: 'Pagination' });
    sheet.font('plain').fontSize(6.5).fillColor('#5d646b');
    writeFoot(page - start + 1, count, {
      x: margins.left,
      y: height - MARGIN,
      width: width - margins.left - margins.right,
    });
    sheet.endMarkedContent();
    margins.bottom = kept;
  }
  const chunks: Buffer[] = [];
  const whole = new Promise<void>((resolve, reject) => {
    sheet.on('data', (chunk: Buffer) => chunks.push(chunk));
    sheet.on('end', resolve);
    sheet.on('error', reject);
  });
  sheet.end();
  await whole;
  return new Uint8Array(Buffer.concat(chunks));
}
