/** Mail that arrives once, says what the page says, and reaches nobody else: a real server on loopback. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { NOTHING_TYPED } from '../../lib/domain/action-request';
import type { Carriers, PostWorld, WebhookFormat } from '../../lib/domain/post';
import { mailCarrier } from '../../lib/post/smtp';
import { webhookCarrier } from '../../lib/post/webhook';
import { openAction } from '../../lib/usecases/act';
import { checkIn } from '../../lib/usecases/check-ins';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { linkOwner } from '../../lib/usecases/links';
import { invite, renewLink, setActive } from '../../lib/usecases/people';
import { postPage, sendDue } from '../../lib/usecases/post';
import { reviewPage } from '../../lib/usecases/review';
import { closeReview, correctMinutes } from '../../lib/usecases/review/close';
import { decide, saveNote } from '../../lib/usecases/review/meet';
import { openReview } from '../../lib/usecases/review/open';
import { remind } from '../../lib/usecases/review/remind';
import { startSeries } from '../../lib/usecases/reviews';
import { backends } from '../support/backends';
import { type MailServer, mailServer } from '../support/mail';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const ORIGIN = 'https://kpi.shop.example';
const WORLD: PostWorld = {
  origin: ORIGIN,
  mail: true,
  webhook: null,
  reminderHours: 24,
  secret: () => 'a secret of the tests, which is long enough',
};
const SERIES = {
  name: 'Weekly « review »',
  journey: 'order',
  cadence: 'week',
  weekday: '1',
  startsAt: '09:00',
  timeZone: 'Pacific/Auckland',
  chair: 'Ana, COO',
  members: 'Zoë\nJ. Müller\nMax\nSam',
};
const ACTION = { ...NOTHING_TYPED, text: 'Roll back', team: 'stock', due: '2026-10-30' };
/** Monday at eight in Auckland, where the review meets at nine; in Kolkata week 43 is over for half an hour. */
const MORNING = '2026-10-25T19:00:00.000Z';

