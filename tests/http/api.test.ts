/** The API's routes as functions: shapes, entity tags, problems, precision. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { GET as getContrast } from '../../app/api/v1/contrast/route';
import { GET as getSeries } from '../../app/api/v1/kpis/[kpi]/series/route';
import type { Database } from '../../db/client';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { applyDefinition } from '../../lib/usecases/definitions';
import { backends } from '../support/backends';
import { kpi } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { signedRequest, signIn } from '../support/signed-in';
import { reset } from '../usecases/reset';
import { FIGURES, SHOP } from '../usecases/shop';
import { importText, type World, worldOf } from '../usecases/world';
import { contrastSchema, problemSchema, seriesSchema } from './contract';

const HOST = 'http://127.0.0.1:3000/api/v1';
const WEEK = '2026-W43';
/** Long after the lag of the newest week, and the same whenever the test runs. */
const AS_OF = 'asOf=2026-11-10T12:00:00Z';

const contrast = (query: string, headers: Readonly<Record<string, string>> = {}) =>
  getContrast(signedRequest(`${HOST}/contrast?${query}`, { headers }));
const series = (slug: string, query = '', headers: Readonly<Record<string, string>> = {}) =>
  getSeries(
    signedRequest(`${HOST}/kpis/${encodeURIComponent(slug)}/series?${query}`, { headers }),
    {
      params: Promise.resolve({ kpi: slug }),
    },
  );

/** The answers that customers gave, some of them few. */
const SURVEY = define({
  kpis: [
    kpi({
      slug: 'satisfied',
      name: 'Satisfied',
      kind: 'perception',
      lens: 'experience',
      accountable: 'shops',
      dimension: 'area',
      stages: ['get'],
    }),
  ],
});
const ANSWERS = `kpi,period,segment,numerator,denominator
satisfied,2026-W43,north,4,9
satisfied,2026-W43,south,255,412
`;

