/**
 * Bad input on the command line: each kind ends with its exit code and a sentence that names the
 * file, the place and the cure, and what is good goes in all the same, or nothing does.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { backends } from '../support/backends';
import { reset } from './reset';
import { SHOP } from './shop';
import { importStream, throughline, type World, worldOf } from './world';

const HEADER = 'kpi,period,segment,place,value,numerator,denominator';
const GOOD = 'clicks,2026-W40,,,120,,';

interface Refused {
  readonly name: string;
  /** The row that is refused, after a good one. */
  readonly row: string;
  /** Beginning of what is said, after the name of the file. */
  readonly said: string;
  readonly cure: string;
}

const ROWS: readonly Refused[] = [
  {
    name: 'an unknown KPI',
    row: 'clikcs,2026-W41,,,1,,',
    said: 'Line 3, kpi: no KPI has the slug “clikcs”. Did you mean “clicks”?',
    cure: 'Define it first, or set unknownKpi: skip in the profile.',
  },
  {
    name: 'a period that is none',
    row: 'clicks,41/2026,,,1,,',
    said: 'Line 3, period: “41/2026” is no period.',
    cure: 'Write a period as 2026-11-22, 2026-W47, 2026-11, 2026-Q4 or 2026',
  },
  {
    name: 'week 53 of a year without one',
    row: 'clicks,2025-W53,,,1,,',
    said: 'Line 3, period: “2025-W53”',
    cure: '2025 has 52 weeks: 2025-W01 to 2025-W52.',
  },
  {
    name: 'text in a number',
    row: 'clicks,2026-W41,,,many,,',
    said: 'Line 3, value: “many” is not a number.',
    cure: 'Write a number such as 1234.5, or leave the cell blank.',
  },
  {
    name: 'a decimal comma',
    row: 'clicks,2026-W41,,,"1,5",,',
    said: 'Line 3, value: “1,5” is not a number.',
    cure: 'If the comma is a decimal comma, set decimalComma: true in the profile',
  },
  {
    name: 'NaN',
    row: 'clicks,2026-W41,,,NaN,,',
    said: 'Line 3, value: “NaN” is not a number.',
    cure: 'Only finite numbers are figures.',
  },
  {
    name: 'Infinity',
    row: 'clicks,2026-W41,,,Infinity,,',
    said: 'Line 3, value: “Infinity” is not a number.',
    cure: 'Only finite numbers are figures.',
  },
  {
    name: 'a denominator of 0',
    row: 'delivered,2026-W41,,,,0,0',
    said: 'Line 3, denominator: the denominator is 0, so there is no share.',
    cure: 'Leave the row out where there was nothing to count; withdraw a figure that is in.',
  },
  {
    name: 'a numerator above its denominator',
    row: 'delivered,2026-W41,,,,101,100',
    said: 'Line 3, numerator: 101 of 100 cannot be: the KPI counts some of all.',
    cure: 'Check whether the two are swapped.',
  },
  {
    name: 'a key that was there before',
    row: 'clicks,2026-W40,,,121,,',
    said: 'Line 3: clicks, 2026-W40 is there already, in line 2, which stands.',
    cure: 'Keep one row, or say in the profile what duplicates mean: last, mean or sum.',
  },
  {
    name: 'an unknown segment',
    row: 'delivered,2026-W41,nort,,,1,2',
    said: 'Line 3, segment: “nort” is no segment of “area”. Did you mean “north”?',
    cure: 'leave the cell blank for all.',
  },
  {
    name: 'an unknown place',
    row: 'clicks,2026-W41,,yard-2,1,,',
    said: 'Line 3, place: no place has the slug “yard-2”. Did you mean “yard-1”?',
    cure: 'Add it to places in the definition, or leave the cell blank for everywhere.',
  },
  {
    name: 'a row with too few cells',
    row: 'clicks,2026-W41,1',
    said: 'Line 3: 3 cells where the header has 7.',
    cure: 'Quote a text that holds the separator, and keep blank cells.',
  },
];

