import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, type Encoding, TextDecoding, UndecodableBytes } from '../../lib/import/encoding';
import { arriving, read } from './reading';

async function decode(bytes: Uint8Array, stated?: Encoding, size?: number) {
  let text = '';
  let decoding: TextDecoding | null = null;
  const blocks: Buffer[] = [];
  for await (const block of blocksOf(arriving(bytes, size))) blocks.push(block);
  for (const [i, block] of blocks.entries()) {
    decoding ??= new TextDecoding(block, stated);
    for (const piece of decoding.decode(block, i === blocks.length - 1)) text += piece;
  }
  return { text, encoding: decoding?.encoding ?? null };
}

const TABLE = 'kpi,period,value,note\nparcels,2026-10,1,';
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('the encoding of a file', () => {
  it.each<[string, Buffer, string, Encoding | null]>([
    ['ASCII', Buffer.from('abc'), 'abc', null],
    ['UTF-8', Buffer.from('Café €'), 'Café €', 'utf-8'],
    ['UTF-8 with BOM', Buffer.from('\uFEFFCafé'), 'Café', 'utf-8'],
    ['UTF-16 LE with BOM', Buffer.from('\uFEFFCafé', 'utf16le'), 'Café', 'utf-16le'],
    ['UTF-16 BE with BOM', utf16be('\uFEFFCafé 😀'), 'Café 😀', 'utf-16be'],
    ['UTF-16 LE without', Buffer.from('kpi,Café', 'utf16le'), 'kpi,Café', 'utf-16le'],
    ['UTF-16 BE without', utf16be('kpi,Café'), 'kpi,Café', 'utf-16be'],
    ['Latin-1', Buffer.from('Café', 'latin1'), 'Café', 'windows-1252'],
    ['Windows-1252', Buffer.from([0x80, 0x20, 0x93, 0x94]), '€ “”', 'windows-1252'],
    [
      'Latin-1 with two letters that could be UTF-8',
      Buffer.from(`«Ö» ${'thé '.repeat(20)}`, 'latin1'),
      `«Ö» ${'thé '.repeat(20)}`,
      'windows-1252',
    ],
  ])('%s', async (_, bytes, text, encoding) => {
    expect(await decode(bytes)).toEqual({ text, encoding });
  });

  it('follows what is stated', async () => {
    expect((await decode(Buffer.from('Café'), 'windows-1252')).text).toBe('CafÃ©');
  });

  it('is decided by the first bytes that are not ASCII, wherever they stand', async () => {
    const padding = Buffer.from('x'.repeat(200_000));
    const late = Buffer.concat([padding, Buffer.from('Café', 'latin1')]);
    expect((await decode(late)).encoding).toBe('windows-1252');
    expect((await decode(late)).text.endsWith('Café')).toBe(true);
    const later = Buffer.concat([padding, Buffer.from('Café')]);
    expect((await decode(later)).text.endsWith('xCafé')).toBe(true);
    // A letter of Latin-1 at the very end of a block looks like the first half of one of UTF-8.
    const edge = Buffer.concat([Buffer.alloc(65_535, 'x'), Buffer.from('é…', 'latin1')]);
    expect((await decode(edge)).encoding).toBe('windows-1252');
  });

  it('cuts no letter in two where blocks meet', async () => {
    const text = 'ß€😀'.repeat(40_000);
    for (const size of [1, 65_535, 65_536, 65_537]) {
      expect((await decode(Buffer.from(text), undefined, size)).text).toBe(text);
    }
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
    expect((await decode(wide, undefined, 65_537)).text).toBe(text);
  });

  it('any text survives UTF-8 and UTF-16', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect((await decode(Buffer.from(`é${text}`))).text).toBe(`é${text}`);
        expect((await decode(Buffer.from(`\uFEFFa${text}`, 'utf16le'))).text).toBe(`a${text}`);
      }),
    );
  });
});

describe('bytes that do not fit', () => {
  it('throws after the text before them', () => {
    const bytes = Buffer.concat([Buffer.from('Café\nthé\n'), Buffer.from('été', 'latin1')]);
    const decoding = new TextDecoding(bytes, undefined);
    const pieces = decoding.decode(bytes, true);
    expect(pieces.next().value).toBe('Café\nthé\n');
    expect(() => pieces.next()).toThrow(UndecodableBytes);
  });

  it.each([
    ['in the first block', 3],
    ['after 64 KiB of UTF-8', 4000],
  ])('are refused with their line: %s', async (_, before) => {
    const rows = Array.from({ length: before }, (_, i) => `parcels,${2000 + i},1,Café crème`);
    const text = `kpi,period,value,note\n${rows.join('\n')}\n`;
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from('parcels,1999,1,thé\n', 'latin1')]);
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'bad_encoding',
      message: `Line ${before + 2}: it holds bytes that are not UTF-8, though the text before it is. Save the file as UTF-8, or name its encoding in a profile.`,
    });
  });

  it('half a character of UTF-16', async () => {
    const bytes = Buffer.concat([Buffer.from(`\uFEFF${TABLE}`, 'utf16le'), Buffer.from([0x41])]);
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'bad_encoding',
      message: expect.stringContaining('Line 2: it holds half a character of UTF-16.'),
    });
  });
});

describe('files as other programs save them', () => {
  it.each<[string, Buffer]>([
    ['UTF-8 with BOM', Buffer.from(`\uFEFF${TABLE}é`)],
    ['UTF-16 LE', Buffer.from(`\uFEFF${TABLE}é`, 'utf16le')],
    ['UTF-16 BE', utf16be(`\uFEFF${TABLE}é`)],
    ['Latin-1', Buffer.from(`${TABLE}é`, 'latin1')],
  ])('%s', async (_, bytes) => {
    const { table, rows } = await read(bytes);
    expect(table.header).toEqual(['kpi', 'period', 'value', 'note']);
    expect(rows.map((row) => row.kind)).toEqual(['observation']);
  });
});
