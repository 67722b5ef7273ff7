/** What tells a machine beside us that we live, that we are ready, and what a definition file looks like. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GET as healthz } from '../../app/healthz/route';
import { GET as readyz } from '../../app/readyz/route';
import { GET as getSchema } from '../../app/schema/definition.json/route';
import type { Database } from '../../db/client';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { backends } from '../support/backends';

describe.each(backends)('health on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    holdDatabase(database);
  });
  afterAll(() => releaseDatabase());

  const ready = async () => {
    const response = await readyz();
    expect(response.headers.get('cache-control')).toBe('no-store');
    return [response.status, await response.text()];
  };

  it('is alive, whatever becomes of the database', async () => {
    const response = healthz();
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
  });

  it('is ready when the schema is of this version, and only then', async () => {
    expect(await ready()).toEqual([200, 'ready\n']);
    await sql`update schema_migration set version = version - 1`.execute(database.db);
    expect(await ready()).toEqual([503, 'the database waits for its migration\n']);
    await sql`update schema_migration set version = version + 100`.execute(database.db);
    const [status] = await ready();
    expect(status).toBe(503);
    await sql`update schema_migration set version = version - 99`.execute(database.db);
    expect(await ready()).toEqual([200, 'ready\n']);
  });
});

describe('the schema of definition files', () => {
  it('is JSON Schema that editors may keep for an hour', async () => {
    const response = getSchema();
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
    const schema = await response.json();
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
    });
    expect(Object.keys(schema.properties).toSorted()).toEqual([
      'annotations',
      'dimensions',
      'journeys',
      'kpis',
      'organisation',
      'places',
      'targets',
      'teams',
    ]);
  });
});