describe.each(backends)('mail on $name', ({ open }) => {
  let database: Database;
  let world: World;
  let server: MailServer;
  let channel: Server;
  let told: { readonly body: string; readonly key: string }[] = [];
  let status = 200;
  beforeAll(async () => {
    database = await open();
    server = await mailServer();
    channel = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => {
        body += piece.toString();
      });
      request.on('end', () => {
        told.push({ body, key: String(request.headers['idempotency-key']) });
        response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('ok');
      });
    });
    await new Promise<void>((resolve) => {
      channel.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    await server.stop();
    channel.close();
    await database.close();
  });
  beforeEach(async () => {
    await reset(database.db);
    server.received.length = 0;
    told = [];
    status = 200;
    world = worldOf(database, '2026-10-20T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await startSeries(world.context, SERIES);
  });
  afterEach(() => {
    server.refused = null;
    server.beforeAnswer = async () => undefined;
  });

  const carriersAt = (port: number): Carriers => ({
    mail: mailCarrier({
      ...{ host: '127.0.0.1', port, secure: false, user: null, password: null },
      from: { name: 'Throughline', address: 'kpi@shop.example' },
    }),
    webhook: null,
  });
  const send = (carriers = carriersAt(server.port), post = WORLD) =>
    sendDue(world.context, post, carriers, new AbortController().signal);
  const later = (minutes: number) =>
    world.at(new Date(Date.parse(world.present()) + minutes * 60_000).toISOString());
  const recipients = () => server.received.flatMap(({ to }) => to).toSorted();

  /** Invited without mail. */
  const add = async (email: string, name: string, role = 'viewer', teams: string[] = []) => {
    await invite(world.context, { email, name, role, teams });
    return { email };
  };
  const everybody = async () => {
    await add('ana@shop.example', 'Ana');
    await add('zoe@shop.example', 'Zoë');
    await add('lead@shop.example', 'L. Lead', 'lead', ['stock']);
    await add('other@shop.example', 'O. Other', 'lead', ['site']);
    await add('sam1@shop.example', 'Sam');
    await add('sam2@shop.example', 'Sam');
    await setActive(world.context, await add('max@shop.example', 'Max'), false);
  };
  const held = async () => {
    world.at('2026-10-26T08:00:00.000Z');
    await importText(world.context, FIGURES);
    await openReview(world.context, '2026-W43', undefined);
    const page = await reviewPage(world.context, '2026-W43', {});
    if (page.state !== 'held') throw new Error(`it is ${page.state}`);
    return page.view;
  };
  const closed = async (post: PostWorld | null = WORLD) => {
    const { review, agenda } = await held();
    const item = agenda[0]?.id ?? 0;
    await openAction(world.context, ACTION, review.id);
    await saveNote(world.context, review.id, item, { base: '', text: 'one <b>\n& two' });
    await decide(world.context, review.id, item, { text: 'Stop installs', by: 'Ana' });
    await closeReview(world.context, '2026-W43', undefined, post);
  };

  it('takes minutes to who is concerned, readable as text and as HTML, with the hash', async () => {
    await everybody();
    await closed();
    expect(await send()).toBe(3);
    expect(recipients()).toEqual(['ana@shop.example', 'lead@shop.example', 'zoe@shop.example']);
    const { rows } = await sql<{ hash: string }>`select hash from minutes_link`.execute(
      database.db,
    );
    const [first] = server.received;
    const { mail, raw = '' } = first ?? {};
    expect(raw).toContain('multipart/alternative');
    expect(mail?.subject).toBe('Minutes: Weekly « review », Week 43 · 19–25 Oct 2026');
    for (const said of [mail?.text ?? '', (mail?.html ?? '').replaceAll('&amp;', '&')]) {
      expect(said).toContain(rows[0]?.hash);
      expect(said).toContain(
        '% delivered, “as promised”: 70.0\u00a0% (2026-W43, off target), Supply, chain answers.',
      );
      expect(said).toContain('Stop installs');
      expect(said).toContain('Roll back');
      expect(said).toContain('due 30 Oct 2026, open, new');
      expect(said).toContain(`${ORIGIN}/reviews/2026-W43/minutes?series=weekly-review`);
    }
    expect(mail?.text).toContain('one <b>\n& two');
    expect(mail?.html).toContain('one &lt;b&gt;<br>&amp; two');
    expect(mail?.html).not.toMatch(/<(img|script|link|b)\b|src=|javascript:/);
    expect(raw.length).toBeLessThan(40_000);
    expect(mail?.attachments).toEqual([]);
    // Nothing of it is kept here.
    const left = await sql`select 1 from outbox where content is not null`.execute(database.db);
    expect(left.rows).toEqual([]);
  });

  it('takes a correction to whom the minutes went', async () => {
    await everybody();
    await closed();
    await send();
    await add('late@shop.example', 'J. Müller');
    server.received.length = 0;
    await correctMinutes(world.context, '2026-W43', undefined, 'Ana was there too.', WORLD);
    expect(await send()).toBe(3);
    const { subject, text } = server.received[0]?.mail ?? {};
    expect(subject).toBe('Correction: Weekly « review », Week 43 · 19–25 Oct 2026');
    const { rows } = await sql<{
      hash: string;
    }>`select hash from minutes_link order by number`.execute(database.db);
    for (const said of ['Ana was there too.', ...rows.map(({ hash }) => hash)]) {
      expect(text).toContain(said);
    }
    expect(recipients()).not.toContain('late@shop.example');
  });

  it('is written with what causes it, once, and not where no mail is set up', async () => {
    await everybody();
    await closed({ ...WORLD, mail: false });
    expect((await postPage(world.context)).lines).toEqual([]);
    await expect(closeReview(world.context, '2026-W43', undefined, WORLD)).rejects.toMatchObject({
      code: 'review_closed',
    });
    expect((await postPage(world.context)).lines).toEqual([]);
  });

  it('reaches nobody who comes in no more', async () => {
    await everybody();
    await closed();
    await setActive(world.context, { email: 'zoe@shop.example' }, false);
    await sql`delete from person where email = 'ana@shop.example'`.execute(database.db);
    expect(await send()).toBe(1);
    expect(recipients()).toEqual(['lead@shop.example']);
    const { lines } = await postPage(world.context);
    expect(lines.map(({ to, outcome }) => [to, outcome]).toSorted()).toEqual([
      ['lead@shop.example', 'sent'],
      ['zoe@shop.example', 'dropped'],
    ]);
  });

  it('begins no header that somebody typed', async () => {
    const name = 'Ana" <all@shop.example>, "B';
    await sql`insert into person (email, name, role, created_at, created_by)
      values ('ana@shop.example', ${`${name}\r\nBcc: all@shop.example`}, 'viewer', now(), 'x')`.execute(
      database.db,
    );
    await sql`update review_series set chair = 'ana@shop.example', members = '{}',
      name = ${'Weekly\r\nBcc: all@shop.example\r\n\r\nHello'}`.execute(database.db);
    await closed();
    expect(await send()).toBe(1);
    const { mail, raw = '', to } = server.received[0] ?? {};
    expect(to).toEqual(['ana@shop.example']);
    expect(mail?.to?.map(({ address }) => address)).toEqual(['ana@shop.example']);
    expect(mail?.bcc ?? []).toEqual([]);
    expect(mail?.subject).toContain('Weekly Bcc: all@shop.example Hello');
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^(bcc|cc):/im);
  });

  it('waits longer and longer while the server is down, and arrives once it is up', async () => {
    await everybody();
    await server.stop();
    await closed();
    const fails = async () => {
      expect(await send()).toBe(0);
      const { lines, waiting, failing } = await postPage(world.context);
      expect([waiting, failing]).toEqual([3, 1]);
      const pauses = lines.map(
        ({ dueAt }) => (Date.parse(dueAt) - Date.parse(world.present())) / 60_000,
      );
      return Math.max(...pauses);
    };
    expect(await fails()).toBe(1);
    later(0.5);
    // Nothing is due: the server is not asked.
    expect(await send()).toBe(0);
    later(0.5);
    expect(await fails()).toBe(2);
    later(2);
    expect(await fails()).toBe(4);
    const stuck = async () =>
      (await examine(world.context)).find(({ check }) => check.includes('sent'))?.faults;
    expect(await stuck()).toEqual([
      expect.stringMatching(/^minutes to .*, 3 tries: .*ECONNREFUSED/),
    ]);
    server = await mailServer(server.port);
    later(4);
    expect(await send()).toBe(3);
    expect(recipients()).toHaveLength(3);
    expect(await send()).toBe(0);
    expect(await stuck()).toEqual([]);
  });

  it('is given up where there is no such mailbox, and when it is no use any more', async () => {
    await everybody();
    await closed();
    server.refused = 'zoe@shop.example';
    expect(await send()).toBe(2);
    const { lines, failed } = await postPage(world.context);
    expect(failed).toBe(1);
    expect(lines.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      to: 'zoe@shop.example',
      problem: expect.stringContaining('No such mailbox here'),
    });
    await invite(
      world.context,
      { email: 'new@shop.example', name: 'New', role: 'viewer', teams: [] },
      WORLD,
    );
    later(8 * 24 * 60);
    expect(await send()).toBe(0);
    expect(recipients()).not.toContain('new@shop.example');
  });

  it('is sent by one of several at a time, and again when a sender is gone, under the same id', async () => {
    await everybody();
    await closed();
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(3);
    expect(recipients()).toHaveLength(3);
    // A sender that died after sending and before recording.
    await sql`update outbox set ended_at = null, outcome = null, content = '{"subject":"a","text":"b","html":"c"}',
      leased_until = ${world.present()}::timestamptz + interval '5 minutes'
      where person_id = (select id from person where email = 'ana@shop.example')`.execute(
      database.db,
    );
    expect(await send()).toBe(0);
    later(5);
    expect(await send()).toBe(1);
    const ids = server.received
      .filter(({ to }) => to.includes('ana@shop.example'))
      .map(({ mail }) => mail.messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@shop\.example>$/);
  });

  it('lets somebody in by the link of an invitation, which is not to be read meanwhile', async () => {
    const typed = { email: 'new@shop.example', name: 'Néw', role: 'viewer', teams: [] };
    const { token: old } = await invite(world.context, typed, WORLD);
    const { token, mailed } = await renewLink(world.context, { email: typed.email }, WORLD);
    expect(mailed).toBe(true);
    const { rows } = await sql<{
      content: string;
    }>`select content from outbox where ended_at is null`.execute(database.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.content).not.toContain(token);
    expect(await send()).toBe(1);
    const said = server.received[0]?.mail.text ?? '';
    expect(said).toContain(`${ORIGIN}/welcome/${token}`);
    expect(said).not.toContain(old);
    expect(await linkOwner(world.context, token)).toMatchObject({ email: typed.email });
    const bare = { ...typed, email: 'bare@shop.example' };
    expect(await invite(world.context, bare, { ...WORLD, secret: () => null })).toMatchObject({
      mailed: false,
    });
  });

  describe('of reminders', () => {
    beforeEach(everybody);
    const figures = () => importText(world.context, FIGURES);

    it('goes once to who leads a team that has to check in, with a link to the form', async () => {
      await figures();
      world.at('2026-10-25T17:15:00.000Z');
      expect(await remind(world.context, WORLD)).toBe(0);
      world.at(MORNING);
      expect(await remind(world.context, WORLD)).toBe(1);
      expect(await remind(world.context, WORLD)).toBe(0);
      expect(await send()).toBe(1);
      expect(recipients()).toEqual(['lead@shop.example']);
      const { subject, text, html } = server.received[0]?.mail ?? {};
      expect(subject).toBe('1 check-in missing before Weekly « review »');
      expect(text).toContain('26 Oct 2026, 09:00');
      const form = `${ORIGIN}/check-ins/delivered?period=2026-W43&team=stock`;
      expect(text).toContain(form);
      expect(html).toContain(form.replaceAll('&', '&amp;'));
      later(60);
      expect(await remind(world.context, WORLD)).toBe(0);
    });

    it('is not written where the review is open', async () => {
      await figures();
      world.at(MORNING);
      await openReview(world.context, '2026-W43', undefined);
      expect(await remind(world.context, WORLD)).toBe(0);
    });

    it('is not written where all was said, or nobody wants it', async () => {
      await figures();
      world.at(MORNING);
      const off = { ...WORLD, reminderHours: 0 };
      expect(await remind(world.context, off)).toBe(0);
      expect(await remind(world.context, { ...WORLD, mail: false })).toBe(0);
      await checkIn(
        world.context,
        'delivered',
        { period: '2026-W43' },
        { happened: 'A strike', why: '', next: '', backBy: '' },
        0,
      );
      expect(await remind(world.context, WORLD)).toBe(0);
    });

    it('comes too late after the meeting began, and is not sent then', async () => {
      await figures();
      world.at(MORNING);
      expect(await remind(world.context, WORLD)).toBe(1);
      world.at('2026-10-25T20:00:00.000Z');
      expect(await send()).toBe(0);
      expect(await remind(world.context, WORLD)).toBe(0);
      expect(server.received).toEqual([]);
    });

    const tell = async (format: WebhookFormat, allowed: boolean) => {
      const { port } = channel.address() as AddressInfo;
      const hosts = allowed ? [{ host: '127.0.0.1', port }] : [];
      const webhook = webhookCarrier(`http://127.0.0.1:${port}/T/secret`, hosts);
      const post = { ...WORLD, mail: false, webhook: format };
      await remind(world.context, post);
      return send({ mail: null, webhook }, post);
    };

    it.each([
      ['slack', '"text":"*1 check-in missing before Weekly « review »*'],
      ['teams', '"contentType":"application/vnd.microsoft.card.adaptive"'],
      ['json', '"event":"check_ins_missing"'],
    ] as const)('tells a channel as %s wants it, once', async (format, said) => {
      await figures();
      world.at(MORNING);
      expect(await tell(format, true)).toBe(1);
      expect(await tell(format, true)).toBe(0);
      expect(told).toHaveLength(1);
      expect(told[0]?.body).toContain(said);
      expect(told[0]?.body).toContain(`${ORIGIN}/check-ins/delivered?period=2026-W43&team=stock`);
      expect(JSON.parse(told[0]?.body ?? '')).toBeTypeOf('object');
    });

    it('reaches no private address, follows no way elsewhere, and tries again by the same key', async () => {
      await figures();
      world.at(MORNING);
      expect(await tell('json', false)).toBe(0);
      expect(told).toEqual([]);
      const problem = async () => (await postPage(world.context)).lines[0]?.problem;
      expect(await problem()).toContain('127.0.0.1 is a private address');
      later(1);
      status = 302;
      expect(await tell('json', true)).toBe(0);
      expect(await problem()).toBe('127.0.0.1 leads elsewhere (302), where nothing is sent.');
      later(2);
      status = 503;
      expect(await tell('json', true)).toBe(0);
      expect(await problem()).not.toContain('secret');
      later(4);
      status = 204;
      expect(await tell('json', true)).toBe(1);
      expect(new Set(told.map(({ key }) => key)).size).toBe(1);
      expect(told).toHaveLength(3);
    });
  });
});
