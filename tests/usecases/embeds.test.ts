/** Embeds: made, opened by nothing that is kept, changed, taken back. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { insertPerson, setPersonTeams, updatePerson } from '../../db/queries/people';
import { hashOfToken, prefixOfToken } from '../../lib/crypto/embed-token';
import type { Principal, Role } from '../../lib/domain/principal';
import { type Context, contextOf } from '../../lib/usecases/context';
import { applyDefinition } from '../../lib/usecases/definitions';
import { embedForm } from '../../lib/usecases/embed-form';
import { embedRegister, noteUses } from '../../lib/usecases/embed-register';
import {
  embedFaultsOf,
  embedPage,
  listEmbeds,
  mintEmbed,
  replaceEmbedKey,
  reviseEmbed,
  revokeEmbed,
} from '../../lib/usecases/embeds';
import { backends } from '../support/backends';
import { reset } from './reset';
import { SHOP } from './shop';
import { throughline, type World, worldOf } from './world';

const ANYWHERE = { origins: [] };
const TILE = { kind: 'kpi-tile', kpi: 'delivered' };
const ED25519 = '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';

describe.each(backends)('embeds on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
  });

  const made = async (typed = {}) => {
    const { embed, token } = await mintEmbed(world.context, ANYWHERE, { ...TILE, ...typed });
    return { embed, token: token ?? '' };
  };
  const register = (known: string | null = null) => embedRegister(world.context, known);
  const stamp = async () => (await register()).version.stamp;
  const openable = async () => (await register()).openable ?? [];
  const everything = async () => {
    const { rows } = await sql<{ text: string }>`
      select string_agg(x::text, ' ') as text from (
        select to_jsonb(e) as x from embed e union all select to_jsonb(s) from embed_secret s
        union all select to_jsonb(a) from audit_log a) t`.execute(database.db);
    return rows[0]?.text ?? '';
  };

  it('keep what opens them as a hash alone, and out of the audit log', async () => {
    const { embed, token } = await made({ segment: 'north', title: 'On time' });
    expect(embed).toMatchObject({ kpi: 'delivered', segment: 'north', createdBy: 'zoë', views: 0 });
    expect(prefixOfToken(token)).toBe(embed.prefix);
    const text = await everything();
    expect(text).toContain(hashOfToken(token).toString('hex'));
    expect(text).not.toContain(token.slice(13));
    const { rows } = await sql<{ actor: string; after: object }>`
      select actor, after from audit_log where entity like 'embed%'`.execute(database.db);
    expect(rows).toMatchObject([{ actor: 'zoë', after: { prefix: embed.prefix } }]);
    expect(JSON.stringify(rows)).not.toContain('hash');
  });

  it('are refused field by field, and nothing is made', async () => {
    const refused = await mintEmbed(world.context, ANYWHERE, {
      kind: 'kpi-chart',
      accent: 'red',
    }).catch((error: unknown) => error);
    expect(embedFaultsOf(refused)).toEqual({
      kpi: 'Choose the KPI that it shows.',
      accent: expect.stringContaining('#1e7b57'),
    });
    expect(await listEmbeds(world.context)).toEqual([]);
  });

  it('of a host keep the key that it signs with, and no private one', async () => {
    const shared = await mintEmbed(world.context, ANYWHERE, { ...TILE, signing: 'HS256' });
    expect(shared).toMatchObject({ token: null, signingKey: expect.stringMatching(/^[\w-]{43}$/) });
    const own = { ...TILE, signing: 'EdDSA', signable: 'segment' };
    const paired = await mintEmbed(world.context, ANYWHERE, { ...own, publicKey: ED25519 });
    expect(paired).toMatchObject({ token: null, signingKey: null });
    for (const publicKey of [
      'nonsense',
      '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}',
      '{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}',
    ]) {
      await expect(mintEmbed(world.context, ANYWHERE, { ...own, publicKey })).rejects.toMatchObject(
        { code: 'bad_embed' },
      );
    }
    const log = await sql<{ text: string }>`
      select string_agg(to_jsonb(a)::text, ' ') as text from audit_log a`.execute(database.db);
    expect(log.rows[0]?.text).not.toContain(shared.signingKey);
  });

  it('that are taken back cannot be opened, changed or given another key', async () => {
    const { embed } = await made();
    const before = await stamp();
    world.at('2026-11-01T09:00:00.000Z');
    await revokeEmbed(world.context, embed.prefix);
    expect(await stamp()).not.toBe(before);
    expect(await openable()).toEqual([]);
    // What is known already is not told again.
    expect((await register(await stamp())).openable).toBeNull();
    expect(await listEmbeds(world.context)).toMatchObject([
      { state: 'revoked', revokedAt: '2026-11-01T09:00:00.000Z' },
    ]);
    // Once more is as good as once.
    await revokeEmbed(world.context, embed.prefix);
    const refusals = [
      () => replaceEmbedKey(world.context, embed.prefix),
      () => reviseEmbed(world.context, ANYWHERE, embed.prefix, {}),
    ];
    for (const refusal of refusals) await expect(refusal()).rejects.toMatchObject({ status: 409 });
    await expect(revokeEmbed(world.context, '000000000000')).rejects.toMatchObject({ status: 404 });
  });

  it('with another key are opened by it alone, and the trail says so', async () => {
    const { embed, token } = await made();
    const replaced = await replaceEmbedKey(world.context, embed.prefix);
    expect(replaced.token).not.toBe(token);
    const [replacedOne] = await openable();
    expect(replacedOne?.secret.hash).toBe(hashOfToken(replaced.token ?? '').toString('hex'));
    const { rows } = await sql<{ after: object }>`
      select after from audit_log where entity = 'embed' order by id desc limit 1`.execute(
      database.db,
    );
    expect(rows).toEqual([{ after: { prefix: embed.prefix, key: 'replaced' } }]);
  });

  it('are changed in their look and limits, never in what they show', async () => {
    const { embed } = await made({ segment: 'north', theme: 'dark' });
    const revised = await reviseEmbed(world.context, ANYWHERE, embed.prefix, {
      kpi: 'clicks',
      segment: 'south',
      title: 'Another',
      origins: 'https://a.test',
      expires: '2026-12-31',
    });
    expect(revised).toMatchObject({
      ...{ kpi: 'delivered', segment: 'north', title: 'Another', theme: 'viewer' },
      origins: ['https://a.test'],
    });
    // The last day ends in Kolkata.
    expect(await embedPage(world.context, embed.prefix)).toMatchObject({
      lastDay: '2026-12-31',
      embed: { expiresAt: '2026-12-31T18:29:59.999Z', state: 'good' },
    });
  });

  it('are counted in batches, and what is gone is not', async () => {
    const [one, other] = [await made(), await made()];
    const version = await stamp();
    const seenAt = '2026-11-01T10:00:00.000Z';
    await noteUses(world.context, [
      { id: one.embed.id, views: 3, seenAt },
      { id: 999_999, views: 1, seenAt },
    ]);
    await noteUses(world.context, [{ id: one.embed.id, views: 2, seenAt: '2026-11-01T09:00:00Z' }]);
    expect(await listEmbeds(world.context)).toMatchObject([
      { prefix: other.embed.prefix, views: 0, seenAt: null },
      { prefix: one.embed.prefix, views: 5, seenAt },
    ]);
    // Nothing that pages show has changed by it.
    expect(await stamp()).toBe(version);
  });

  it('of a KPI that was renamed show it still', async () => {
    const { embed } = await made();
    await sql`update kpi set slug = 'on-time' where slug = 'delivered'`.execute(database.db);
    expect(await openable()).toMatchObject([{ embed: { prefix: embed.prefix, kpi: 'on-time' } }]);
  });

  describe('of a person', () => {
    const person = async (role: Role, teams: readonly string[] = []) => {
      const email = `${role}@shop.example`;
      const at = { createdAt: world.present(), createdBy: 'a test' };
      const id = await insertPerson(database.db, { email, name: role, role, ...at });
      if (id === null) throw new Error(`${email} is there already`);
      await setPersonTeams(database.db, id, teams);
      const principal: Principal = {
        ...{ kind: 'person', id, email, name: role, role, teams, demo: false, session: 0 },
      };
      return { id, context: contextOf(database.db, principal, world.context.now) };
    };
    const mint = (context: Context, typed: object = TILE) => mintEmbed(context, ANYWHERE, typed);

    it.each<[Role, object, boolean]>([
      ['viewer', TILE, false],
      ['lead', TILE, true],
      ['lead', { kind: 'team', team: 'stock' }, true],
      ['lead', { kind: 'kpi-tile', kpi: 'clicks' }, false],
      ['lead', { kind: 'matrix' }, false],
      ['steward', { kind: 'matrix' }, true],
      ['executive', { kind: 'stage', stage: 'get' }, true],
    ])('a %s makes one of %j: %s', async (role, typed, may) => {
      const { context } = await person(role, role === 'lead' ? ['shops'] : []);
      const outcome = await mint(context, typed).then(
        () => true,
        ({ status }: { readonly status: number }) => status,
      );
      expect(outcome).toBe(may ? true : 403);
    });

    it('is shown for as long as they may show it, and no longer', async () => {
      const { id, context } = await person('steward');
      await mint(context);
      const many = async () => (await openable()).length;
      expect(await many()).toBe(1);
      const before = await stamp();
      await updatePerson(database.db, id, { role: 'viewer' });
      expect(await stamp()).not.toBe(before);
      expect(await many()).toBe(0);
      await updatePerson(database.db, id, { role: 'executive' });
      expect(await many()).toBe(1);
      await updatePerson(database.db, id, { active: false });
      expect(await many()).toBe(0);
    });

    it('is kept by them, and by those who keep all, and by no other lead', async () => {
      const lead = await person('lead', ['shops']);
      const { embed } = await mint(lead.context);
      const steward = await person('steward');
      expect(await listEmbeds(lead.context)).toHaveLength(1);
      expect(await listEmbeds(steward.context)).toHaveLength(1);
      const other = contextOf(
        database.db,
        {
          ...{ kind: 'person', id: 0, email: 'x@shop.example', name: 'X', role: 'lead' },
          ...{ teams: ['shops'], demo: false, session: 0 },
        } as const,
        world.context.now,
      );
      expect(await listEmbeds(other)).toEqual([]);
      await expect(revokeEmbed(other, embed.prefix)).rejects.toMatchObject({ status: 404 });
      await revokeEmbed(lead.context, embed.prefix);
    });
  });

  it('are offered with what there is to choose from', async () => {
    const form = await embedForm(world.context, [], { kind: 'stage' });
    expect(form).toMatchObject({
      faults: { stage: 'Choose the stage that it shows.' },
      wanted: null,
      choices: { stages: [{ slug: 'select' }, { slug: 'get' }], places: [{ slug: 'yard-1' }] },
    });
  });

  it('are made, listed and taken back on the command line', async () => {
    const add = await throughline(database, ['embed', 'add', '--kind', 'stage', '--stage', 'get']);
    expect(add.exit).toBe(0);
    expect(add.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/embed\/[0-9a-f]{12}_[\w-]{43}\n$/);
    const prefix = /embed\/([0-9a-f]{12})/.exec(add.out)?.[1] ?? '';
    const list = await throughline(database, ['embed', 'list']);
    expect(list.out).toContain(`${prefix}\tgood\tstage get\tnever seen`);
    expect((await throughline(database, ['embed', 'revoke', prefix])).exit).toBe(0);
    expect(await listEmbeds(world.context)).toMatchObject([{ state: 'revoked' }]);
    const wrong = await throughline(database, ['embed', 'add', '--kind', 'kpi-tile']);
    expect([wrong.exit, wrong.err]).toEqual([1, 'Choose the KPI that it shows.\n']);
  });
});
