/** Real answers have the fields that are published, and no other: the MTA's figures on both databases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GET as getAccountability } from '../../app/api/v1/accountability/route';
import { GET as getContrast } from '../../app/api/v1/contrast/route';
import { GET as getDefinitions } from '../../app/api/v1/definitions/route';
import { GET as getFind } from '../../app/api/v1/find/route';
import { GET as getJourneys } from '../../app/api/v1/journeys/route';
import { GET as getKpi } from '../../app/api/v1/kpis/[kpi]/route';
import { GET as getSeries } from '../../app/api/v1/kpis/[kpi]/series/route';
import { GET as getKpis } from '../../app/api/v1/kpis/route';
import { GET as getNewest } from '../../app/api/v1/newest/route';
import { GET as getStage } from '../../app/api/v1/stages/[stage]/route';
import { GET as getTeam } from '../../app/api/v1/teams/[team]/route';
import type { Database } from '../../db/client';
import { READS } from '../../lib/http/operations';
import { parseDefinition } from '../../lib/import/definition-file';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { backends } from '../support/backends';
import { sharedData } from '../support/shared-data';
import { signedRequest, signIn } from '../support/signed-in';
import { apply, loadExample, throughline, type World, worldOf } from '../usecases/world';
import { answerSchema, schemaNamed } from './published';

const PERFORMANCE = sharedData('mta/performance.csv');
const why = PERFORMANCE === null ? ' (skipped: the public data mta is not beside the project)' : '';
const HOST = 'http://127.0.0.1:3000/api/v1';

type Answer = (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;

const simple = { contrast: getContrast, definitions: getDefinitions, find: getFind } as const;
const more = { journeys: getJourneys, kpis: getKpis, newest: getNewest } as const;
const routes = { ...simple, ...more, accountability: getAccountability } as const;

/** The route of a path as the server finds it. */
const get: Answer = (path, headers = {}) => {
  const request = signedRequest(HOST + path, { headers });
  const [, noun = '', slug, series] = new URL(request.url).pathname
    .slice('/api/v1'.length)
    .split('/');
  if (slug !== undefined) {
    const named = decodeURIComponent(slug);
    if (noun === 'stages') return getStage(request, { params: Promise.resolve({ stage: named }) });
    if (noun === 'teams') return getTeam(request, { params: Promise.resolve({ team: named }) });
    const route = { params: Promise.resolve({ kpi: named }) };
    return series === undefined ? getKpi(request, route) : getSeries(request, route);
  }
  const route = Object.entries(routes).find(([name]) => name === noun)?.[1];
  if (route === undefined) throw new Error(`no route for ${path}`);
  return route(request);
};

