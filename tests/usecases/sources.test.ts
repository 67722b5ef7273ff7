/** Figures pulled from a real PostgreSQL server, on both databases: what comes, what is refused, what is kept secret. */
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';

import type { Database } from '../../db/client';
import { EMPTY_SOURCE, type TypedSource } from '../../lib/domain/source';
import { AppError } from '../../lib/errors';
import type { Context } from '../../lib/usecases/context';
import { examine } from '../../lib/usecases/doctor';
import { undoImport } from '../../lib/usecases/imports';
import {
  askPull,
  findSourceView,
  listSources,
  pauseSource,
  removeSource,
  saveSource,
  sourceFaultsOf,
  tryKeptSource,
  trySource,
} from '../../lib/usecases/sources';
import { endLost } from '../../lib/usecases/sources/ending';
import { pullDue, pullSource } from '../../lib/usecases/sources/pull';
import type { SourceWorld } from '../../lib/usecases/sources/world';
import { backends } from '../support/backends';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { reset } from './reset';
import { apply, type World, worldOf } from './world';

const DEFINITION = `
organisation: { name: Shops, timeZone: Europe/Berlin, locale: en-GB }
teams: [{ slug: shops, name: Shops }]
journeys: [{ slug: buy, name: Buying, stages: [{ slug: pay, name: Pay }] }]
kpis:
  - { slug: queue, name: Queue under 4 min, unit: "%", grain: week, aggregation: mean, direction: higher,
      lens: both, kind: operation, accountable: shops, stages: [pay] }
`;

const QUERY = `
select 'queue' as kpi, date_trunc('week', day)::date as period, avg(share) as value, null as n
from queue where day >= :from and day < :to group by 2`;

const SECRET = 'a secret that is long enough for this';
const NOW = '2026-11-18T09:00:00Z';
const PASSWORD = 'pa\'ss "wörd%:@/';

let warehouse: TestDatabase;
let server: URL;
/** For those who set up and look into the warehouse. */
let owner: pg.Client;

beforeAll(async () => {
  warehouse = await createDatabase(inject('templates').postgres.serverUrl);
  server = new URL(warehouse.url);
  owner = new pg.Client({ connectionString: warehouse.url });
  await owner.connect();
  await owner.query(`
    create table queue (day date, share float8);
    insert into queue select d::date, 80 + extract(isodow from d) from generate_series('2026-08-03'::date, '2026-11-22', '1 day') d;
    create table notes (text text);
    create role "reader'é" login password '${PASSWORD.replaceAll("'", "''")}';
    grant select on queue to "reader'é";
    grant all on notes to "reader'é";
  `);
});
afterAll(async () => {
  await owner.query(`drop owned by "reader'é"; drop role "reader'é"`);
  await owner.end();
  await warehouse.drop();
});

