/** Files through the browser's door: received, looked over, tried, imported, whatever is in them. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { POST } from '../../app/(app)/data/uploads/route';
import type { Database } from '../../db/client';
import { startUploadRunner, uploadProgress, wakeUploads } from '../../lib/http/upload-runner';
import { postUpload, uploadContext } from '../../lib/http/uploads';
import { holdDatabase, now, releaseDatabase } from '../../lib/runtime';
import { contextOf, operator } from '../../lib/usecases/context';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { findImport, listImports } from '../../lib/usecases/imports';
import { discardUpload, listUploads, tidyUploads } from '../../lib/usecases/uploads';
import {
  chooseGuess,
  chooseKept,
  chooseReading,
  chooseText,
  forgetProfile,
  keepProfile,
  profileFile,
} from '../../lib/usecases/uploads/choose';
import { lookAtUpload } from '../../lib/usecases/uploads/look';
import { askUpload, refusedOfUpload } from '../../lib/usecases/uploads/work';
import { busySince } from '../import/reading';
import { workbookParts, zip } from '../import/workbook';
import { backends } from '../support/backends';
import { sharedData } from '../support/shared-data';
import { signedRequest, signIn } from '../support/signed-in';
import { reset } from '../usecases/reset';
import { FIGURES, SHOP } from '../usecases/shop';
import { apply, counts, exampleText, importText, type World, worldOf } from '../usecases/world';

const ORIGIN = 'http://127.0.0.1:3000';

describe.each(backends)('files through the browser on $name', ({ name, open }) => {
  let database: Database;
  let world: World;
  let folder: string;
  let runner: Awaited<ReturnType<typeof startUploadRunner>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-uploads-'));
    process.env['DATA_DIR'] = folder;
    database = await open();
    holdDatabase(database);
    runner = await startUploadRunner();
  });
  afterAll(async () => {
    await runner.stop();
    await releaseDatabase();
    delete process.env['DATA_DIR'];
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    rmSync(join(folder, 'uploads'), { recursive: true, force: true });
    await reset(database.db);
    await signIn(database);
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
  });

  const here = () => uploadContext(contextOf(database.db, operator('local'), now));

  const files = () => {
    const uploads = join(folder, 'uploads');
    return existsSync(uploads) ? readdirSync(uploads) : [];
  };

  function request(
    form: FormData | string,
    headers: Readonly<Record<string, string>> = {},
  ): Request {
    return signedRequest(`${ORIGIN}/data/uploads`, {
      method: 'POST',
      body: form,
      headers: { origin: ORIGIN, host: '127.0.0.1:3000', ...headers },
    });
  }

  function formOf(content: BlobPart, fileName = 'figures.csv', profile?: string): FormData {
    const form = new FormData();
    form.set('file', new Blob([content]), fileName);
    if (profile !== undefined) form.set('profile', new Blob([profile]), 'profile.yaml');
    return form;
  }

  /** The number under which it was received. */
  async function send(content: BlobPart, fileName?: string, profile?: string): Promise<number> {
    const answer = await POST(request(formOf(content, fileName, profile)));
    expect(answer.status).toBe(303);
    return Number(/^\/data\/uploads\/(\d+)$/.exec(answer.headers.get('location') ?? '')?.[1]);
  }

  const look = async (id: number) => lookAtUpload(here(), id);

  async function done(id: number) {
    wakeUploads();
    for (let i = 0; i < 3_000; i += 1) {
      const progress = await uploadProgress(here(), id);
      if (progress === null || progress.task === null) return progress;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('It does not end.');
  }

  async function check(id: number) {
    await askUpload(here(), id, 'check');
    await done(id);
    return look(id);
  }

  /** The import that came of it. */
  async function take(id: number, options: { readonly atomic?: boolean } = {}) {
    await askUpload(here(), id, 'import', options);
    const progress = await done(id);
    return progress?.importId == null
      ? null
      : (await findImport(world.context, progress.importId)).import;
  }

  it('come in by the same code as by the command line, and leave no file behind', async () => {
    const id = await send(FIGURES, '../../größe.csv');
    const { upload, reading } = await look(id);
    expect(upload).toMatchObject({ name: 'größe.csv', size: FIGURES.length, status: 'open' });
    expect(reading).toMatchObject({ format: 'csv', separator: ',', from: 'guess', faults: [] });
    expect(reading?.rows[0]?.figures).toMatchObject([
      {
        kpi: 'delivered',
        segment: 'north',
        numbers: [
          { role: 'numerator', number: 95 },
          { role: 'denominator', number: 100 },
        ],
      },
    ]);
    const [file = ''] = files();
    expect(file).toMatch(/^[0-9a-f]{32}$/);
    expect(statSync(join(folder, 'uploads', file)).mode & 0o777).toBe(0o600);
    const { checked } = await check(id);
    expect(checked).toMatchObject({ accepted: 21, rejected: 0, warnings: [] });
    expect((await listImports(world.context)).imports).toHaveLength(0);
    expect(await take(id)).toMatchObject({
      accepted: 21,
      origin: 'file',
      name: 'größe.csv',
      actor: 'local',
    });
    expect(files()).toEqual([]);
    const again = await importText(world.context, FIGURES);
    expect(counts(again)).toMatchObject({ unchanged: 21, accepted: 0 });
    expect((await examine(world.context)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('are received from our own pages alone, and with a file in them', async () => {
    const refused = async (asked: Request) => {
      const answer = await POST(asked);
      return [answer.status, answer.headers.get('location') ?? (await answer.json()).title];
    };
    const form = () => formOf(FIGURES);
    expect(await refused(request(form(), { origin: 'https://elsewhere.example' }))).toEqual([
      403,
      'elsewhere',
    ]);
    expect(await refused(request(form(), { 'sec-fetch-site': 'cross-site' }))).toEqual([
      403,
      'elsewhere',
    ]);
    expect(await refused(request(form(), { origin: 'null' }))).toEqual([403, 'elsewhere']);
    const path = (code: string) => `/data/upload?refused=${code}`;
    expect(await refused(request('kpi,period'))).toEqual([303, path('not_a_form')]);
    expect(await refused(request(new FormData()))).toEqual([303, path('no_file')]);
    expect(await refused(request(formOf('', '')))).toEqual([303, path('no_file')]);
    expect(await refused(request(formOf('')))).toEqual([303, path('empty_file')]);
    const cut = request(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nkpi',
      {
        'content-type': 'multipart/form-data; boundary=x',
      },
    );
    expect(await refused(cut)).toEqual([303, path('cut_off')]);
    const profile = formOf(FIGURES, 'a.csv', '#'.repeat(300_000));
    expect(await refused(request(profile))).toEqual([303, path('long_profile')]);
    const answer = await POST(request(new FormData(), { accept: 'application/json' }));
    expect([answer.status, (await answer.json()).detail]).toEqual([
      400,
      expect.stringContaining('Choose one'),
    ]);
    expect(await listUploads(here())).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('that are too large are refused with 413 while they arrive, and before', async () => {
    const script = { accept: 'application/json' };
    for (const headers of [script, { ...script, 'content-length': String(300 * 1_048_576) }]) {
      const answer = await postUpload(request(formOf('x'.repeat(200_000)), headers), 100_000);
      expect(answer.status).toBe(413);
      expect((await answer.json()).detail).toContain('larger than');
    }
    expect(files()).toEqual([]);
  });

  it('say what is not read before anything is, and what is corrected is kept', async () => {
    const content = 'wann;was;wieviel\n03/04/2026;x1;1,5\n05/06/2026;x2;\n';
    const id = await send(content, 'export.csv');
    const { reading } = await look(id);
    expect(reading?.faults).toEqual([expect.stringContaining('othing says which KPI')]);
    await expect(check(id)).rejects.toMatchObject({ code: 'bad_profile' });
    const choices = reading?.choices;
    if (choices == null) throw new Error('the form cannot say it');
    const columns = choices.columns.map((column) =>
      column.name === 'wieviel' ? { ...column, role: 'value' as const } : column,
    );
    await chooseReading(here(), id, {
      ...choices,
      columns,
      kpi: 'clicks',
      dateFormat: 'MM/DD/YYYY',
    });
    const after = await look(id);
    expect(after.reading).toMatchObject({ from: 'chosen', faults: [] });
    expect(after.reading?.rows[0]?.figures).toMatchObject([
      { kpi: 'clicks', period: { key: '2026-W10' }, numbers: [{ role: 'value', number: 1.5 }] },
    ]);
    expect((await check(id)).checked).toMatchObject({ accepted: 1, ignored: 1 });
    // What is changed afterwards was not tried.
    await chooseText(here(), id, 'columns: {kpi: [was]}');
    const wrong = await look(id);
    expect(wrong.checked).toBeNull();
    expect(wrong.reading).toMatchObject({ text: 'columns: {kpi: [was]}', choices: null });
    expect(wrong.reading?.faults[0]).toMatch(/^Line 1, columns\.kpi: /);
    await chooseGuess(here(), id);
    expect((await look(id)).reading?.columns.map(({ name: title }) => title)).toEqual([
      'wann',
      'was',
      'wieviel',
    ]);
  });

  it('give refused rows back as they came, with the first of them shown', async () => {
    const content = 'kpi,period,value\nclicks,2026-W40,1\nclicks,2026-W99,"a,b"\nnone,2026-W40,2\n';
    const id = await send(content);
    const { checked } = await check(id);
    expect(checked).toMatchObject({ accepted: 1, rejected: 2 });
    expect(checked?.refused).toMatchObject([
      {
        line: 3,
        original: 'clicks,2026-W99,"a,b"',
        message: expect.stringContaining('Line 3, period: '),
      },
      { line: 4 },
    ]);
    const file = await refusedOfUpload(here(), id);
    expect(file).toMatchObject({
      name: 'refused-rows.csv',
      text: 'kpi,period,value\nclicks,2026-W99,"a,b"\nnone,2026-W40,2\n',
    });
    expect(await take(id, { atomic: true })).toBeNull();
    const { upload, atomic } = await look(id);
    expect(atomic).toBe(true);
    expect(upload.problem).toContain('Nothing was taken, as 2 rows were refused');
    expect(await take(id)).toMatchObject({ accepted: 1, rejected: 2 });
    await expect(look(id)).resolves.toMatchObject({ upload: { status: 'imported' } });
  });

  it('warn of targets of 0 that are always met, until 0 means that there is none', async () => {
    const weeks = [30, 31, 32, 33, 34, 35];
    const content = `kpi,period,numerator,denominator,target\n${weeks.map((week) => `found,2026-W${week},8${week % 10},100,${week < 33 ? 75 : 0}\n`).join('')}`;
    const id = await send(content);
    const before = await check(id);
    expect(before.checked?.warnings).toMatchObject([{ kind: 'zero_target', kpi: 'found' }]);
    const choices = before.reading?.choices;
    if (choices == null) throw new Error('the form cannot say it');
    const columns = choices.columns.map((column) =>
      column.name === 'target' ? { ...column, missing: '0' } : column,
    );
    await chooseReading(here(), id, { ...choices, columns });
    expect((await check(id)).checked).toMatchObject({ accepted: 6, warnings: [] });
    expect(await take(id)).toMatchObject({ accepted: 6 });
  });

  it('are read by a profile that was kept for their header, and that the command line takes too', async () => {
    const content = (value: string) => `Woche;Klicks\n2026-W40;${value}\n`;
    const id = await send(content('1,5'));
    await chooseText(
      here(),
      id,
      'columns: {period: Woche, value: Klicks}\nconstants: {kpi: clicks}\ndecimalComma: true\n',
    );
    const keep = async (asked: { readonly name: string; readonly replace: boolean }) =>
      keepProfile(here(), id, asked);
    await expect(keep({ name: ' ', replace: false })).rejects.toMatchObject({ code: 'bad_name' });
    await keep({ name: 'Shop system', replace: false });
    await expect(keep({ name: 'Shop system', replace: false })).rejects.toMatchObject({
      code: 'name_taken',
    });
    await keep({ name: 'Shop system', replace: true });
    expect(await take(id)).toMatchObject({ accepted: 1 });

    const { text } = await profileFile(world.context, 'Shop system');
    const byHand = await importText(world.context, content('1,5'), { profile: text });
    expect(counts(byHand)).toMatchObject({ unchanged: 1 });

    const next = await send(content('2,5'));
    const { reading, profiles } = await look(next);
    expect(reading).toMatchObject({ from: 'kept', profileName: 'Shop system', faults: [] });
    expect(profiles).toEqual(['Shop system']);
    await chooseGuess(here(), next);
    expect((await look(next)).reading?.from).toBe('chosen');
    await chooseKept(here(), next, 'Shop system');
    expect(await take(next)).toMatchObject({ superseded: 1 });
    const { rows } = await sql<{ action: string }>`select action from audit_log
      where entity = 'import_profile' order by id`.execute(database.db);
    expect(rows.map(({ action }) => action)).toEqual(['insert', 'update']);
    await forgetProfile(world.context, 'Shop system');
    await expect(profileFile(world.context, 'Shop system')).rejects.toMatchObject({ status: 404 });
  });

  it('come with a profile of their own', async () => {
    const profile = 'columns: {kpi: a, period: b, value: c}\n';
    const id = await send('a,b,c\nclicks,2026-W40,3\n', 'x.csv', profile);
    expect((await look(id)).reading).toMatchObject({ from: 'chosen', text: profile, faults: [] });
    expect(await take(id)).toMatchObject({ accepted: 1 });
  });

  it('wait for each other, go on after a crash, and say when their file is gone', async () => {
    const context = here();
    const ids = [
      await send('kpi,period,value\nclicks,2026-W40,1\n'),
      await send('kpi,period,value\nclicks,2026-W40,2\n'),
    ];
    for (const id of ids) await askUpload(context, id, 'import');
    await expect(askUpload(context, ids[0] ?? 0, 'import')).rejects.toMatchObject({
      code: 'upload_busy',
    });
    // As a process that was killed left it.
    await sql`update upload set status = 'running', attempts = 1 where id = ${ids[0]}`.execute(
      database.db,
    );
    await runner.stop();
    runner = await startUploadRunner();
    for (const id of ids) expect(await done(id)).toMatchObject({ status: 'imported' });
    const { imports } = await listImports(world.context);
    expect(imports.map(({ accepted, superseded }) => [accepted, superseded])).toEqual([
      [0, 1],
      [1, 0],
    ]);

    const gone = await send(FIGURES);
    await askUpload(context, gone, 'import');
    for (const file of files()) rmSync(join(folder, 'uploads', file));
    await done(gone);
    expect((await look(gone)).upload).toMatchObject({
      status: 'open',
      problem: expect.stringContaining('not on this server any more'),
    });
    expect((await look(gone)).unreadable).toContain('Upload it again');

    const deadly = await send(FIGURES);
    await askUpload(context, deadly, 'import');
    await sql`update upload set attempts = 3 where id = ${deadly}`.execute(database.db);
    await done(deadly);
    expect((await look(deadly)).upload.problem).toContain('The server ended each time');
  });

  it('that are discarded, or left for a week, go with their file', async () => {
    const context = here();
    const first = await send(FIGURES);
    await discardUpload(context, first);
    await expect(look(first)).rejects.toMatchObject({ status: 404 });
    expect(files()).toEqual([]);
    const second = await send(FIGURES);
    await sql`update upload set received_at = now() - interval '8 days'`.execute(database.db);
    await tidyUploads(context);
    await expect(look(second)).rejects.toMatchObject({ code: 'unknown_upload' });
    await tidyUploads({ ...context, now: () => new Date(Date.now() + 2 * 86_400_000) });
    expect(files()).toEqual([]);
  });

  it('that are no tables say so on their page: bombs, archives, pictures', async () => {
    const row = '<row r="2"><c r="A2"><v>1</v></c></row>';
    const bomb = zip([
      ...workbookParts({ rows: row }),
      { name: 'xl/media/bomb', content: 'a', claims: 2_000_000_000 },
    ]);
    const cases: readonly (readonly [BlobPart, string])[] = [
      [new Uint8Array(bomb), 'MiB'],
      [`[${'['.repeat(10_000)}`, 'nests too deeply'],
      [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]), 'a picture'],
      [
        '{"throughline":"archive","format":1,"exportedAt":"2026-01-01T00:00:00Z"}\n',
        'an archive of a whole installation',
      ],
    ];
    for (const [content, why] of cases) {
      const start = process.cpuUsage();
      const id = await send(content, 'x');
      expect((await look(id)).unreadable).toContain(why);
      expect(busySince(start)).toBeLessThan(1_000);
    }
  });

  it('of any bytes give a guess or a refusal, soon', async () => {
    const letters = fc.constantFrom(
      'kpi',
      'period',
      'value',
      'clicks',
      '2026-W40',
      ',',
      ';',
      '\t',
      '"',
      '\n',
      '{',
      '}',
      '[',
      ']',
      ':',
      '1',
      'é',
      '\0',
      '=cmd()',
    );
    const content = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 2_000 }),
      fc
        .array(letters, { minLength: 1, maxLength: 200 })
        .map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
    );
    const fileName = fc.oneof(
      fc.constantFrom('a.csv', 'a.tsv', 'a.json', 'a.ndjson', 'a.xlsx', 'a'),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(content, fileName, async (bytes, title) => {
        const start = process.cpuUsage();
        const answer = await POST(request(formOf(bytes, title)));
        expect(answer.status).toBe(303);
        const id = Number(
          /^\/data\/uploads\/(\d+)$/.exec(answer.headers.get('location') ?? '')?.[1],
        );
        const { reading, unreadable } = await look(id);
        expect(reading === null).toBe(unreadable !== null);
        if (reading !== null && reading.faults.length === 0) {
          const { checked, upload } = await check(id);
          expect(checked === null).toBe(upload.problem !== null);
          expect(upload.problem ?? '').not.toContain('our side');
        }
        await discardUpload(here(), id);
        expect(busySince(start)).toBeLessThan(2_000);
      }),
      { numRuns: name === 'pglite' ? 40 : 120 },
    );
  });

  describe.each([
    [
      'mta',
      'mta/performance.csv',
      '2012-01-15T12:00:00Z',
      { accepted: 2270, ignored: 4234, rejected: 0 },
    ],
    ['nhs', 'nhs/ae.csv', '2026-11-01T08:00:00Z', { rejected: 0 }],
    ['cityscore', 'cityscore/cityscore.csv', '2026-11-01T08:00:00Z', { rejected: 0 }],
  ] as const)('the example %s', (example, path, now, expected) => {
    const file = sharedData(path);
    const why =
      file === null
        ? `skipped: the public data ${path} is not beside the project`
        : 'has the outcomes of the command line';
    it.skipIf(file === null)(why, async () => {
      await reset(database.db);
      await signIn(database);
      world = worldOf(database, now);
      await apply(world.context, exampleText(`${example}/definition.yaml`));
      const content = readFileSync(file ?? '');
      const profile = exampleText(`${example}/profile.yaml`);
      const dry = await importText(world.context, content.toString('latin1'), {
        fileName: basename(path),
        profile,
        dryRun: true,
      });
      const id = await send(new Uint8Array(content), basename(path), profile);
      const taken = await take(id);
      expect(taken).toMatchObject({ ...counts(dry), ...expected });
      expect(taken?.accepted).toBeGreaterThan(1_000);
    });
  });
});
