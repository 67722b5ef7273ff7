/** Embeds as they are opened: all forms, one neutral answer for all that cannot be, and what hosts sign. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { GET as oembed } from '../../app/api/oembed/route';
import type { Database } from '../../db/client';
import { hotAnswer } from '../../lib/http/embed/answer';
import { prepareFonts } from '../../lib/http/embed/png';
import { acceptsZipped } from '../../lib/http/embed/route';
import { embedStore, forgetEmbeds } from '../../lib/http/embed/store';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { applyDefinition } from '../../lib/usecases/definitions';
import { mintEmbed, replaceEmbedKey, reviseEmbed, revokeEmbed } from '../../lib/usecases/embeds';
import { backends } from '../support/backends';
import { reset } from '../usecases/reset';
import { FIGURES, SHOP } from '../usecases/shop';
import { importText, type World, worldOf } from '../usecases/world';
import { openAddress, openEmbed, seen } from './embed-world';

const FORMS = ['html', 'svg', 'png', 'txt', 'json'] as const;
const KINDS = [
  { kind: 'kpi-chart', kpi: 'delivered' },
  { kind: 'kpi-tile', kpi: 'delivered' },
  { kind: 'stage', stage: 'get' },
  { kind: 'team', team: 'stock' },
  { kind: 'matrix' },
  { kind: 'trend' },
  { kind: 'chain' },
];
const AS_OF = '2026-11-10';
const UNKNOWN = `000000000000_${'A'.repeat(43)}`;

describe.each(backends)('embeds on $name', ({ open }) => {
  let database: Database;
  let world: World;
  const folder = mkdtempSync(join(tmpdir(), 'throughline-fonts-'));
  beforeAll(async () => {
    prepareFonts(process.cwd(), folder);
    database = await open();
    holdDatabase(database);
    await reset(database.db);
    world = worldOf(database, '2026-10-29T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await importText(world.context, FIGURES);
    world.at('2026-11-12T08:00:00.000Z');
  });
  beforeEach(() => forgetEmbeds());
  afterAll(async () => {
    forgetEmbeds();
    await releaseDatabase();
    rmSync(folder, { recursive: true, force: true });
  });

  const mint = async (typed: object = {}) =>
    mintEmbed(world.context, { origins: [] }, { ...KINDS[0], asOf: AS_OF, ...typed });
  const tokenOf = async (typed: object = {}) => (await mint(typed)).token ?? '';
  /** What was known of embeds is asked anew, as it is after a second. */
  const aSecondLater = () => {
    embedStore().checkedAt = Number.NEGATIVE_INFINITY;
  };

  describe('that stand', () => {
    it.each(KINDS)('show $kind in every form', async (typed) => {
      const token = await tokenOf(typed);
      const page = await openEmbed(token);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const html = await page.text();
      expect(html).not.toMatch(/<script|javascript:|\son\w+=|src=|url\(/i);
      expect(html).toContain('Pinned as of');
      const svg = await (await openEmbed(token, 'svg')).text();
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(svg).toMatch(/role="img" aria-label="[^"]{20,}"/);
      const text = await (await openEmbed(token, 'txt')).text();
      const data = (await (await openEmbed(token, 'json')).json()) as { finding: string };
      // One finding, in whatever form.
      expect(text).toContain(data.finding);
      expect(data).toMatchObject({ kind: typed.kind, current: true, pinned: true });
      const one = sharp(Buffer.from(await (await openEmbed(token, 'png')).arrayBuffer()));
      const two = sharp(
        Buffer.from(await (await openAddress(`/embed/${token}.png?2x`)).arrayBuffer()),
      );
      const [{ width, height }, double] = [await one.metadata(), await two.metadata()];
      expect([double.width, double.height]).toEqual([2 * width, 2 * height]);
      expect(svg).toContain(`width="${width}" height="${height}"`);
    });

    it('say how they may be kept and framed', async () => {
      const token = await tokenOf({ origins: 'https://a.test https://b.test' });
      const page = await openEmbed(token);
      expect(page.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'; frame-ancestors https:\/\/a\.test https:\/\/b\.test$/,
      );
      expect(page.headers.get('cache-control')).toBe('private, no-cache');
      expect(page.headers.get('x-frame-options')).toBeNull();
      expect(page.headers.get('set-cookie')).toBeNull();
      expect(Number(page.headers.get('refresh'))).toBeGreaterThanOrEqual(240);
      expect(Number(page.headers.get('refresh'))).toBeLessThanOrEqual(360);
      const etag = page.headers.get('etag') ?? '';
      const again = await openEmbed(token, 'html', { 'if-none-match': etag });
      expect([again.status, await again.text()]).toEqual([304, '']);
    });

    it('are sent compressed from memory, to whoever takes it, and are the same', async () => {
      const token = await tokenOf();
      const plain = await openEmbed(token, 'svg', { 'accept-encoding': 'gzip' });
      expect(plain.headers.get('content-encoding')).toBeNull();
      const asking = { url: `/embed/${token}.svg`, acceptsZipped: true, known: null };
      const hot = hotAnswer(embedStore(), asking);
      expect(hot?.headers).toMatchObject({
        'content-encoding': 'gzip',
        etag: plain.headers.get('etag'),
        vary: 'accept-encoding',
      });
      expect(gunzipSync(hot?.body ?? '').toString()).toBe(await plain.text());
      expect(acceptsZipped('br, gzip;q=0.5')).toBe(true);
      expect(['gzip;q=0', 'br', '', null].map(acceptsZipped)).toEqual(Array(4).fill(false));
    });

    it('are drawn once, whoever asks and whatever they add to the address', async () => {
      const token = await tokenOf({ asOf: '' });
      const many = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          openAddress(`/embed/${token}?v=${index}&theme=x`),
        ),
      );
      expect(new Set(many.map(({ headers }) => headers.get('etag'))).size).toBe(1);
      expect(embedStore().drawn.size).toBe(1);
    });

    it('are another picture once their look was changed, and once figures came in', async () => {
      const { embed, token } = await mint({ asOf: '' });
      const before = await (await openEmbed(token ?? '', 'txt')).text();
      await reviseEmbed(world.context, { origins: [] }, embed.prefix, { title: 'Promises kept' });
      aSecondLater();
      const after = await (await openEmbed(token ?? '', 'txt')).text();
      expect(after).toMatch(/^Promises kept\n/);
      expect(after.split('\n').slice(1)).toEqual(before.split('\n').slice(1));
      await importText(
        world.context,
        'kpi,period,numerator,denominator\ndelivered,2026-W44,60,100\n',
      );
      aSecondLater();
      expect(await (await openEmbed(token ?? '', 'txt')).text()).toContain('60.0');
    });

    it('are found by those who ask how to embed them', async () => {
      const token = await tokenOf();
      const html = await (await openEmbed(token)).text();
      const link = /type="application\/json\+oembed" href="([^"]+)"/.exec(html)?.[1] ?? '';
      expect(html).toContain(
        `property="og:image" content="http://127.0.0.1:3000/embed/${token}.png"`,
      );
      const answer = await oembed(new Request(link.replaceAll('&amp;', '&')));
      expect(await answer.json()).toMatchObject({
        version: '1.0',
        type: 'rich',
        html: expect.stringContaining(`src="http://127.0.0.1:3000/embed/${token}"`),
      });
      for (const url of [
        `http://127.0.0.1:3000/embed/${UNKNOWN}`,
        `http://evil.test/embed/${token}`,
        `http://127.0.0.1:3000/kpis`,
        `http://127.0.0.1:3000/embed/${token}"><script>`,
        '',
      ]) {
        const asked = new URL('http://127.0.0.1:3000/api/oembed');
        asked.searchParams.set('url', url);
        expect((await oembed(new Request(asked))).status, url).toBe(404);
      }
    });
  });

  describe('that do not', () => {
    it('look alike to the last header, whatever the reason', async () => {
      const good = await mint();
      const revoked = await mint();
      await revokeEmbed(world.context, revoked.embed.prefix);
      const replaced = await mint();
      await replaceEmbedKey(world.context, replaced.embed.prefix);
      const signed = await mint({ signing: 'HS256' });
      const token = good.token ?? '';
      const tokens = {
        revoked: revoked.token ?? '',
        'with another key now': replaced.token ?? '',
        'of a host, opened as an address': `${signed.embed.prefix}_${'A'.repeat(43)}`,
        forged: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
        'cut short': token.slice(0, -1),
        longer: `${token}A`,
        'of another embed': `${signed.embed.prefix}${token.slice(12)}`,
        'without its secret': good.embed.prefix,
      };
      for (const form of FORMS) {
        const unknown = await seen(await openEmbed(UNKNOWN, form));
        expect(unknown.status).toBe(404);
        for (const [name, each] of Object.entries(tokens)) {
          expect(await seen(await openEmbed(each, form)), `${name}, ${form}`).toEqual(unknown);
        }
      }
      expect((await openEmbed(token)).status).toBe(200);
    });

    it('are pictures all the same, so that no page shows a broken one', async () => {
      const png = await openEmbed(UNKNOWN, 'png');
      const picture = sharp(Buffer.from(await png.arrayBuffer()));
      expect((await picture.metadata()).format).toBe('png');
      expect(await (await openEmbed(UNKNOWN, 'svg')).text()).toContain('is not available');
      expect(await (await openEmbed(UNKNOWN)).text()).not.toMatch(/<script/);
    });

    it('expire by the minute, and are gone within a second of being taken back', async () => {
      const { embed, token } = await mint({ expires: '2099-01-01' });
      expect((await openEmbed(token ?? '')).status).toBe(200);
      await revokeEmbed(world.context, embed.prefix);
      // Within the second it may still be shown; then never again.
      aSecondLater();
      expect((await openEmbed(token ?? '')).status).toBe(404);
    });

    it.each([
      '/embed/../settings',
      '/embed/..%2f..%2fetc%2fpasswd',
      '/embed/%00',
      '/embed/x',
      `/embed/${'x'.repeat(9_000)}`,
      '/embed/a%0d%0aset-cookie:%20x=1',
      '/embed/"><script>alert(1)</script>',
      '/embed/x.svg.svg.png',
    ])('at %s show nothing either', async (path) => {
      const answer = await openAddress(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.text()).not.toContain('alert(1)');
    });
  });

  describe('when the database is away', () => {
    it('show what was known last and say so, for ten minutes, then nothing', async () => {
      const token = await tokenOf({ asOf: '' });
      const before = await (await openEmbed(token, 'svg')).text();
      const store = embedStore();
      const down = () => {
        Object.assign(store, { down: true, askedAt: performance.now() });
      };
      down();
      const during = await openEmbed(token, 'svg');
      expect(during.status).toBe(200);
      const said = await during.text();
      expect(said).toContain('it cannot be renewed at present');
      expect(before).not.toContain('it cannot be renewed');
      expect((await openEmbed(token, 'png')).headers.get('content-type')).toBe('image/png');
      expect(await (await openEmbed(token, 'json')).json()).toMatchObject({ current: false });
      // An embed that was taken back before stays so; one never seen has nothing to show.
      expect((await openEmbed(UNKNOWN)).status).toBe(404);
      store.checkedAt = performance.now() - 600_001;
      down();
      const after = await openEmbed(token, 'svg');
      expect([after.status, await after.text()]).toEqual([
        503,
        expect.stringContaining('cannot be shown at present'),
      ]);
      Object.assign(store, { down: false, checkedAt: Number.NEGATIVE_INFINITY });
      expect(await (await openEmbed(token, 'svg')).text()).toBe(before);
    });
  });

  describe('that a host signs', () => {
    const soon = () => Math.floor(Date.now() / 1000) + 300;
    const jwt = (kid: string, key: string, claims: object = {}, alg = 'HS256') =>
      new SignJWT({ exp: soon(), jti: 'visit-1', segment: 'north', ...claims })
        .setProtectedHeader({ alg, kid })
        .sign(Buffer.from(key, 'base64url'));
    const signed = async () => {
      const { embed, signingKey } = await mint({
        ...{ kind: 'kpi-tile', asOf: '2026-10-30', signing: 'HS256', signable: 'segment' },
      });
      return { kid: embed.prefix, key: signingKey ?? '', embed };
    };

    it('show each reader their own segment, and it again on a reload', async () => {
      const { kid, key } = await signed();
      const north = await jwt(kid, key);
      const south = await jwt(kid, key, { segment: 'south', jti: 'visit-2' });
      const [first, second] = [await openEmbed(north, 'json'), await openEmbed(south, 'json')];
      expect(await first.json()).toMatchObject({ data: { segment: 'north' } });
      expect(await second.json()).toMatchObject({ data: { segment: 'south' } });
      expect((await openEmbed(north, 'svg')).status).toBe(200);
      // Its address is not one to pass on.
      expect(await (await openEmbed(north)).text()).not.toContain('og:image');
    });

    it('are refused alike for everything that is wrong with a token', async () => {
      const { kid, key } = await signed();
      const other = await signed();
      const good = await jwt(kid, key);
      const [head = '', payload = '', signature = ''] = good.split('.');
      const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const tokens: Readonly<Record<string, string>> = {
        'no algorithm': `${encoded({ alg: 'none', kid })}.${payload}.`,
        'no algorithm, with a signature': `${encoded({ alg: 'none', kid })}.${payload}.${signature}`,
        'in disguise': `${encoded({ alg: 'nOnE', kid })}.${payload}.${signature}`,
        'another algorithm': await jwt(kid, key + key, {}, 'HS512'),
        'EdDSA said': `${encoded({ alg: 'EdDSA', kid })}.${payload}.${signature}`,
        'another key': await jwt(kid, other.key),
        'another embed': await jwt(other.kid, key),
        'no embed': await jwt('', key),
        'an embed by a path': await jwt('../../embed', key),
        'another payload': `${head}.${encoded({ exp: soon(), jti: 'a', segment: 'south' })}.${signature}`,
        'cut short': good.slice(0, -2),
        expired: await jwt(kid, key, { exp: soon() - 400 }),
        'for a day': await jwt(kid, key, { exp: soon() + 86_400 }),
        'not yet': await jwt(kid, key, { nbf: soon() }),
        'without an id': await jwt(kid, key, { jti: undefined }),
        'with a parameter that is locked': await jwt(kid, key, { place: 'yard-1' }),
        'with a KPI of its own': await jwt(kid, key, { kpi: 'clicks' }),
        'without its segment': await jwt(kid, key, { segment: undefined }),
        'with a segment that is none': await jwt(kid, key, { segment: 'moon' }),
        'with a critical extension': `${encoded({ alg: 'HS256', kid, crit: ['b64'], b64: false })}.${payload}.${signature}`,
      };
      const unknown = await seen(await openEmbed(UNKNOWN, 'svg'));
      for (const [name, token] of Object.entries(tokens)) {
        expect(await seen(await openEmbed(token, 'svg')), name).toEqual(unknown);
      }
      expect((await openEmbed(good, 'svg')).status).toBe(200);
    });

    it('are refused with the key before, and with the key of an embed taken back', async () => {
      const { kid, key, embed } = await signed();
      const token = await jwt(kid, key);
      expect((await openEmbed(token)).status).toBe(200);
      const { signingKey } = await replaceEmbedKey(world.context, embed.prefix);
      aSecondLater();
      expect((await openEmbed(token)).status).toBe(404);
      const renewed = await jwt(kid, signingKey ?? '');
      expect((await openEmbed(renewed)).status).toBe(200);
      await revokeEmbed(world.context, embed.prefix);
      aSecondLater();
      expect((await openEmbed(renewed)).status).toBe(404);
    });
  });

  describe('with hostile words', () => {
    const NASTY = `</title><script>alert(1)</script> ]]> <![CDATA[ javascript:alert(2) " onload="x & '`;

    it('show them as words, in well-formed pictures', async () => {
      const token = await tokenOf({ title: NASTY.slice(0, 80) });
      const html = await (await openEmbed(token)).text();
      const svg = await (await openEmbed(token, 'svg')).text();
      for (const text of [html, svg]) {
        expect(text).not.toMatch(/<script|<!\[CDATA|["']\s+onload=/i);
        expect(text).toContain('&lt;script&gt;');
      }
      expect(html.match(/<title>/g)).toHaveLength(1);
      // Whatever cannot be read as XML cannot be made into pixels.
      const png = sharp(Buffer.from(await (await openEmbed(token, 'png')).arrayBuffer()));
      expect((await png.metadata()).width).toBeGreaterThan(200);
    });

    it('show those of the catalogue without what turns them round or breaks a picture', async () => {
      const name = 'Kept\u0001 \u202epromises\u2066 <b>&';
      await applyDefinition(
        world.context,
        { ...SHOP, kpis: SHOP.kpis.map((kpi) => (kpi.slug === 'found' ? { ...kpi, name } : kpi)) },
        { dryRun: false, prune: false },
      );
      const token = await tokenOf({ kpi: 'found', asOf: '' });
      for (const form of ['html', 'svg', 'txt', 'json'] as const) {
        const text = await (await openEmbed(token, form)).text();
        expect(text, form).toContain('Kept promises');
        expect(text, form).not.toMatch(/[\u202e\u2066]|\\u202e|\\u2066/);
      }
      expect((await openEmbed(token, 'png')).status).toBe(200);
    });
  });
});
