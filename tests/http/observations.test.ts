/** Figures in over HTTP: formats, outcomes, keys and limits. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { GET as getContrast } from '../../app/api/v1/contrast/route';
import { POST } from '../../app/api/v1/observations/route';
import type { Database } from '../../db/client';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { addKey, type KeyRequest, revokeKey } from '../../lib/usecases/keys';
import { backends } from '../support/backends';
import { signedRequest, signIn } from '../support/signed-in';
import { reset } from '../usecases/reset';
import { FIGURES, SHOP } from '../usecases/shop';
import { type World, worldOf } from '../usecases/world';
import { schemaNamed } from './published';

const URL = 'http://127.0.0.1:3000/api/v1/observations';
const JSON_TYPE = 'application/json';
const CSV = 'text/csv; charset=utf-8';
const NDJSON = 'application/x-ndjson';

interface Asked {
  readonly type?: string | null;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string | null;
}

const clicks = (value: number, week = 40) => ({ kpi: 'clicks', period: `2026-W${week}`, value });
const body = (...observations: object[]) => JSON.stringify({ observations });

describe.each(backends)('POST /observations on $name', ({ name, open }) => {
  let database: Database;
  let world: World;
  let key: string;
  beforeAll(async () => {
    database = await open();
    holdDatabase(database);
    await signIn(database);
  });
  afterAll(() => releaseDatabase());
  beforeEach(async () => {
    await reset(database.db);
    await signIn(database);
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    key = await makeKey({ scope: 'write', name: 'feed' });
  });

  const makeKey = async (asked: KeyRequest) => (await addKey(world.context, asked)).token;

  const post = (content: BodyInit, asked: Asked = {}) => {
    const { type = JSON_TYPE, query = '', headers = {} } = asked;
    const token = asked.key === undefined ? key : asked.key;
    const init = {
      method: 'POST',
      body: content,
      headers: {
        ...(type === null ? {} : { 'content-type': type }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      // Streams need it, and the types do not know it yet.
      duplex: 'half',
    };
    return POST(signedRequest(`${URL}${query}`, init));
  };

  const said = async (response: Response) => {
    const answer = await response.json();
    if (response.status === 200) {
      expect(schemaNamed('ObservationsAnswer').safeParse(answer).error).toBeUndefined();
    }
    return answer;
  };

  const problem = async (response: Response, status: number, code: string) => {
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const answer = await response.json();
    expect(answer).toMatchObject({ status, title: code, type: `urn:throughline:${code}` });
    expect(response.status).toBe(status);
    return answer.detail as string;
  };

  const figures = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from observation`.execute(database.db))
      .rows[0]?.n;

  it.each([
    [JSON_TYPE, body(clicks(1), clicks(2, 41), clicks(3, 42))],
    ['application/json;charset=UTF-8', JSON.stringify([clicks(1), clicks(2, 41), clicks(3, 42)])],
    [
      NDJSON,
      [clicks(1), clicks(2, 41), clicks(3, 42)].map((row) => JSON.stringify(row)).join('\n'),
    ],
    [CSV, 'kpi,period,value\nclicks,2026-W40,1\nclicks,2026-W41,2\nclicks,2026-W42,3\n'],
    [
      'text/csv',
      '\ufeffkpi;period;value\r\nclicks;2026-W40;1\r\nclicks;2026-W41;2\r\nclicks;2026-W42;3',
    ],
    [
      'text/tab-separated-values',
      'kpi\tperiod\tvalue\nclicks\t2026-W40\t1\nclicks\t2026-W41\t2\nclicks\t2026-W42\t3\n',
    ],
  ])('takes %s, once', async (type, content) => {
    const nothing = { superseded: 0, ignored: 0, rejected: [], rejectedRows: 0 };
    const first = await said(await post(content, { type }));
    expect(first).toMatchObject({ ...nothing, accepted: 3, unchanged: 0 });
    const again = await said(await post(content, { type }));
    expect(again).toMatchObject({ ...nothing, accepted: 0, unchanged: 3 });
    const { rows } = await sql<{ actor: string; origin: string; format: string }>`
      select actor, origin, format from import where id = ${first.import}`.execute(database.db);
    expect(rows).toMatchObject([{ actor: 'key:feed', origin: 'api' }]);
  });

  it('has exactly one of five outcomes for each row', async () => {
    await post(body(clicks(1), clicks(2, 41)));
    const rows = [
      clicks(1),
      clicks(5, 41),
      clicks(3, 42),
      { kpi: 'clicks', period: '2026-W43', value: null },
      { kpi: 'clikcs', period: '2026-W43', value: 1 },
      { kpi: 'clicks', period: '2026-W99', value: 1 },
    ];
    const answer = await said(await post(body(...rows)));
    expect(answer).toMatchObject({
      accepted: 1,
      superseded: 1,
      unchanged: 1,
      ignored: 1,
      rejectedRows: 2,
      rejected: [
        { row: 5, field: 'kpi', code: 'unknown_kpi' },
        { row: 6, field: 'period', code: 'bad_period' },
      ],
    });
    expect(answer.rejected[0].message).toContain('Did you mean “clicks”?');
  });

  it('takes all or nothing when asked to, and says which', async () => {
    const mixed = body(clicks(1), { ...clicks(1), kpi: 'none' });
    const refused = await post(mixed, { query: '?atomic=true' });
    const answer = await refused.clone().json();
    expect(answer).toMatchObject({ import: null, rejectedRows: 1, rejected: [{ row: 2 }] });
    expect(await problem(refused, 422, 'rows_refused')).toContain('nothing was taken');
    expect(await figures()).toBe(0);
    expect((await post(mixed, { query: '?dryRun=true' })).status).toBe(200);
    expect(await figures()).toBe(0);
    expect((await post(mixed)).status).toBe(200);
    expect(await figures()).toBe(1);
  });

  it('empties a key', async () => {
    await post(body(clicks(1)));
    const withdrawal = { kpi: 'clicks', period: '2026-W40', withdraw: true };
    expect(await said(await post(body(withdrawal)))).toMatchObject({ superseded: 1 });
    expect(await said(await post(body(withdrawal)))).toMatchObject({ unchanged: 1 });
    expect(await said(await post(body({ ...withdrawal, value: 1 })))).toMatchObject({
      rejected: [{ code: 'withdraw_with_figures' }],
    });
  });

  describe('a key', () => {
    it('is needed, and what is wrong with it is nobody’s business', async () => {
      const gone = await addKey(world.context, { scope: 'write' });
      await revokeKey(world.context, gone.key.prefix);
      const asked = [null, '', 'x', `${key}x`, key.toUpperCase(), gone.token];
      const details = new Set<string>();
      for (const token of asked) {
        const response = await post(body(clicks(1)), { key: token });
        expect(response.headers.get('www-authenticate')).toContain('Bearer');
        details.add(await problem(response, 401, 'no_key'));
      }
      expect(details.size).toBe(1);
      expect(await figures()).toBe(0);
    });

    it('that reads does not write, and one that is wrong does not read', async () => {
      const reading = await makeKey({ scope: 'read' });
      await problem(await post(body(clicks(1)), { key: reading }), 403, 'read_only_key');
      const read = (token: string) =>
        getContrast(
          signedRequest('http://127.0.0.1:3000/api/v1/contrast', {
            headers: { authorization: `Bearer ${token}` },
          }),
        );
      await post(FIGURES, { type: 'text/csv' });
      expect((await read(reading)).status).toBe(200);
      expect((await read(key)).status).toBe(200);
      await problem(await read('wrong'), 401, 'no_key');
    });

    it('of some teams writes what they and those below them answer for', async () => {
      // `stock` is below `shops`; clicks are the site's.
      const limited = await makeKey({ scope: 'write', teams: ['shops'] });
      const answer = await said(await post(FIGURES, { type: CSV, key: limited }));
      const codes = new Set(answer.rejected.map(({ code }: { code: string }) => code));
      expect(codes).toEqual(new Set(['not_yours']));
      expect(answer).toMatchObject({ accepted: 13, rejectedRows: 8 });
      expect(answer.rejected[0].message).toContain('does not write “found”');
    });

    it('has its share of requests, and is told when to come back', async () => {
      const busy = await makeKey({ scope: 'read' });
      const statuses: number[] = [];
      for (let i = 0; i < 140; i += 1) {
        const response = await post(body(clicks(1)), { key: busy });
        statuses.push(response.status);
        if (response.status !== 429) continue;
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
        await problem(response, 429, 'too_many_requests');
        break;
      }
      expect(statuses.at(-1)).toBe(429);
      expect(statuses.length).toBeGreaterThan(119);
      // Each has its own.
      expect((await post(body(clicks(1)))).status).toBe(200);
    });
  });

  describe('an Idempotency-Key', () => {
    const named = (value: string) => ({ headers: { 'idempotency-key': value } });

    it('makes a request once, and answers as it was answered', async () => {
      const first = await post(body(clicks(1)), named('a'));
      const answer = await said(first);
      await post(body(clicks(9)));
      const again = await post(body(clicks(1)), named('a'));
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(await said(again)).toEqual(answer);
      const { rows } = await sql<{ value: number }>`
        select value from observation order by revision desc limit 1`.execute(database.db);
      expect(rows).toEqual([{ value: 9 }]);
      // Each key has names of its own.
      const other = await makeKey({ scope: 'write' });
      const theirs = await post(body(clicks(1)), { ...named('a'), key: other });
      expect(await said(theirs)).toMatchObject({ superseded: 1 });
    });

    it('belongs to one body, and to how it was meant', async () => {
      await post(body(clicks(1)), named('b'));
      await problem(await post(body(clicks(2)), named('b')), 422, 'other_body');
      const meant = { ...named('b'), query: '?atomic=true' };
      await problem(await post(body(clicks(1)), meant), 422, 'other_body');
      await problem(await post(body(clicks(1)), named('c d')), 400, 'bad_idempotency_key');
    });

    it('is forgotten after a day, and kept of what was written alone', async () => {
      await post(body(clicks(1)), { ...named('d'), query: '?dryRun=true' });
      expect(await said(await post(body(clicks(1)), named('d')))).toMatchObject({ accepted: 1 });
      await sql`update idempotent_answer set at = at - interval '1 day 1 second'`.execute(
        database.db,
      );
      expect(await said(await post(body(clicks(2)), named('d')))).toMatchObject({ superseded: 1 });
    });

    it('is refused while its request is being answered', async () => {
      const slow = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(Buffer.from(body(clicks(1)).slice(0, 10)));
          setTimeout(() => {
            controller.enqueue(Buffer.from(body(clicks(1)).slice(10)));
            controller.close();
          }, 300);
        },
      });
      const first = post(slow, named('e'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const second = await post(body(clicks(1)), named('e'));
      expect(second.headers.get('retry-after')).toBe('1');
      await problem(second, 409, 'in_progress');
      expect(await said(await first)).toMatchObject({ accepted: 1 });
    });
  });

  it.each([
    [null, 'missing'],
    ['application/x-www-form-urlencoded', '"application/x-www-form-urlencoded"'],
    ['text/plain', 'it must be one of application/json'],
    ['text/csv; charset=ebcdic', 'charset "ebcdic"'],
  ])('refuses a body of type %s', async (type, text) => {
    const content = type === null ? new Uint8Array([123, 125]) : '{}';
    expect(await problem(await post(content, { type }), 415, 'unknown_type')).toContain(text);
  });

  it.each([
    ['{"observations":[\n  {"kpi":1},\n  }', 'bad_json', 'Line 3, column 3: '],
    ['{"observations"', 'bad_json', 'Line 1, column 16: the JSON ends before its last bracket'],
    ['{"rows":[]}', 'bad_json', 'has no member “observations”'],
    ['[{"kpi":"x"}] x', 'bad_json', 'Line 1, column 15: “x” stands where it cannot'],
    ['', 'empty_file', 'The file is empty.'],
    [`{"observations":[${'['.repeat(10_000)}`, 'bad_json', 'an observation nests too deeply'],
    [`{"a":${'{"a":'.repeat(10_000)}1`, 'bad_json', 'nests too deeply'],
  ])('refuses %j by its line and column', async (content, code, text) => {
    const began = performance.now();
    expect(await problem(await post(content), 400, code)).toContain(text);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await figures()).toBe(0);
  });

  it('says of a broken row alone where it is', async () => {
    const content = `{"observations":[\n  ${JSON.stringify(clicks(1))},\n  {"kpi": x}]}`;
    const answer = await said(await post(content));
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ row: 2, code: 'bad_json' }] });
    expect(answer.rejected[0].message).toContain('at line 3, column 3, is not a JSON object');
  });

  it('refuses what is too large before it reads it, and what is compressed', async () => {
    const large = { 'content-length': String(300 * 1_048_576) };
    await problem(await post(body(clicks(1)), { headers: large }), 413, 'too_large');
    const packed = { headers: { 'content-encoding': 'gzip' } };
    await problem(await post(body(clicks(1)), packed), 415, 'compressed');
  });

  it.runIf(name === 'postgres')(
    'takes 100,000 rows in little memory, and they are right',
    async () => {
      // From the shop's five KPIs only so many keys can be had; the rest says what is in force already.
      const count = 100_000;
      const rows = Array.from({ length: 2_000 }, (_, i) => {
        const date = new Date(Date.UTC(1990, 0, 1 + 7 * i)).toISOString().slice(0, 10);
        return JSON.stringify({ kpi: 'clicks', period: date, value: i });
      });
      const chunk = Buffer.from(`${rows.join('\n')}\n`);
      let sent = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(chunk);
          sent += rows.length;
          if (sent === count) controller.close();
        },
      });
      const answer = await said(await post(stream, { type: NDJSON }));
      expect(answer).toMatchObject({ accepted: 2_000, rejectedRows: count - 2_000 });
      expect(answer.rejected).toHaveLength(10_000);
      const kept = await sql<{ n: number }>`select count(*)::int as n from refused_row`.execute(
        database.db,
      );
      expect(kept.rows).toEqual([{ n: 10_000 }]);
      expect((await examine(world.context)).flatMap(({ faults }) => faults)).toEqual([]);
    },
  );
});
