/** The audit log as files: streamed, narrowed by the address, refused in words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GET as getCsv } from '../../app/(app)/settings/audit.csv/route';
import { GET as getNdjson } from '../../app/(app)/settings/audit.ndjson/route';
import type { Database } from '../../db/client';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { applyDefinition } from '../../lib/usecases/definitions';
import { backends } from '../support/backends';
import { team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { signedRequest, signIn } from '../support/signed-in';
import { worldOf } from '../usecases/world';

const ask = (name: string, query = '') =>
  signedRequest(`http://127.0.0.1:3000/settings/${name}?${query}`);

describe.each(backends)('the audit log as a file on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    holdDatabase(database);
    await signIn(database);
    const world = worldOf(database, '2026-10-29T08:00:00.000Z');
    // More than one piece of it.
    const teams = Array.from({ length: 1_100 }, (_, i) =>
      team({ slug: `team-${i}`, name: `Team ${i}` }),
    );
    await applyDefinition(world.context, define({ teams }), { dryRun: false, prune: false });
  });
  afterAll(() => releaseDatabase());

  it('comes whole, with its name and media type', async () => {
    const csv = await getCsv(ask('audit.csv', 'kind=team'));
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
    const lines = new TextDecoder()
      .decode(await csv.arrayBuffer())
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(1_101);
    expect(new Set(lines).size).toBe(1_101);
    const ndjson = await getNdjson(ask('audit.ndjson', 'kind=team&thing=team-107'));
    const rows = (await ndjson.text()).trimEnd().split('\n');
    expect(rows).toHaveLength(11);
    expect(JSON.parse(rows[0] ?? '')).toMatchObject({ actor: 'zoë', entity: 'team' });
  });

  it('is refused in words where the address means nothing, and empty where nothing was changed', async () => {
    const bad = await getCsv(ask('audit.csv', 'from=yesterday'));
    expect(bad.status).toBe(400);
    expect(await bad.json()).toMatchObject({ title: 'bad_from' });
    expect(await (await getNdjson(ask('audit.ndjson', 'who=nobody'))).text()).toBe('');
  });
});