describe.skipIf(PERFORMANCE === null).each(backends)(`the API on $name${why}`, ({ open }) => {
  let database: Database;
  let world: World;
  let slugs: readonly string[];
  let stages: readonly string[];
  let teams: readonly string[];
  beforeAll(async () => {
    database = await open();
    world = worldOf(database, '2012-01-15T12:00:00Z');
    await loadExample(world.context, 'mta', PERFORMANCE ?? '');
    holdDatabase(database);
    await signIn(database);
    slugs = await allKpis('limit=500');
    ({ stages, teams } = await mapped());
  });
  afterAll(() => releaseDatabase());

  /** Slugs over all pages of the list. */
  async function allKpis(query: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const response = await get(`/kpis?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page: { kpis: { slug: string }[]; next: string | null } = await response.json();
      found.push(...page.kpis.map(({ slug }) => slug));
      cursor = page.next;
    }
    return found;
  }

  /** Stages of all journeys, and all teams that answer for or share a KPI. */
  async function mapped() {
    const { journeys }: { journeys: { stages: { slug: string }[] }[] } = await (
      await get('/journeys')
    ).json();
    const { kpis }: { kpis: { accountable: string; contributing: string[] }[] } = await (
      await get('/kpis?limit=500')
    ).json();
    const owners = kpis.flatMap(({ accountable, contributing }) => [accountable, ...contributing]);
    return {
      stages: journeys.flatMap((journey) => journey.stages.map(({ slug }) => slug)),
      teams: [...new Set(owners)],
    };
  }

  const fits = async (path: string, template: string) => {
    const response = await get(path);
    expect(response.status, path).toBe(200);
    const { error } = answerSchema(template).safeParse(await response.json());
    expect(error?.issues ?? [], path).toEqual([]);
  };

  it('gives every read in the shape that is published', async () => {
    for (const query of ['', '?period=2011-04', '?period=2010&asOf=2013-01-01']) {
      await fits(`/contrast${query}`, '/contrast');
    }
    await fits('/journeys', '/journeys');
    await fits('/find?q=bus', '/find');
    await fits('/newest', '/newest');
    await fits('/kpis?lens=experience', '/kpis');
    expect(slugs.length).toBeGreaterThan(50);
    for (const slug of slugs) {
      await fits(`/kpis/${slug}`, '/kpis/{kpi}');
      await fits(`/kpis/${slug}/series`, '/kpis/{kpi}/series');
    }
    await fits(`/kpis/${slugs[0]}/series?grain=year`, '/kpis/{kpi}/series');
  });

  it('gives every stage and team, and the map of accountability, in the shape that is published', async () => {
    expect([stages.length, teams.length].every((length) => length > 3)).toBe(true);
    for (const query of ['', '?period=2011-04']) {
      for (const slug of stages) await fits(`/stages/${slug}${query}`, '/stages/{stage}');
      for (const slug of teams) await fits(`/teams/${slug}${query}`, '/teams/{team}');
    }
    const narrowed = [`?team=${teams[0]}`, `?stage=${stages[0]}&lens=silo`, '?asOf=2012-01-01'];
    for (const query of ['', ...narrowed]) await fits(`/accountability${query}`, '/accountability');
  });

  it('pages through a list without repeating or skipping, whatever the length of a page', async () => {
    expect(slugs).toEqual(slugs.toSorted());
    for (const limit of [1, 7, slugs.length, slugs.length + 1].filter((each) => each <= 500)) {
      expect(await allKpis(`limit=${limit}`)).toEqual(slugs);
    }
    const experience = await allKpis('lens=experience&limit=10');
    const silo = await allKpis('lens=silo');
    const both = await allKpis('lens=both');
    expect([...experience, ...silo, ...both].toSorted()).toEqual(slugs);
  });

  it('narrows the list as the journeys are mapped', async () => {
    const { journeys }: { journeys: { slug: string; stages: { kpis: { kpi: string }[] }[] }[] } =
      await (await get('/journeys')).json();
    expect(journeys.length).toBe(4);
    for (const { slug, stages } of journeys) {
      const mapped = new Set(stages.flatMap(({ kpis }) => kpis.map(({ kpi }) => kpi)));
      expect(new Set(await allKpis(`journey=${slug}`))).toEqual(mapped);
    }
  });

  it('gives the definition file that export prints, as text and as JSON', async () => {
    const exported = await throughline(database, ['export']);
    for (const response of [
      await get('/definitions?format=yaml'),
      await get('/definitions', { accept: 'application/yaml' }),
    ]) {
      expect(response.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
      expect(await response.text()).toBe(exported.out);
    }
    const response = await get('/definitions', { accept: '*/*' });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('as-of')).toMatch(/^\d{4}-.*Z$/);
    const text = await response.text();
    expect('faults' in parseDefinition(text, { fileName: 'definition.json' })).toBe(false);
    expect(await apply(world.context, text)).toEqual([]);
  });

  it('has an entity tag on every read, which spares what is known', async () => {
    const paths = READS.map(({ path }) =>
      path
        .replace('{kpi}', slugs[0] ?? '')
        .replace('{stage}', stages[0] ?? '')
        .replace('{team}', teams[0] ?? ''),
    );
    for (const path of paths) {
      const tag = (await get(path)).headers.get('etag') ?? '';
      expect(tag, path).toMatch(/^W\/"[\w-]{20,}"$/);
      const again = await get(path, { 'if-none-match': tag });
      expect([again.status, await again.text()], path).toEqual([304, '']);
    }
  });

  it.each([
    ['/kpis?limit=0', 400, 'bad_limit', 'limit is "0"; it must be at least 1.'],
    ['/kpis?limit=501', 400, 'bad_limit', 'limit is "501"; it must be at most 500.'],
    ['/kpis?limit=many', 400, 'bad_limit', 'limit is "many"; it must be a whole number.'],
    ['/kpis?limit=1.5', 400, 'bad_limit', 'it must be a whole number.'],
    ['/kpis?cursor=zzz', 400, 'bad_cursor', 'which no list gave'],
    [
      '/kpis?lens=fish',
      400,
      'bad_lens',
      'lens is "fish"; it must be one of silo, experience, both.',
    ],
    ['/kpis?team=nobody', 404, 'unknown_team', 'There is no team "nobody".'],
    ['/kpis?stage=nowhere', 404, 'unknown_stage', 'There is no stage "nowhere".'],
    ['/kpis?asOf=soon', 400, 'bad_as_of', 'asOf is "soon"; give a date'],
    ['/kpis/nowhere', 404, 'unknown_kpi', 'There is no KPI "nowhere".'],
    ['/stages/nowhere', 404, 'unknown_stage', 'There is no stage "nowhere".'],
    ['/teams/nobody', 404, 'unknown_team', 'There is no team "nobody".'],
    ['/teams/nobody?period=2026-W99', 400, 'bad_period', 'which names no period'],
    ['/accountability?team=nobody', 404, 'unknown_team', 'There is no team "nobody".'],
    ['/accountability?lens=both', 400, 'bad_lens', 'it must be one of silo, experience.'],
    ['/journeys?limit=-1', 400, 'bad_limit', 'at least 1'],
    ['/definitions?format=xml', 400, 'bad_format', 'it must be one of json, yaml.'],
  ])('refuses %s with a sentence', async (path, status, code, sentence) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = await response.json();
    expect(schemaNamed('Problem').safeParse(body).success).toBe(true);
    expect(body).toMatchObject({ type: `urn:throughline:${code}`, title: code, status });
    expect(body.detail).toContain(sentence);
  });

  it('leaves parameters alone that it does not know, or that are left blank', async () => {
    const plain = await (await get('/kpis?asOf=2012-01-01')).json();
    for (const query of ['asOf=2012-01-01&fish=1', 'asOf=2012-01-01&lens=&team=&cursor=']) {
      expect(await (await get(`/kpis?${query}`)).json()).toEqual(plain);
    }
  });

  it('leads from an old name to the new one, with the rest of the address', async () => {
    const [kpi = '', stage = '', team = ''] = [slugs[0], stages[0], teams[0]];
    await database.db
      .insertInto('slug_redirect')
      .values(
        Object.entries({ kpi, stage, team }).map(([entity, slug]) => ({
          entity,
          old_slug: 'as-it-was-called',
          new_slug: slug,
        })),
      )
      .execute();
    for (const [before, after] of [
      ['kpis/as-it-was-called/series?grain=year', `kpis/${kpi}/series?grain=year`],
      ['kpis/as-it-was-called', `kpis/${kpi}`],
      ['stages/as-it-was-called?period=2011-04', `stages/${stage}?period=2011-04`],
      ['teams/as-it-was-called', `teams/${team}`],
    ]) {
      const answer = await get(`/${before}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([308, `/api/v1/${after}`]);
    }
  });

  it('says when something changed, and changes its version with that alone', async () => {
    const asked = async () => {
      const answer: { version: string; figuresAt: string } = await (await get('/newest')).json();
      return answer;
    };
    const before = await asked();
    expect(before.figuresAt).toMatch(/^2012-01-15T12:/);
    expect((await asked()).version).toBe(before.version);
    await apply(world.context, 'organisation:\n  smallestN: 11\n');
    const after = await asked();
    expect(after.version).not.toBe(before.version);
    expect(after.figuresAt).toBe(before.figuresAt);
  });
});
