/** Workbooks for tests, packed by hand so that each can be wrong in one way. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  /** What its directory claims, where that is not true. */
  readonly claims?: number;
}

/** An archive of these parts (PKWARE APPNOTE 6.3). */
export function zip(parts: readonly Part[], flags = 0): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const file = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claims ?? bytes.length, 18);
    facts.writeUInt16LE(file.length, 22);
    bodies.push(Buffer.concat([Buffer.from('PK\x03\x04'), facts, file, packed]));
    const after = Buffer.alloc(14);
    after.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), made, facts, after, file]));
    offset += 30 + file.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, list, Buffer.from('PK\x05\x06'), end]);
}

const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="0.0 &quot;days&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>`;

export interface Sheets {
  readonly rows: string;
  readonly shared?: string;
  readonly workbook?: string;
  readonly more?: readonly Part[];
}

/** The parts of a workbook whose first sheet has these rows. */
export function workbookParts({ rows, shared = '', workbook, more = [] }: Sheets): Part[] {
  const sheets = '<sheets><sheet name="Figures" sheetId="1" r:id="rId7"/></sheets>';
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: workbook ?? `<workbook xmlns:r="r">${sheets}</workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content:
        '<Relationships><Relationship Id="rId8" Target="/xl/worksheets/second.xml"/><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>',
    },
    { name: 'xl/styles.xml', content: STYLES },
    { name: 'xl/sharedStrings.xml', content: `<sst>${shared}</sst>` },
    {
      name: 'xl/worksheets/first.xml',
      content: `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`,
    },
    ...more,
  ];
}

export const text = (ref: string, content: string): string =>
  `<c r="${ref}" t="inlineStr"><is><t>${content}</t></is></c>`;

export const HEADER = `<row r="1">${text('A1', 'kpi')}${text('B1', 'period')}${text('C1', 'value')}</row>`;
