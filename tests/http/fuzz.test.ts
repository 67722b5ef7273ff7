/** Whatever is sent, by whatever name it is called: an answer with rows or a refusal, and soon. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { PUT } from '../../app/api/v1/definitions/route';
import { POST } from '../../app/api/v1/observations/route';
import type { Database } from '../../db/client';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { addKey } from '../../lib/usecases/keys';
import { backends } from '../support/backends';
import { signedRequest, signIn } from '../support/signed-in';
import { reset } from '../usecases/reset';
import { SHOP } from '../usecases/shop';
import { type World, worldOf } from '../usecases/world';

/** A key may ask so often before it is told to wait. */
const A_KEYFUL = 100;
const SLOW_MS = 2_000;
const HOST = 'http://127.0.0.1:3000/api/v1';

const cell = fc.constantFrom(
  ...['clicks', 'delivered', 'found', 'north', 'yard-1', '2026-W40', '2026-10-05', '2025-W53', ''],
  ...['1', '100', '1e308', '-0', '1,5', 'NaN', '0x10', 'true', '"', '""', 'é', '\u0000', '=1+1'],
);
const HEADER = 'kpi,period,segment,place,value,numerator,denominator,target,withdraw';
const csv = fc
  .array(fc.array(cell, { minLength: 7, maxLength: 10 }), { maxLength: 12 })
  .map((rows) => [HEADER, ...rows.map((row) => row.join(','))].join('\n'));
const row = fc.dictionary(
  fc.constantFrom(...HEADER.split(','), 'n', 'sd', 'promoters', '__proto__', 'other'),
  fc.oneof(cell, fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue()),
  { maxKeys: 6 },
);
const rows = fc.array(row, { maxLength: 8 });
const content: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  csv,
  rows.map((observations) => JSON.stringify({ observations })),
  rows.map((some) => some.map((each) => JSON.stringify(each)).join('\n')),
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Uint8Array.from(bytes)),
);

describe.each(backends)('anything at all on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
    holdDatabase(database);
    await signIn(database);
    await reset(database.db);
    await signIn(database);
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
  });
  afterAll(() => releaseDatabase());

  /** The answer to what is sent, which comes soon and is never our fault. */
  async function answerTo(
    method: 'POST' | 'PUT',
    path: string,
    type: string,
    body: string | Uint8Array<ArrayBuffer>,
    key: string,
  ) {
    const began = process.cpuUsage();
    const headers = { 'content-type': type, authorization: `Bearer ${key}` };
    const request = signedRequest(HOST + path, { method, headers, body });
    const response = await (method === 'POST' ? POST(request) : PUT(request));
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(SLOW_MS);
    expect([200, 400, 413, 415, 422]).toContain(response.status);
    const answer = await response.json();
    if (response.status !== 200) expect(answer.detail).toMatch(/[.!?)”]$/);
    return answer;
  }

  const makeKey = async () => (await addKey(world.context, { scope: 'write' })).token;

  it.each(['application/json', 'application/x-ndjson', 'text/csv', 'text/tab-separated-values'])(
    'as %s is rows or a refusal',
    async (type) => {
      const key = await makeKey();
      await fc.assert(
        fc.asyncProperty(content, async (body) => {
          await answerTo('POST', '/observations', type, body, key);
        }),
        { numRuns: A_KEYFUL, endOnFailure: true },
      );
      expect((await examine(world.context)).flatMap(({ faults }) => faults)).toEqual([]);
    },
  );

  it('has outcomes that add up to its rows', async () => {
    const key = await makeKey();
    await fc.assert(
      fc.asyncProperty(rows, async (observations) => {
        const said = await answerTo(
          'POST',
          '/observations',
          'application/json',
          JSON.stringify({ observations }),
          key,
        );
        const { accepted, superseded, unchanged, ignored, rejected, rejectedRows } = said;
        expect(rejected).toHaveLength(rejectedRows);
        expect(accepted + superseded + unchanged + ignored + rejectedRows).toBe(
          observations.length,
        );
      }),
      { numRuns: A_KEYFUL, endOnFailure: true },
    );
  });

  it.each(['application/yaml', 'application/json'])(
    'as definitions in %s is a plan or its faults',
    async (type) => {
      const key = await makeKey();
      await fc.assert(
        fc.asyncProperty(content, async (body) => {
          await answerTo('PUT', '/definitions?dryRun=true', type, body, key);
        }),
        { numRuns: A_KEYFUL, endOnFailure: true },
      );
    },
  );
});
