/** Minutes on paper, read by a reader of PDFs that is not ours: the same words, on the paper asked for. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { parsePeriodKey } from '../../lib/domain/calendar';
import { canonicalJson } from '../../lib/domain/canonical-json';
import type { Minutes, MinutesPoint } from '../../lib/domain/minutes';
import { minutesPdf } from '../../lib/pdf/minutes';
import type { Paper } from '../../lib/pdf/paper';
import { typefaces } from '../../lib/runtime';
import { pdfReader } from '../support/pdf-reader';

const folder = mkdtempSync(join(tmpdir(), 'throughline-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const trail: readonly MinutesPoint[] = Array.from({ length: 26 }, (_, index) => ({
  period: `2026-W${index + 21}`,
  value: index === 7 ? null : 92 + Math.sin(index) - (index > 23 ? 8 : 0),
  lower: 90.5,
  upper: 96.5,
  target: 95,
  signal: index > 23 ? 'bad' : null,
}));

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

const MINUTES: Minutes = {
  format: 1,
  organisation: 'Crème & Söhne A/S',
  series: 'Weekly review',
  journey: 'Order to delivery',
  period: '2026-W46',
  start: '2026-11-09',
  end: '2026-11-15',
  asOf: '2026-11-16T09:02:00.000Z',
  openedAt: '2026-11-16T09:02:00.000Z',
  closedAt: '2026-11-16T09:41:00.000Z',
  closedBy: 'Zoë O’Hara',
  chair: 'Łukasz Żółć',
  present: ['Zoë O’Hara', 'Łukasz Żółć', 'Ольга Ёлкина', 'Ελένη Παπαδοπούλου', LONG],
  items: [
    {
      title: 'Delivered on promised day',
      kind: 'signal',
      state: 'done',
      said: 'below its usual range',
      planned: 8,
      spentSeconds: 420,
      note: 'Final file — the office ﬁnds “offers” difficult.\nNot yet <b>closed</b> \\ 漢 ☃ 🙂.',
      asked: null,
      figures: [
        {
          kpi: 'delivered',
          name: 'Delivered on promised day',
          period: '2026-W46',
          value: 84.04,
          unit: '%',
          decimals: 1,
          status: 'off_target',
          target: 95,
          lower: 90.5,
          upper: 96.5,
          answers: 'Logistics',
          said: 'Below its usual range of 90.5 to 96.5 since W45',
          trail,
        },
      ],
      checkIns: [
        {
          team: 'Logistics',
          by: 'J. Müller',
          happened: 'A carrier stopped.',
          why: 'Contract.',
          next: 'A second one.',
          backBy: '2026-12-13',
        },
      ],
      decisions: ['Stop new installs'],
    },
    ...Array.from({ length: 30 }, (_, index) => ({
      title: `Point ${index + 1}`,
      kind: 'added',
      state: 'open',
      said: '',
      planned: 2,
      spentSeconds: 0,
      note: `Note ${index + 1}. ${'Words that fill a line and more. '.repeat(6)}`,
      asked: null,
      figures: [],
      checkIns: [],
      decisions: [],
    })),
  ],
  actions: [
    {
      id: 1,
      text: 'Roll back receiving screen',
      team: 'Stores',
      person: 'A. Ruiz',
      due: '2026-11-13',
      state: 'open',
      daysLate: 3,
      kpi: null,
      effect: 'back within limits',
      outcome: null,
      isNew: false,
    },
  ],
  thanks: [{ team: 'Support', person: null, text: 'Every call within a minute.', evidence: null }],
  own: { signalSeconds: 420, spentSeconds: 600, kept: 2, late: 1 },
};

const looked = parsePeriodKey('2026-W46', { fiscalYearStart: 1 });
if (looked === null) throw new Error('there is such a week');

const HASH = 'ab'.repeat(32);
const view = {
  organisation: { locale: 'en-GB', timeZone: 'Europe/Copenhagen' },
  period: looked,
  links: [
    {
      number: 1,
      review: 1,
      kind: 'minutes' as const,
      content: canonicalJson(MINUTES),
      hashBefore: null,
      hash: HASH,
      at: MINUTES.closedAt,
      by: 'Zoë O’Hara',
    },
  ],
} satisfies Parameters<typeof minutesPdf>[0];

const drawn = (paper: Paper) => minutesPdf(view, { paper, typefaces: typefaces() });

describe('minutes on paper', () => {
  it('are the same bytes for the same minutes', async () => {
    const [first, second] = [await drawn('a4'), await drawn('a4')];
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.from(first.slice(0, 8)).toString('latin1')).toBe('%PDF-1.7');
  });

  const reader = pdfReader();
  it.skipIf(reader === null)('say to a reader of PDFs what was typed', async () => {
    if (reader === null) return;
    const file = join(folder, 'minutes.pdf');
    writeFileSync(file, await drawn('a4'));
    const read = (...options: readonly string[]) =>
      execFileSync(reader.text, [...options, file, '-'], { encoding: 'utf8' });
    const text = read('-enc', 'UTF-8').replaceAll(/\s+/g, ' ');
    for (const said of [
      'Crème & Söhne A/S',
      'Zoë O’Hara',
      'Łukasz Żółć',
      'Ольга Ёлкина',
      'Ελένη Παπαδοπούλου',
      'Final file — the office',
      '<b>closed</b> \\ [U+6F22] ☃ [U+1F642].',
      '84.0 % (2026-W46, off target), Logistics answers.',
      'Below its usual range of 90.5 to 96.5 since W45.',
      'Decided: Stop new installs',
      'Stores (A. Ruiz), due 13 Nov 2026, open, 3 days late. Expected: back within limits',
      `SHA-256 ${HASH}`,
    ]) {
      expect(text).toContain(said);
    }
    expect(text.replaceAll(' ', '')).toContain(LONG);
    const pages = text.match(/page \d+ of \d+/g) ?? [];
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.at(-1)).toBe(`page ${pages.length} of ${pages.length}`);
    const facts = execFileSync(reader.facts, [file], { encoding: 'utf8' });
    expect(facts).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    expect(facts).toMatch(/Tagged:\s+yes/);
    const fonts = execFileSync(reader.fonts, [file], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(2);
    expect(fonts.length).toBe(2);
    for (const line of fonts) expect(line).toMatch(/yes yes yes/);
    writeFileSync(file, await drawn('letter'));
    expect(execFileSync(reader.facts, [file], { encoding: 'utf8' })).toMatch(/\(letter\)/);
  });
});