describe.each(backends)('sources on $name', ({ open }) => {
  let database: Database;
  let context: Context;
  let clock: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    clock = worldOf(database, NOW);
    context = clock.context;
    await apply(context, DEFINITION);
  });

  const world = (secret: string | null = SECRET): SourceWorld => ({
    secret: () => secret,
    allowed: [{ host: server.hostname, port: Number(server.port) }],
  });
  const typed = (changes: Partial<TypedSource> = {}): TypedSource => ({
    ...EMPTY_SOURCE,
    name: 'Sales warehouse',
    host: server.hostname,
    port: server.port,
    database: server.pathname.slice(1),
    username: "reader'é",
    password: PASSWORD,
    tls: 'disable',
    query: QUERY,
    lookBack: '4',
    ...changes,
  });
  const save = (changes: Partial<TypedSource> = {}) =>
    saveSource(context, world(), null, typed(changes));
  const pull = (slug: string, from: string | null = null) =>
    pullSource(context, world(), slug, {
      signal: new AbortController().signal,
      from: from as never,
    });
  /** What a pull is refused with. */
  const failure = async (changes: Partial<TypedSource>, allowed = world().allowed) => {
    const before = await figures();
    const slug = await save({ name: `Source ${Math.random()}`, ...changes });
    const failed = await pullSource(context, { ...world(), allowed }, slug, {
      signal: new AbortController().signal,
    }).then(
      () => 'it went well',
      (error: unknown) => {
        if (error instanceof AppError) return error.message;
        throw error;
      },
    );
    const { source } = await findSourceView(context, slug);
    expect(source.lastRun?.outcome === 'failed' ? source.lastRun.problem : 'it went well').toBe(
      failed,
    );
    expect(await figures()).toEqual(before);
    return failed;
  };
  const figures = async () => {
    const { rows } = await sql<{ period_start: string; value: number; revision: number }>`
      select period_start, value, revision from observation order by 1, 3`.execute(database.db);
    return rows.map(({ period_start: start, value, revision }) => `${start} ${value} ${revision}`);
  };

  it('brings the days asked for, once, and what was corrected since as a new revision', async () => {
    const slug = await save();
    expect(slug).toBe('sales-warehouse');
    const first = await pull(slug);
    expect(first.window).toEqual({ from: '2026-10-19', to: '2026-11-16' });
    expect(first.outcome).toMatchObject({ accepted: 4, rejected: 0 });
    expect(await figures()).toEqual([
      '2026-10-19 84 1',
      '2026-10-26 84 1',
      '2026-11-02 84 1',
      '2026-11-09 84 1',
    ]);
    clock.at('2026-11-19T09:00:00Z');
    expect((await pull(slug)).outcome).toMatchObject({ accepted: 0, unchanged: 4 });
    await owner.query("update queue set share = share + 7 where day = '2026-11-11'");
    clock.at('2026-11-20T09:00:00Z');
    const third = await pull(slug);
    await owner.query("update queue set share = share - 7 where day = '2026-11-11'");
    expect(third.outcome).toMatchObject({ superseded: 1, unchanged: 3 });
    expect((await figures()).at(-1)).toBe('2026-11-09 85 2');
    const { source, runs } = await findSourceView(context, slug);
    expect(runs.map(({ outcome, rows }) => `${outcome} ${rows}`)).toEqual([
      'done 4',
      'done 4',
      'done 4',
    ]);
    expect(runs.every(({ importId, counts }) => importId !== null && counts !== null)).toBe(true);
    expect(source.lastDoneAt).toBe('2026-11-20T09:00:00.000Z');
    await undoImport(context, third.outcome?.importId ?? 0);
    expect((await figures()).at(-1)).toBe('2026-11-09 84 3');
    const findings = await examine(context);
    expect(findings.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('reaches back as far as asked, for once', async () => {
    const slug = await save();
    expect((await pull(slug, '2026-08-03')).outcome).toMatchObject({ accepted: 15 });
    await expect(pull(slug, '2026-11-16')).rejects.toThrow('days before 2026-11-16');
  });

  it('reads any header by a profile, and keeps rows that it refuses', async () => {
    const slug = await save({
      query: `select day as "Tag", share::text || ' %' as "Anteil, %" from queue where day >= :from and day < :to
        union all select '2026-11-01', 'viel; "zu" viel'`,
      lookBack: '2',
      lookBackUnit: 'day',
      profile:
        'columns: { period: Tag, value: "Anteil, %" }\nconstants: { kpi: queue }\nduplicates: last\n',
    });
    const { outcome } = await pull(slug);
    expect(outcome).toMatchObject({ accepted: 0, rejected: 3 });
    const { rows } = await sql<{ original: string }>`select original from refused_row`.execute(
      database.db,
    );
    expect(rows.map(({ original }) => original)).toContain('2026-11-01,"viel; ""zu"" viel"');
  });

  it('gives times by the clocks of the organisation', async () => {
    const slug = await save({
      query: `select 'queue' as kpi, timestamptz '2026-11-01 23:30:00+00' as period, 5 as value`,
    });
    await pull(slug);
    // In Berlin it was Monday already.
    expect(await figures()).toEqual(['2026-11-02 5 1']);
  });

  it.each([
    [
      'a query that writes',
      "with w as (insert into notes values ('x') returning 1) select 'queue' as kpi, 1 as value from w",
      /must not contain data-modifying|only reads/,
    ],
    [
      'a function that writes',
      "select set_config('transaction_read_only', 'off', false), lo_create(0)",
      /only reads|cannot execute|The server says/,
    ],
    [
      'more rows than allowed',
      "select 'queue' as kpi, '2026-W40' as period, n as value from generate_series(1, 1200) n",
      /more than 1,000 rows/,
    ],
    ['a query that takes too long', 'select pg_sleep(30)', /longer than 1 s/],
    [
      'one that lifts its own limit',
      "select set_config('statement_timeout', '0', false), pg_sleep(30)",
      /longer than 1 s/,
    ],
    ['slow rows', 'select pg_sleep(0.01) from generate_series(1, 900)', /longer than 1 s/],
    [
      'rows that are too long',
      "select repeat('x', 1000000) from generate_series(1, 900)",
      /too long for figures|longer than 1 s/,
    ],
    [
      'a slip',
      'select day,\n  shaer from queue',
      /of line 2 of the query: column "shaer" does not exist/,
    ],
    ['a table that may not be read', 'select * from pg_authid', /permission denied/],
    ['columns that are not tidy', 'select day from queue', /no column “kpi”/],
    ['columns of one name', 'select 1 as a, 2 as a', /more than once/],
  ])('refuses %s', async (_, query, said) => {
    expect(await failure({ query, timeoutSeconds: '1', mostRows: '1000' })).toMatch(said);
    const { rows } = await owner.query('select * from notes');
    expect(rows).toEqual([]);
  });

  it('sends one statement, whatever the form let through', async () => {
    const slug = await save();
    for (const query of [
      "select 1; insert into notes values ('two')",
      "select 1; commit; insert into notes values ('two')",
      "select 1 /* ' */; commit; insert into notes values ('two')",
      'commit',
    ]) {
      await database.db.updateTable('source').set({ query }).execute();
      await expect(pull(slug)).rejects.toThrow(/The server says/);
    }
    const { rows } = await owner.query('select * from notes');
    expect(rows).toEqual([]);
  });

  it.each([
    ['localhost', {}],
    ['127.0.0.1', {}],
    ['127.1', {}],
    ['2130706433', {}],
    ['0x7f.1', {}],
    ['0177.0.0.1', {}],
    ['0', {}],
    ['::1', {}],
    ['[::1]', {}],
    ['::ffff:127.0.0.1', {}],
    ['169.254.169.254', { port: '80' }],
    ['10.1.2.3', {}],
    ['fd00:ec2::254', {}],
  ])('does not reach %s', async (host, changes) => {
    const said = await failure({ host, ...changes }, []).catch(String);
    expect(said).toMatch(/private address|not known to the resolver/);
    if (/^[\d.]+$/.test(host)) expect(said).toMatch(/private address.*SOURCE_HOSTS=/);
  });

  it('allows by name and port what is allowed, and nothing beside it', async () => {
    const beside = [{ host: server.hostname, port: Number(server.port) + 1 }];
    expect(await failure({}, beside)).toMatch(/private address/);
    const other = [{ host: 'localhost', port: null }];
    expect(await failure({}, other)).toMatch(/private address/);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, /does not accept the password/],
    ['no password', { password: '' }, /password/],
    ['a database that is not there', { database: 'gone' }, /no database “gone”/],
    ['no TLS where it is wanted', { tls: 'require' }, /offers no TLS/],
    ['a port where nothing answers', { port: '1' }, /Nothing answers/],
  ])('says what is wrong with %s, and nothing secret', async (_, changes, said) => {
    const message = await failure(changes, [{ host: server.hostname, port: null }]);
    expect(message).toMatch(said);
    expect(message).not.toContain(PASSWORD);
  });

  it('keeps the password out of everything but its own table, and encrypted there', async () => {
    const slug = await save();
    await saveSource(context, world(), slug, typed({ password: '', name: 'Warehouse' }));
    await pull(slug);
    await failure({ database: 'gone' });
    const { rows: tables } = await sql<{ name: string }>`select table_name as name
      from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
      database.db,
    );
    for (const { name } of tables) {
      const { rows } = await sql<{ all: string | null }>`
        select string_agg(to_jsonb(t)::text, '') as all from ${sql.table(name)} t`.execute(
        database.db,
      );
      for (const part of ["pa'ss", 'wörd', encodeURIComponent(PASSWORD)]) {
        expect(rows[0]?.all ?? '', name).not.toContain(part);
      }
      if (name === 'audit_log') expect(rows[0]?.all).not.toContain('sealed');
    }
    const view = JSON.stringify([await findSourceView(context, slug), await listSources(context)]);
    expect(view).not.toContain("pa'ss");
    expect(view).not.toContain('v1.');
  });

  it('says plainly that a password cannot be read any more, and sends it nowhere else', async () => {
    const slug = await save();
    const other = world('another secret that is long enough too');
    const options = { signal: new AbortController().signal };
    await expect(pullSource(context, other, slug, options)).rejects.toThrow('another AUTH_SECRET');
    await expect(pullSource(context, world(null), slug, options)).rejects.toThrow(
      'another AUTH_SECRET',
    );
    await expect(saveSource(context, world(null), null, typed({ name: 'x' }))).rejects.toThrow(
      'Set it to at least 32',
    );
    const moved = await saveSource(
      context,
      world(),
      slug,
      typed({ password: '', host: 'elsewhere.example' }),
    ).catch(sourceFaultsOf);
    expect(moved).toMatchObject({ password: expect.stringContaining('Type the password again') });
    // Somebody with access to the tables alone gains nothing by changing where it goes.
    await database.db.updateTable('source').set({ host: 'elsewhere.example' }).execute();
    await expect(pull(slug)).rejects.toThrow('does not belong to this server');
    await saveSource(context, other, slug, typed());
    await pullSource(context, other, slug, options);
  });

  it('goes by its schedule, waits longer after each failure, and says since when it fails', async () => {
    const slug = await save({ schedule: '10 3 * * *', database: 'gone' });
    const state = async () => {
      const { source } = await findSourceView(context, slug);
      return { next: source.nextRunAt, failures: source.failures, since: source.failingSince };
    };
    const { id } = (await findSourceView(context, slug)).source;
    const due = () => pullDue(context, world(), id, new AbortController().signal);
    expect(await state()).toEqual({ next: '2026-11-19T02:10:00.000Z', failures: 0, since: null });
    await due();
    expect((await state()).failures).toBe(0);
    const failing = { since: '2026-11-19T02:10:00.000Z' };
    clock.at('2026-11-19T02:10:00Z');
    await expect(due()).rejects.toThrow('no database');
    expect(await state()).toEqual({ ...failing, next: '2026-11-19T02:15:00.000Z', failures: 1 });
    await due();
    clock.at('2026-11-19T02:15:00Z');
    await expect(due()).rejects.toThrow('no database');
    expect(await state()).toEqual({ ...failing, next: '2026-11-19T02:25:00.000Z', failures: 2 });
    await saveSource(context, world(), slug, typed({ schedule: '10 3 * * *' }));
    expect((await state()).failures).toBe(2);
    clock.at('2026-11-19T02:25:00Z');
    await due();
    expect(await state()).toEqual({ next: '2026-11-20T02:10:00.000Z', failures: 0, since: null });
    const { runs } = await findSourceView(context, slug);
    expect(runs.map(({ outcome, actor }) => `${outcome} ${actor}`)).toEqual([
      'done source:sales-warehouse',
      'failed source:sales-warehouse',
      'failed source:sales-warehouse',
    ]);
  });

  it('rests while it is paused, unless somebody asks', async () => {
    const slug = await save();
    const { id } = (await findSourceView(context, slug)).source;
    const due = () => pullDue(context, world(), id, new AbortController().signal);
    await pauseSource(context, slug, true);
    clock.at('2026-12-01T00:00:00Z');
    await due();
    expect((await findSourceView(context, slug)).runs).toEqual([]);
    await askPull(context, slug, '2026-10-01');
    await due();
    await due();
    const { runs } = await findSourceView(context, slug);
    expect(runs.map(({ actor, from, outcome }) => `${actor} ${from} ${outcome}`)).toEqual([
      'zoë 2026-10-01 done',
    ]);
    await pauseSource(context, slug, false);
    expect((await findSourceView(context, slug)).source.nextRunAt).toBe('2026-12-01T05:00:00.000Z');
    await expect(askPull(context, slug, 'soon')).rejects.toThrow('as a date');
  });

  it('is pulled by one at a time, and a lost pull is done again', async () => {
    const slug = await save({
      query: QUERY.replace('where', 'where pg_sleep(0.01) is not null and'),
    });
    const both = await Promise.allSettled([pull(slug), pull(slug)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const { source } = await findSourceView(context, slug);
    await sql`insert into source_run (source_id, actor, started_at, seen_at, from_date, to_date)
      values (${source.id}, 'x', ${NOW}::timestamptz, ${NOW}::timestamptz, '2026-10-01', '2026-11-01')`.execute(
      database.db,
    );
    await expect(pull(slug)).rejects.toThrow('being pulled at this moment');
    expect(await endLost(context, new Date('2026-11-18T08:59:00Z'))).toBe(0);
    clock.at('2026-11-18T09:05:00Z');
    expect(await endLost(context, new Date('2026-11-18T09:04:00Z'))).toBe(1);
    const lost = await findSourceView(context, slug);
    expect(lost.source).toMatchObject({ nextRunAt: '2026-11-18T09:05:00.000Z', failures: 1 });
    expect(lost.runs[0]).toMatchObject({ outcome: 'lost', importId: null });
    await pullDue(context, world(), source.id, new AbortController().signal);
    expect((await findSourceView(context, slug)).runs[0]).toMatchObject({
      outcome: 'done',
      rows: 4,
    });
  });

  it('stops when asked to, takes nothing, and is due again', async () => {
    const slug = await save({ query: 'select pg_sleep(30)' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    await expect(pullSource(context, world(), slug, { signal: stop.signal })).rejects.toThrow();
    const { source, runs } = await findSourceView(context, slug);
    expect(runs[0]).toMatchObject({ outcome: 'stopped', importId: null });
    expect(source).toMatchObject({ failures: 0, nextRunAt: context.now().toISOString() });
  });

  it('is tried without a trace: the columns, the first rows as understood, or what is wrong', async () => {
    const tried = await trySource(context, world(), null, typed());
    expect(tried.columns).toEqual(['kpi', 'period', 'value', 'n']);
    expect(tried.count).toBe(4);
    expect(tried.rows.map(({ as, says }) => `${as}: ${says}`)).toContain(
      'taken: queue, week of 2026-10-19, value 84',
    );
    const wrong = await trySource(
      context,
      world(),
      null,
      typed({ query: "select 'qeue' as kpi, 'soon' as period, 1 as value" }),
    );
    expect(wrong.rows[0]).toMatchObject({ as: 'refused', says: expect.stringContaining('queue') });
    await expect(trySource(context, world(), null, typed({ password: 'no' }))).rejects.toThrow(
      'password',
    );
    const slug = await save();
    expect((await tryKeptSource(context, world(), slug)).count).toBe(4);
    expect((await trySource(context, world(), slug, typed({ password: '' }))).count).toBe(4);
    expect((await findSourceView(context, slug)).runs).toEqual([]);
    expect(await figures()).toEqual([]);
  });

  it('names what is wrong field by field, and goes with its history when it is removed', async () => {
    const faults = await saveSource(
      context,
      world(),
      null,
      typed({
        port: '0',
        host: '/tmp',
        schedule: 'x',
        query: 'drop table x',
        profile: 'columns: [',
        tls: 'no',
        lookBack: '',
      }),
    ).catch(sourceFaultsOf);
    expect(Object.keys(faults ?? {}).toSorted()).toEqual([
      'host',
      'lookBack',
      'port',
      'profile',
      'query',
      'schedule',
      'tls',
    ]);
    const slug = await save();
    await pull(slug);
    expect(await save().catch(sourceFaultsOf)).toMatchObject({
      name: expect.stringContaining('of this name'),
    });
    await removeSource(context, slug);
    expect(await listSources(context)).toEqual([]);
    expect((await figures()).length).toBe(4);
    await expect(removeSource(context, slug)).rejects.toThrow('no source');
    const { rows } = await sql<{
      action: string;
    }>`select action from audit_log where entity = 'source' order by id`.execute(database.db);
    expect(rows.map(({ action }) => action)).toEqual(['insert', 'delete']);
  });
});
