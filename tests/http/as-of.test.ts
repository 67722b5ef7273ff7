/** Every read of the API, as of a moment: what is changed later does not reach it, definitions included. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GET as getAccountability } from '../../app/api/v1/accountability/route';
import { GET as getContrast } from '../../app/api/v1/contrast/route';
import { GET as getDefinitions } from '../../app/api/v1/definitions/route';
import { GET as getFind } from '../../app/api/v1/find/route';
import { GET as getJourneys } from '../../app/api/v1/journeys/route';
import { GET as getKpi } from '../../app/api/v1/kpis/[kpi]/route';
import { GET as getSeries } from '../../app/api/v1/kpis/[kpi]/series/route';
import { GET as getKpis } from '../../app/api/v1/kpis/route';
import { GET as getStage } from '../../app/api/v1/stages/[stage]/route';
import { GET as getTeam } from '../../app/api/v1/teams/[team]/route';
import type { Database } from '../../db/client';
import { READS } from '../../lib/http/operations';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { backends } from '../support/backends';
import { signedRequest, signIn } from '../support/signed-in';
import { BEFORE, beginning, changeEverything } from '../usecases/as-of-change';
import { worldOf } from '../usecases/world';

const HOST = 'http://127.0.0.1:3000/api/v1';

/** What says when something changed last is about the present alone. */
const OF_THE_PRESENT = ['/newest'];

type Ask = (request: Request) => Promise<Response>;
const kpi = { params: Promise.resolve({ kpi: 'delivered' }) };

/** Each read with the questions that it is asked. */
const ASKED: Readonly<Record<string, readonly (readonly [query: string, ask: Ask])[]>> = {
  '/contrast': ['', 'period=2026-W43', 'period=2026-10', 'segment=north'].map(
    (query) => [query, getContrast] as const,
  ),
  '/stages/{stage}': ['get', 'select'].map(
    (stage) =>
      [
        'period=2026-W43',
        (request: Request) => getStage(request, { params: Promise.resolve({ stage }) }),
      ] as const,
  ),
  '/teams/{team}': ['shops', 'site', 'stock'].map(
    (team) =>
      [
        'period=2026-W43',
        (request: Request) => getTeam(request, { params: Promise.resolve({ team }) }),
      ] as const,
  ),
  '/accountability': [['', getAccountability]],
  '/kpis': [['', getKpis]],
  '/kpis/{kpi}': [['', (request) => getKpi(request, kpi)]],
  '/kpis/{kpi}/series': ['', 'grain=month', 'segment=north'].map(
    (query) => [query, (request: Request) => getSeries(request, kpi)] as const,
  ),
  '/journeys': [['', getJourneys]],
  '/definitions': ['format=yaml', 'format=json'].map((query) => [query, getDefinitions] as const),
  '/find': [['', getFind]],
};

describe.each(backends)('as of a moment on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    holdDatabase(database);
    await signIn(database);
  });
  afterAll(() => releaseDatabase());

  const answers = async (path: string, asOf: string | null) => {
    const texts: string[] = [];
    for (const [query, ask] of ASKED[path] ?? []) {
      const moment = asOf === null ? '' : `&asOf=${asOf}`;
      const response = await ask(signedRequest(`${HOST}/x?${query}${moment}`));
      expect(response.status, `${path}?${query}`).toBe(200);
      const text = await response.text();
      texts.push(text.replace(/"asOf":"[^"]*"/, ''));
    }
    return texts;
  };

  it('every read answers what it answered then, whatever was changed since', async () => {
    const paths = READS.map(({ path }) => path).filter((path) => !OF_THE_PRESENT.includes(path));
    expect(Object.keys(ASKED).toSorted()).toEqual(paths.toSorted());
    const world = worldOf(database, BEFORE);
    await beginning(world);
    const then = new Map<string, readonly string[]>();
    const now = new Map<string, readonly string[]>();
    for (const path of paths) {
      then.set(path, await answers(path, BEFORE));
      now.set(path, await answers(path, null));
    }
    await changeEverything(world);
    for (const path of paths) {
      expect(await answers(path, BEFORE), path).toEqual(then.get(path));
      // The change is one that the read would show.
      const changed = await answers(path, null);
      for (const [index, text] of changed.entries()) {
        expect(text, `${path} ${index}`).not.toEqual(now.get(path)?.[index]);
      }
    }
  });
});