describe.each(backends)('the API on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
    holdDatabase(database);
    await signIn(database);
    world = worldOf(database, '2026-10-29T08:00:00.000Z');
    for (const definition of [SHOP, SURVEY]) {
      await applyDefinition(world.context, definition, { dryRun: false, prune: false });
    }
    await importText(world.context, FIGURES);
    await importText(world.context, ANSWERS);
  });
  afterAll(() => releaseDatabase());

  describe('an answer', () => {
    it('of the contrast has the fields of the contract and no other', async () => {
      for (const query of [
        '',
        `period=${WEEK}`,
        'journey=order&segment=north',
        `period=2026-10&${AS_OF}`,
      ]) {
        const response = await contrast(query);
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
        expect(response.headers.get('cache-control')).toBe('private, no-cache');
        contrastSchema.parse(await response.json());
      }
    });

    it.each(['delivered', 'returned', 'satisfied', 'clicks'])(
      'of a series has the fields of the contract and no other: %s',
      async (slug) => {
        for (const query of ['', 'grain=month', `from=2026-W41&to=${WEEK}`, AS_OF]) {
          const response = await series(slug, query);
          expect(response.status).toBe(200);
          seriesSchema.parse(await response.json());
        }
      },
    );

    it('says as of when: the moment asked for, else the present', async () => {
      const asked = contrastSchema.parse(await (await contrast(AS_OF)).json());
      expect(asked.asOf).toBe('2026-11-10T12:00:00.000Z');
      const day = contrastSchema.parse(await (await contrast('asOf=2026-11-10')).json());
      // The end of that day in Kolkata.
      expect(day.asOf).toBe('2026-11-10T18:29:59.999Z');
      const before = new Date().toISOString();
      const now = seriesSchema.parse(await (await series('clicks')).json());
      expect(now.asOf >= before && now.asOf <= new Date().toISOString()).toBe(true);
    });

    it('has numbers at full precision, in the unit of the KPI', async () => {
      await importText(world.context, 'kpi,period,numerator,denominator\nfound,2026-W39,1,3\n');
      const body = await (await series('found', 'from=2026-W39&to=2026-W39')).text();
      expect(body).toContain(`"value":${(100 * 1) / 3}`);
      const { points } = seriesSchema.parse(JSON.parse(body));
      expect(points).toMatchObject([{ period: '2026-W39', value: 100 / 3, numerator: 1 }]);

      // Week 43: of the stages one is on target of 1, the other on 1 of 3 and off by its critical KPI.
      const answer = contrastSchema.parse(await (await contrast(`period=${WEEK}&${AS_OF}`)).json());
      expect(answer.alignmentGapPoints).not.toBeNull();
      expect(answer.alignmentGapPoints).toBe(
        100 * ((answer.siloShare ?? 0) - (answer.stageShare ?? 0)),
      );
      expect(answer.chain.independent).toBe((70 / 100) * (49 / 80));
      expect(answer.stages.map(({ reliability }) => reliability)).toEqual([49 / 80, 70 / 100]);
    });

    it('shows the figure of a survey with its interval, and not where few answered', async () => {
      const point = async (query: string) =>
        seriesSchema.parse(await (await series('satisfied', query)).json()).points.at(-1);
      const all = await point(AS_OF);
      expect(all).toMatchObject({ numerator: 259, denominator: 421 });
      expect(all?.interval).not.toBeNull();
      const south = await point(`segment=south&${AS_OF}`);
      expect(south?.value).toBeCloseTo(61.893, 3);
      expect(south?.interval?.low).toBeCloseTo(57.1, 1);
      expect(south?.interval?.high).toBeCloseTo(66.5, 1);
      const north = await point(`segment=north&${AS_OF}`);
      expect(north).toMatchObject({
        status: 'too_few',
        value: null,
        numerator: null,
        denominator: null,
        interval: null,
      });
    });

    it('leaves alone what it does not know, and takes the first of two', async () => {
      const plain = await (await contrast(`period=${WEEK}&${AS_OF}`)).json();
      for (const query of [
        'colour=red',
        'limit=1&cursor=x',
        'PERIOD=2026-W01',
        'period=2026-W40',
      ]) {
        const response = await contrast(`period=${WEEK}&${AS_OF}&${query}`);
        expect(await response.json()).toEqual(plain);
      }
      // A form left blank asks for nothing.
      expect((await contrast('journey=&period=&segment=&asOf=')).status).toBe(200);
    });
  });

  describe('an entity tag', () => {
    const routes = [
      ['contrast', (headers = {}) => contrast(`period=${WEEK}`, headers)],
      ['series', (headers = {}) => series('delivered', '', headers)],
    ] as const;

    it.each(routes)('spares the answer that is known already: %s', async (_, get) => {
      const first = await get();
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^W\/"[\w-]{20,}"$/);
      for (const known of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
        const again = await get({ 'if-none-match': known });
        expect(again.status, known).toBe(304);
        expect(again.headers.get('etag')).toBe(tag);
        expect(again.headers.get('cache-control')).toBe('private, no-cache');
        expect(await again.text()).toBe('');
      }
      for (const other of ['W/"other"', '"', tag.slice(0, -3)]) {
        expect((await get({ 'if-none-match': other })).status, other).toBe(200);
      }
    });

    it.each(routes)('changes with the figures and not with the time: %s', async (_, get) => {
      const tag = async () => (await get()).headers.get('etag');
      const before = await tag();
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await tag()).toBe(before);
      await importText(
        world.context,
        `kpi,period,numerator,denominator\ndelivered,${WEEK},71,100\n`,
      );
      const corrected = await tag();
      expect(corrected).not.toBe(before);
      await importText(
        world.context,
        `kpi,period,numerator,denominator\ndelivered,${WEEK},70,100\n`,
      );
    });
  });

  describe('a problem', () => {
    const expectProblem = async (
      response: Response,
      status: number,
      code: string,
      text: string,
    ) => {
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      const body = problemSchema.parse(await response.json());
      expect(body).toMatchObject({ type: `urn:throughline:${code}`, title: code, status });
      expect(body.detail).toContain(text);
    };

    it.each([
      [
        'journey=nowhere',
        404,
        'unknown_journey',
        'There is no journey "nowhere". There is: order.',
      ],
      ['segment=nort', 404, 'unknown_segment', 'There is: all, north, south.'],
      ['period=2025-W53', 400, 'bad_period', 'period is "2025-W53", which names no period;'],
      ['period=2026-13', 400, 'bad_period', 'period is "2026-13"'],
      ['period=FY2026', 400, 'bad_period', 'give a key such as'],
      ['period=1800', 400, 'bad_period', 'more than 100 years away'],
      ['asOf=soon', 400, 'bad_as_of', 'asOf is "soon"; give a date'],
      ['asOf=2026-02-30', 400, 'bad_as_of', 'asOf is "2026-02-30"'],
      ['asOf=2026-11-10T12:00:00', 400, 'bad_as_of', 'or an instant such as'],
      ["journey=order'%20or%201=1", 404, 'unknown_journey', `There is no journey "order' or 1=1".`],
      ['period=%00', 400, 'bad_period', 'names no period'],
      [`journey=${'x'.repeat(5000)}`, 404, 'unknown_journey', 'There is no journey'],
    ])('with the contrast: ?%s', async (query, status, code, text) => {
      await expectProblem(await contrast(query), status, code, text);
    });

    it.each([
      ['nowhere', '', 404, 'unknown_kpi', 'There is no KPI "nowhere".'],
      ['__proto__', '', 404, 'unknown_kpi', 'There is no KPI "__proto__".'],
      ['clicks', 'grain=fortnight', 400, 'bad_grain', 'grain is "fortnight"; it must be one of'],
      ['clicks', 'grain=day', 400, 'bad_grain', 'it has no figures by day.'],
      ['clicks', 'from=then', 400, 'bad_period', 'from is "then", which names no period.'],
      ['clicks', 'to=2025-W53', 400, 'bad_period', 'to is "2025-W53", which names no period.'],
      ['clicks', 'place=nowhere', 404, 'unknown_place', 'There is no place "nowhere".'],
      ['clicks', 'segment=nort', 404, 'unknown_segment', 'There is no segment "nort".'],
      ['clicks', 'segment=north', 404, 'not_broken_down', 'Clicks is not broken down by area'],
      ['clicks', 'asOf=soon', 400, 'bad_as_of', 'asOf is "soon"'],
    ])('with the series of %s: ?%s', async (slug, query, status, code, text) => {
      await expectProblem(await series(slug, query), status, code, text);
    });

    it('of ours is logged whole under a number, and answered with that number alone', async () => {
      const log: string[] = [];
      const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
        log.push(String(text));
        return true;
      });
      try {
        await sql`alter table moment rename to moment_elsewhere`.execute(database.db);
        // Else what was read before is good enough.
        await sql`update data_version set stamp = gen_random_uuid(), catalog = gen_random_uuid()`.execute(
          database.db,
        );
        const response = await contrast('');
        await sql`alter table moment_elsewhere rename to moment`.execute(database.db);
        const { detail } = await response.clone().json();
        const id = /the log has it as ([0-9a-f-]{36})\.$/.exec(detail)?.[1] ?? '';
        await expectProblem(
          response,
          500,
          'internal',
          `Something went wrong here; the log has it as ${id}.`,
        );
        expect(log.join('')).toMatch(new RegExp(`^request ${id}: .*moment.* does not exist`, 's'));
        expect(detail).not.toContain('moment');
      } finally {
        stderr.mockRestore();
      }
    });

    it('is that no journey is defined yet', async () => {
      await reset(database.db);
      await signIn(database);
      await expectProblem(
        await contrast(''),
        404,
        'no_journey',
        'No journey is defined yet; apply a definition file first.',
      );
    });
  });
});