const utf16 = (text: string, mark: boolean): Buffer =>
  Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');

describe.each(backends)('bad input on $name', ({ open }) => {
  let database: Database;
  let world: World;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-input-'));
    database = await open();
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    await reset(database.db);
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const figures = async () =>
    (
      await sql<{ slug: string; value: number | null; numerator: number | null }>`
        select k.slug, o.value, o.numerator from observation o join kpi k on k.id = o.kpi_id
        order by k.slug, o.period_start, o.revision`.execute(database.db)
    ).rows;
  const imports = async () =>
    (await sql<{ n: number }>`select count(*) as n from import`.execute(database.db)).rows[0]?.n;
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return name;
  };
  const run = (...argv: readonly string[]) => throughline(database, argv, folder);
  const emptied = async () => {
    await database.db.transaction().execute(async (tx) => {
      await sql`select set_config('throughline.maintenance', 'on', true)`.execute(tx);
      for (const table of ['observation', 'period_target', 'rollup', 'import']) {
        await sql`delete from ${sql.table(table)}`.execute(tx);
      }
    });
  };

  describe('a row', () => {
    beforeEach(emptied);

    it.each(ROWS)('$name: the others go in, and it ends with 1', async ({ row, said, cure }) => {
      const file = write('figures.csv', `${HEADER}\n${GOOD}\n${row}\n`);
      const { exit, out, err } = await run('import', file);
      expect(exit).toBe(1);
      expect(err.startsWith(`figures.csv: ${said}`), err).toBe(true);
      expect(err).toContain(cure);
      expect(err.trimEnd().split('\n')).toHaveLength(1);
      expect(out).toBe(
        'figures.csv: CSV, separated by comma, UTF-8\n' +
          'figures.csv: 1 accepted, 0 superseded, 0 unchanged, 0 ignored, 1 rejected.\n',
      );
      expect(await figures()).toEqual([{ slug: 'clicks', value: 120, numerator: null }]);
    });

    it('of each kind at once: every row has one outcome, and each refusal its line', async () => {
      const rows = [GOOD, ...ROWS.map(({ row }) => row), ',,,,,,', 'returned,2026-W40,,,8,,'];
      const file = write('all.csv', `${HEADER}\n${rows.join('\n')}\n`);
      const { exit, out, err } = await run('import', file);
      expect(exit).toBe(1);
      expect(out).toContain(
        `2 accepted, 0 superseded, 0 unchanged, 1 ignored, ${ROWS.length} rejected`,
      );
      const lines = err.trimEnd().split('\n');
      expect(lines.map((line) => /Line (\d+)/.exec(line)?.[1])).toEqual(
        ROWS.map((_, i) => String(i + 3)),
      );
    });

    it('stops the whole file with --atomic', async () => {
      const file = write('figures.csv', `${HEADER}\n${GOOD}\nclicks,2026-W41,,,many,,\n`);
      const { exit, out, err } = await run('import', file, '--atomic');
      expect(exit).toBe(1);
      expect(err).toContain('Line 3, value: “many” is not a number.');
      expect(out).toContain('1 accepted, 0 superseded, 0 unchanged, 0 ignored, 1 rejected.');
      expect(out).toContain('Nothing was taken, as rows were refused.');
      expect(await figures()).toEqual([]);
      expect(await imports()).toBe(0);
    });

    it('changes nothing with --dry-run, and says what it would', async () => {
      const file = write('figures.csv', `${HEADER}\n${GOOD}\nreturned,2026-W40,,,8,,\n`);
      const dry = await run('import', file, '--dry-run');
      expect(dry.exit).toBe(0);
      expect(dry.out).toContain('2 accepted, 0 superseded, 0 unchanged, 0 ignored, 0 rejected.');
      expect(dry.out).toContain('Dry run: nothing was changed.');
      expect(await figures()).toEqual([]);
      expect(await imports()).toBe(0);
      expect((await run('import', file)).out).toContain('2 accepted');
    });

    it('supersedes, repeats and withdraws: each outcome is counted', async () => {
      write('1.csv', `${HEADER}\n${GOOD}\nreturned,2026-W40,,,8,,\n`);
      write('2.csv', `${HEADER}\n${GOOD}\nreturned,2026-W40,,,9,,\nclicks,2026-W41,,,5,,\n`);
      write('3.csv', 'kpi,period,withdraw\nreturned,2026-W40,true\nreturned,2026-W41,true\n');
      const { exit, out } = await run('import', '1.csv', '2.csv', '3.csv');
      expect(exit).toBe(0);
      expect(out).toContain('1.csv: 2 accepted, 0 superseded, 0 unchanged, 0 ignored, 0 rejected.');
      expect(out).toContain('2.csv: 1 accepted, 1 superseded, 1 unchanged, 0 ignored, 0 rejected.');
      expect(out).toContain('3.csv: 0 accepted, 1 superseded, 1 unchanged, 0 ignored, 0 rejected.');
    });
  });

  describe('a file', () => {
    beforeEach(emptied);

    it.each<[string, string | Uint8Array, string]>([
      [
        'without a byte',
        '',
        'The file is empty. It needs a header that names the columns, and one row for each figure.',
      ],
      ['with a BOM and nothing else', '\uFEFF', 'The file is empty.'],
      [
        'without a column that it needs',
        'kpi,value\nclicks,1\n',
        'The file has no column “period”. Found: “kpi”, “value”. Name the columns',
      ],
      [
        'with a column that is misspelt',
        'kpi,period,vlaue\nclicks,2026-W40,1\n',
        'The column “vlaue” is not known. Did you mean “value”? Correct the header',
      ],
      [
        'that is an old workbook',
        Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
        'The file is an old or password-protected Excel workbook. Save it as .xlsx without a password, or as CSV.',
      ],
    ])('%s is refused as a whole', async (_, content, said) => {
      const file = write('whole.csv', content);
      const { exit, err } = await run('import', file);
      expect({ exit, err }).toEqual({
        exit: 1,
        err: expect.stringContaining(`whole.csv: ${said}`),
      });
      expect(await imports()).toBe(0);
    });

    it('that is not there, or is a folder', async () => {
      const { exit, err } = await run('import', 'nowhere.csv', '.');
      expect(exit).toBe(1);
      expect(err).toBe('nowhere.csv: There is no such file.\n.: It is not a file.\n');
    });

    it('that is refused does not stop the next one', async () => {
      write('bad.csv', '');
      write('good.csv', `${HEADER}\n${GOOD}\n`);
      const { exit, out, err } = await run('import', 'bad.csv', 'good.csv');
      expect(exit).toBe(1);
      expect(err).toContain('bad.csv: The file is empty.');
      expect(out).toContain('good.csv: 1 accepted');
    });

    const NAMED = 'Kennzahl;Periode;Region;Zähler;Nenner\ndelivered;2026-W40;Nörd;9;10\n';
    const PROFILE =
      'columns:\n  kpi: Kennzahl\n  period: Periode\n  segment: { column: Region, map: { Nörd: north } }\n  numerator: Zähler\n  denominator: Nenner\n';

    it.each<[string, Uint8Array, string]>([
      ['UTF-8', Buffer.from(NAMED), 'UTF-8'],
      ['UTF-8 with a BOM', Buffer.from(`\uFEFF${NAMED}`), 'UTF-8'],
      ['UTF-16 with a BOM', utf16(NAMED, true), 'UTF-16LE'],
      ['UTF-16 without a BOM', utf16(NAMED, false), 'UTF-16LE'],
      ['UTF-16, the high byte first', Buffer.from(utf16(NAMED, true)).swap16(), 'UTF-16BE'],
      ['Latin-1', Buffer.from(NAMED, 'latin1'), 'WINDOWS-1252'],
    ])('in %s is read as what it is, and said so', async (_, content, encoding) => {
      write('profile.yaml', PROFILE);
      const file = write('encoded.csv', content);
      const { exit, out, err } = await run('import', file, '--profile', 'profile.yaml');
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(out).toContain(`encoded.csv: CSV, separated by semicolon, ${encoding}\n`);
      expect(out).toContain('1 accepted, 0 superseded, 0 unchanged, 0 ignored, 0 rejected.');
      expect(await figures()).toEqual([{ slug: 'delivered', value: null, numerator: 9 }]);
    });

    it('with a line of 100 MB is refused within 2 s, before most of it was read', async () => {
      const piece = Buffer.alloc(1_000_000, 'x');
      let pieces = 0;
      async function* endless() {
        yield Buffer.from(`${HEADER}\n${GOOD}\nclicks,2026-W41,,,`);
        for (; pieces < 100; pieces += 1) yield piece;
      }
      const { rss } = process.memoryUsage();
      const begun = process.cpuUsage();
      await expect(importStream(world.context, endless())).rejects.toMatchObject({
        code: 'record_too_long',
        status: 413,
        message:
          'The row that starts on line 3 is longer than 1 MiB. Perhaps a quote before it is never closed, or the file is no table.',
      });
      const { user, system } = process.cpuUsage(begun);
      expect((user + system) / 1e6).toBeLessThan(2);
      expect(pieces).toBeLessThan(5);
      expect(process.memoryUsage().rss - rss).toBeLessThan(100_000_000);
      expect(await figures()).toEqual([]);
    });

    it('of 100 MB on one line, on the command line', async () => {
      const file = await openFile(join(folder, 'long.csv'), 'w');
      await file.write(`${HEADER}\n${GOOD}\nclicks,2026-W41,,,`);
      const piece = Buffer.alloc(10_000_000, '1');
      for (let i = 0; i < 10; i += 1) await file.write(piece);
      await file.close();
      const { exit, err } = await run('import', 'long.csv');
      expect(exit).toBe(1);
      expect(err).toMatch(/^long\.csv: The row that starts on line 3 is longer than 1 MiB\./);
      expect(await imports()).toBe(0);
      rmSync(join(folder, 'long.csv'));
    });
  });

  describe('a profile', () => {
    it.each([
      ['that is not there', null, 'profile.yaml cannot be read: there is no such file.'],
      ['that is no YAML', 'columns: {kpi: k', 'profile.yaml: Line 1'],
      ['with a word that it does not know', 'colums: {}', 'Did you mean “columns”?'],
    ])('%s ends with 1', async (_, content, said) => {
      rmSync(join(folder, 'profile.yaml'), { force: true });
      if (content !== null) write('profile.yaml', content);
      const file = write('figures.csv', `${HEADER}\n${GOOD}\n`);
      const { exit, err } = await run('import', file, '--profile', 'profile.yaml');
      expect(exit).toBe(1);
      expect(err).toContain(said);
    });
  });

  describe('a definition', () => {
    const TEAM = 'teams: [{ slug: ops, name: Ops }, { slug: web, name: Web }]\n';
    const kpi = (slug: string, over: string) =>
      `  - { slug: ${slug}, name: ${slug}, unit: x, grain: week, aggregation: sum, lens: silo, ${over} }\n`;

    it.each<[string, string, string, string]>([
      [
        'two accountable teams',
        `${TEAM}kpis:\n${kpi('k', 'direction: higher, accountable: [ops, web]')}`,
        ': Line 3, kpis[0].accountable: “ops” and “web” would answer for “k” at the same time;',
        'Move the others to contributing, or say from which date on each answers',
      ],
      [
        'a team that is not there',
        `${TEAM}kpis:\n${kpi('k', 'direction: higher, accountable: opps')}`,
        ':3:109: kpis.k.accountable: There is no team "opps".',
        'Did you mean "ops"?',
      ],
      [
        'teams that go round',
        'teams:\n  - { slug: a, name: A, parent: b }\n  - { slug: b, name: B, parent: a }\n',
        ':2:33: teams.a.parent: Teams go round: a is part of b is part of a.',
        'Let one of them be part of none of the others.',
      ],
      [
        'KPIs that feed each other',
        `${TEAM}kpis:\n${kpi('k', 'direction: higher, accountable: ops, upstream: [l]')}${kpi('l', 'direction: higher, accountable: web, upstream: [k]')}`,
        ':3:124: kpis.k.upstream: Upstream links go round: ',
        'Take out one of these links.',
      ],
      [
        'two stages of one name',
        'journeys:\n  - slug: j\n    name: J\n    stages:\n      - { slug: s, name: Buy }\n      - { slug: t, name: buy }\n',
        ':6:26: stages.t.name: Two stages of the journey "j" are called "buy"',
        'Give one of them another name.',
      ],
      [
        'a target for a KPI that is shown for context',
        `${TEAM}kpis:\n${kpi('k', 'direction: none, accountable: ops')}targets:\n  - { kpi: k, grain: week, from: 2026-01-05, target: 5 }\n`,
        ':5:5: targets.k/week/2026-01-05: "k" is shown for context',
        'Give the KPI a direction, or leave the target out.',
      ],
      ['a word that is misspelt', 'temas: []\n', ': Line 1', 'Did you mean “teams”?'],
      ['no YAML', 'teams: [\n', ': Line 2', ''],
    ])('with %s is refused, and nothing of it is taken', async (_, yaml, said, cure) => {
      const text = await exportDefinition(world.context);
      const file = write('definition.yaml', yaml);
      const { exit, out, err } = await run('apply', file);
      expect(exit).toBe(1);
      expect(out).toBe('');
      expect(err.startsWith(`definition.yaml${said}`), err).toBe(true);
      expect(err).toContain(cure);
      expect(await exportDefinition(world.context)).toBe(text);
    });
  });

  describe('a command', () => {
    it.each([
      [['frobnicate'], 'There is no verb "frobnicate".'],
      [[], 'Usage: throughline VERB'],
      [['import'], 'Usage: throughline import FILE…'],
      [['import', 'a.csv', '--colour'], "Unknown option '--colour'"],
      [['series'], 'Usage: throughline series KPI'],
      [['contrast', 'bus-trip'], '"bus-trip" is one argument too many.'],
    ])('%j is wrong usage and ends with 2', async (argv, said) => {
      const { exit, out, err } = await run(...argv);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain(said);
    });

    it.each([
      [['contrast', '--journey', 'nowhere'], 'There is no journey "nowhere". There is: order.'],
      [['contrast', '--period', '2025-W53'], 'period is "2025-W53", which names no period;'],
      [
        ['contrast', '--segment', 'nort'],
        'There is no segment "nort". There is: all, north, south.',
      ],
      [['contrast', '--as-of', 'soon'], 'asOf is "soon"; give a date such as'],
      [['series', 'clikcs'], 'There is no KPI "clikcs".'],
      [
        ['series', 'clicks', '--grain', 'fortnight'],
        'it must be one of day, week, month, quarter, year.',
      ],
      [['series', 'clicks', '--grain', 'day'], 'is reported by week; it has no figures by day.'],
      [['series', 'clicks', '--place', 'nowhere'], 'There is no place "nowhere".'],
      [['series', 'clicks', '--segment', 'north'], 'is not broken down by area;'],
      [['apply', 'nowhere.yaml'], 'cannot be read: there is no such file.'],
    ])('%j is refused with a sentence and ends with 1', async (argv, said) => {
      const { exit, out, err } = await run(...argv);
      expect({ exit, out }).toEqual({ exit: 1, out: '' });
      expect(err).toContain(said);
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    });

    it('says how it is used when asked, and ends with 0', async () => {
      for (const argv of [['--help'], ['import', '--help'], ['demo', 'load', '-h']]) {
        const { exit, out, err } = await run(...argv);
        expect({ exit, err }).toEqual({ exit: 0, err: '' });
        expect(out).toContain('Usage: throughline');
      }
    });
  });
});
