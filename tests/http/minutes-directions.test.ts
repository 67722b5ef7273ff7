/** Minutes in Hebrew and Arabic on paper: seen from the right, and read by a reader of PDFs as they were typed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { parsePeriodKey } from '../../lib/domain/calendar';
import { canonicalJson } from '../../lib/domain/canonical-json';
import type { Minutes, MinutesItem } from '../../lib/domain/minutes';
import { minutesPdf } from '../../lib/pdf/minutes';
import { alone, readingOrder } from '../../lib/pdf/reading-order';
import { typesetter } from '../../lib/pdf/typeset';
import { typefaces } from '../../lib/runtime';
import { pdfReader } from '../support/pdf-reader';

const HEBREW = 'הלקוח אמר שהמשלוח איחר ב־15% לעומת 84.0 בשבוע שעבר. ';
const ARABIC = 'قال العميل إن الشحنة رقم ٤٥١٢ تأخرت بنسبة كبيرة.';

const item = (title: string, note: string, decision: string): MinutesItem => ({
  title,
  kind: 'added',
  state: 'done',
  said: '',
  planned: 2,
  spentSeconds: 0,
  note,
  asked: null,
  figures: [],
  checkIns: [],
  decisions: [decision],
});

const MINUTES: Minutes = {
  format: 1,
  organisation: 'Mixed',
  series: 'סקירה שבועית',
  journey: 'Order to delivery',
  period: '2026-W46',
  start: '2026-11-09',
  end: '2026-11-15',
  asOf: '2026-11-16T09:02:00.000Z',
  openedAt: '2026-11-16T09:02:00.000Z',
  closedAt: '2026-11-16T09:41:00.000Z',
  closedBy: 'דוד כהן',
  chair: null,
  present: ['דוד כהן', 'שרה לוי', 'Zoë'],
  items: [
    item('Carrier', 'The carrier שליחויות מהירות (Express) said 12 of 30 were late.', 'לבדוק'),
    item('נקודה שנייה', `${HEBREW.repeat(4)}\n${ARABIC}`, 'להפסיק התקנות'),
  ],
  actions: [],
  thanks: [],
  own: { signalSeconds: 420, spentSeconds: 600, kept: 2, late: 1 },
};

async function drawn(): Promise<Uint8Array> {
  const period = parsePeriodKey('2026-W46', { fiscalYearStart: 1 });
  if (period === null) throw new Error('there is such a week');
  const link = { number: 1, review: 1, kind: 'minutes' as const, by: 'Zoë', at: MINUTES.closedAt };
  return minutesPdf(
    {
      organisation: { locale: 'en-GB', timeZone: 'Europe/Copenhagen' },
      period,
      links: [
        { ...link, content: canonicalJson(MINUTES), hashBefore: null, hash: 'ab'.repeat(32) },
      ],
    },
    { paper: 'a4', typefaces: typefaces() },
  );
}

const seen = (text: string, base: 'auto' | 'ltr') =>
  readingOrder(text, base)
    .runs({ start: 0, end: text.length }, () => false)
    .map((run) => run.text.trim())
    .filter((run) => run !== '');

describe('the order of reading', () => {
  it('runs from the right in a sentence from the left, with figures and brackets as they are', () => {
    expect(seen(`Paid by ${alone('דוד כהן')} (12%) today`, 'ltr')).toEqual([
      'Paid',
      'by',
      'כהן',
      'דוד',
      '(12%)',
      'today',
    ]);
    expect(seen('איחר (דוד) 84.0 Express', 'auto')).toEqual(['Express', '84.0', ')דוד(', 'איחר']);
  });

  it('keeps what was typed apart from its sentence, and letters apart that are not joined', () => {
    expect(seen('Present: דוד, שרה.', 'ltr').join(' ')).toBe('Present: שרה דוד, .');
    expect(seen(`Present: ${alone('דוד')}, ${alone('שרה')}.`, 'ltr').join(' ')).toBe(
      'Present: דוד , שרה .',
    );
    expect(seen('می\u200cخواهم', 'auto')).toEqual(['خواهم', 'می']);
  });

  it('leaves no mark of direction where nothing runs from the right', () => {
    const { letters } = typesetter(typefaces());
    expect(letters(`${alone('Crème')}\u200b \u202e12%`)).toBe('Crème 12%');
    expect(letters(alone('דוד'))).toBe(alone('דוד'));
    expect(letters('\u202eדוד')).toBe('דוד');
  });
});

describe('minutes on paper in Hebrew and Arabic', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-pdf-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const reader = pdfReader();
  it.skipIf(reader === null)('are read as they were typed, and told so', async () => {
    if (reader === null) return;
    const file = join(folder, 'minutes.pdf');
    const bytes = await drawn();
    writeFileSync(file, bytes);
    const read = (...options: readonly string[]) =>
      execFileSync(reader.text, [...options, '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
    const text = read()
      .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .replaceAll(/\s+/g, ' ');
    for (const said of [
      'סקירה שבועית',
      'דוד כהן',
      'שליחויות מהירות',
      'הלקוח אמר שהמשלוח איחר',
      'בשבוע שעבר',
      'قال العميل إن الشحنة رقم',
      'تأخرت بنسبة كبيرة',
      'להפסיק התקנות',
    ]) {
      expect(text).toContain(said);
    }
    const told = Buffer.from('להפסיק התקנות', 'utf16le').swap16().toString('latin1');
    expect(Buffer.from(bytes).toString('latin1')).toContain(told);
  });

  it.skipIf(reader === null)('stand where they are looked for', async () => {
    if (reader === null) return;
    const file = join(folder, 'places.pdf');
    writeFileSync(file, await drawn());
    const places = execFileSync(reader.text, ['-bbox', '-enc', 'UTF-8', file, '-'], {
      encoding: 'utf8',
    });
    const found = [...places.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</g)].map(
      ([, x, y, word]) => ({ x: Number(x), y: Number(y), word }),
    );
    // This list has words as they are seen, letter by letter from the left.
    const asSeen = (word: string) => (/[א-ת]/.test(word) ? [...word].toReversed().join('') : word);
    const at = (word: string) => {
      const place = found.find((each) => each.word === asSeen(word));
      if (place === undefined) throw new Error(`"${word}" is not on the sheet`);
      return place;
    };
    const line = ['carrier', 'מהירות', 'שליחויות', '(Express)', 'said', '12'].map(at);
    expect(line.map(({ x }) => x)).toEqual(line.map(({ x }) => x).toSorted((a, b) => a - b));
    expect(new Set(line.map(({ y }) => Math.round(y))).size).toBe(1);
    // The note begins at the right, with its first words on its first line.
    const begins = found.filter(({ word }) => word === asSeen('הלקוח'));
    const top = Math.min(...begins.map(({ y }) => y));
    const first = begins.filter(({ y }) => y === top);
    expect(Math.max(...first.map(({ x }) => x))).toBeGreaterThan(480);
    expect(first.length).toBeLessThan(begins.length);
  });
});
