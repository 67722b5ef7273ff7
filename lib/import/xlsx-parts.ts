/** The parts of a workbook beside its sheets: which sheet is first, shared texts, formats of dates. */
import sax from 'sax';
import { type ArchiveEntry, badWorkbook, unpackWhole } from './xlsx-archive';
import { isDateFormat } from './xlsx-dates';

const MIB = 1_048_576;
const SMALL_PART = 16 * MIB;
const SHARED_TEXTS = 64 * MIB;

export interface XmlHandlers {
  readonly open?: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** A strict XML parser that takes pieces; document types are refused, so nothing can expand. */
export function xmlParser(handlers: XmlHandlers): sax.SAXParser {
  const parser = sax.parser(true);
  parser.onerror = (error) => {
    throw badWorkbook(error.message.split('\n')[0] ?? 'its XML is damaged');
  };
  parser.ondoctype = () => {
    throw badWorkbook('its XML declares a document type');
  };
  parser.onopentag = (tag) => {
    handlers.open?.(local(tag.name), (name) => {
      const value = tag.attributes[name];
      return typeof value === 'string' ? value : undefined;
    });
  };
  const text = (piece: string): void => handlers.text?.(piece);
  parser.ontext = text;
  parser.oncdata = text;
  parser.onclosetag = (name) => handlers.close?.(local(name));
  return parser;
}

type Entries = ReadonlyMap<string, ArchiveEntry>;

function readPart(file: Buffer, entries: Entries, name: string, handlers: XmlHandlers): boolean {
  const entry = entries.get(name);
  if (entry === undefined) return false;
  const limit = name.endsWith('sharedStrings.xml') ? SHARED_TEXTS : SMALL_PART;
  xmlParser(handlers)
    .write(unpackWhole(file, entry, limit))
    .close();
  return true;
}

/** Path of a target within `xl/`. */
const inside = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target}`;

export interface WorkbookFacts {
  readonly sheet: ArchiveEntry;
  readonly from1904: boolean;
  readonly texts: readonly string[];
  /** Whether the cell style of that number shows a date. */
  readonly dates: readonly boolean[];
}

export function workbookFacts(file: Buffer, entries: Entries): WorkbookFacts {
  const sheets: { id: string; hidden: boolean }[] = [];
  let from1904 = false;
  const found = readPart(file, entries, 'xl/workbook.xml', {
    open: (name, attribute) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      const id = attribute('r:id') ?? attribute('d3p1:id') ?? '';
      sheets.push({ id, hidden: (attribute('state') ?? 'visible') !== 'visible' });
    },
  });
  const first = sheets.find((sheet) => !sheet.hidden) ?? sheets[0];
  if (!found || first === undefined) {
    throw badWorkbook('it is an archive without a workbook. If it holds a table, unpack that');
  }
  const targets = new Map<string, string>();
  readPart(file, entries, 'xl/_rels/workbook.xml.rels', {
    open: (_, attribute) => targets.set(attribute('Id') ?? '', inside(attribute('Target') ?? '')),
  });
  const sheet = entries.get(targets.get(first.id) ?? 'xl/worksheets/sheet1.xml');
  if (sheet === undefined) throw badWorkbook('its first sheet is missing');
  return { sheet, from1904, texts: sharedTexts(file, entries), dates: dateStyles(file, entries) };
}

function sharedTexts(file: Buffer, entries: Entries): string[] {
  const texts: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = false;
  readPart(file, entries, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      inText = name === 't' && !phonetic;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (name) => {
      if (name === 'si') texts.push(text);
      if (name === 'rPh') phonetic = false;
      if (name === 't') inText = false;
    },
  });
  return texts;
}

function dateStyles(file: Buffer, entries: Entries): boolean[] {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  readPart(file, entries, 'xl/styles.xml', {
    open: (name, attribute) => {
      if (name === 'numFmt')
        codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attribute('numFmtId') ?? 0);
      dates.push(isDateFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}
