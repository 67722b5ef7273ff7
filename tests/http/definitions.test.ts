/** Definitions in and out over HTTP: the file, its plan, and changes that do not trample on others'. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { GET, PUT } from '../../app/api/v1/definitions/route';
import type { Database } from '../../db/client';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { addKey } from '../../lib/usecases/keys';
import { backends } from '../support/backends';
import { signedRequest, signIn } from '../support/signed-in';
import { reset } from '../usecases/reset';
import { SHOP } from '../usecases/shop';
import { type World, worldOf } from '../usecases/world';
import { schemaNamed } from './published';

const URL = 'http://127.0.0.1:3000/api/v1/definitions';
const YAML = 'application/yaml';

describe.each(backends)('PUT /definitions on $name', ({ open }) => {
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
    ({ token: key } = await addKey(world.context, { scope: 'write' }));
  });

  const get = (type: string) => GET(signedRequest(URL, { headers: { accept: type } }));
  const put = (
    body: string,
    { type = YAML, query = '', token = key, ...headers }: Readonly<Record<string, string>> = {},
  ) =>
    PUT(
      signedRequest(`${URL}${query}`, {
        method: 'PUT',
        body,
        headers: { 'content-type': type, authorization: `Bearer ${token}`, ...headers },
      }),
    );

  it.each([YAML, 'application/json'])(
    'takes what GET gives as %s, and changes nothing',
    async (type) => {
      const text = await (await get(type)).text();
      const answer = await (await put(text, { type })).json();
      expect(answer).toEqual({ done: true, plan: [] });
      expect(schemaNamed('DefinitionsAnswer').safeParse(answer).success).toBe(true);
    },
  );

  it('gives the plan, and does it when asked to', async () => {
    const before = await exportDefinition(world.context);
    const text = 'teams: [{ slug: depot, name: Depot, parent: stock }]';
    const plan = await (await put(text, { query: '?dryRun=true' })).json();
    expect(plan).toMatchObject({
      done: false,
      plan: [{ action: 'create', entity: 'team', slug: 'depot' }],
    });
    expect(schemaNamed('DefinitionsAnswer').safeParse(plan).error).toBeUndefined();
    expect(await exportDefinition(world.context)).toBe(before);
    expect(await (await put(text)).json()).toEqual({ ...plan, done: true });
    expect(await exportDefinition(world.context)).toContain('depot');
  });

  it.each([YAML, 'application/json'])('does nothing where they changed since: %s', async (type) => {
    const read = await get(type);
    const tag = read.headers.get('etag') ?? '';
    const first = 'teams: [{ slug: depot, name: Depot, parent: stock }]';
    expect((await put(first, { 'if-match': tag })).status).toBe(200);
    const late = await put('teams: [{ slug: van, name: Van, parent: stock }]', { 'if-match': tag });
    expect(late.status).toBe(412);
    expect(await late.json()).toMatchObject({ title: 'changed_since' });
    expect(await exportDefinition(world.context)).not.toContain('van');
    const anew = (await get(type)).headers.get('etag') ?? '';
    expect((await put(first, { 'if-match': `"other", ${anew}` })).status).toBe(200);
  });

  it('names every fault with its place and cure', async () => {
    const twice = await put('teams:\n  - slug: depot\n    nam: Depot\n  - slug: Van\n');
    expect(twice.status).toBe(422);
    const answer = await twice.json();
    expect(answer).toMatchObject({ title: 'bad_definition' });
    expect(answer.faults.length).toBeGreaterThan(1);
    expect(answer.faults[0]).toMatchObject({ line: 2, path: 'teams[0].name' });
    const sense = await (
      await put('teams: [{ slug: depot, name: Depot, parent: nowhere }]')
    ).json();
    expect(sense.faults).toMatchObject([{ line: 1, message: expect.stringContaining('nowhere') }]);
  });

  it('is for keys that write, for all teams', async () => {
    const limited = await addKey(world.context, { scope: 'write', teams: ['stock'] });
    const reading = await addKey(world.context, { scope: 'read' });
    expect((await put('{}', { token: limited.token })).status).toBe(403);
    expect((await put('{}', { token: reading.token })).status).toBe(403);
    expect((await put('{}', { token: 'none' })).status).toBe(401);
    expect((await put('{}', { type: 'text/plain' })).status).toBe(415);
  });

  it.each([
    [
      'an alias that expands without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nteams: *d\n`,
    ],
    ['JSON of 10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['objects of 10,000 levels', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ])('refuses %s within a second', async (_, text) => {
    const began = performance.now();
    expect((await put(text)).status).toBe(422);
    expect((await put(text, { type: 'application/json' })).status).toBe(422);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
