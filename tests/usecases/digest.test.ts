/** Digests: to who was away, and of what one follows, once for each episode, through a real mail server. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { POST as stopNow } from '../../app/digests/[key]/now/route';
import { formsOf } from '../../components/embed/forms';
import { kpiFace } from '../../components/embed/kpi-face';
import { svgOf } from '../../components/mail/drawn';
import { markup } from '../../components/ui/markup';
import type { Database } from '../../db/client';
import { stopAddress } from '../../lib/auth/digest-key';
import { withColours } from '../../lib/chart/theme';
import { NOTHING_TYPED } from '../../lib/domain/action-request';
import type { Followable } from '../../lib/domain/follow';
import type { Carriers, PostWorld } from '../../lib/domain/post';
import type { PersonPrincipal } from '../../lib/domain/principal';
import { pngOf } from '../../lib/http/embed/png';
import { composeDigest } from '../../lib/post/digest';
import { drawChart } from '../../lib/post/pictures';
import { mailCarrier } from '../../lib/post/smtp';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { openAction } from '../../lib/usecases/act';
import { type Context, contextOf } from '../../lib/usecases/context';
import { applyDefinition } from '../../lib/usecases/definitions';
import { digestSubject, queueWeek } from '../../lib/usecases/digests';
import { chooseDigests, follow, followState, unfollow } from '../../lib/usecases/follows';
import { kpiPage } from '../../lib/usecases/kpi';
import { mePage } from '../../lib/usecases/me';
import { invite, setActive } from '../../lib/usecases/people';
import { sendDue } from '../../lib/usecases/post';
import { reviewPage } from '../../lib/usecases/review';
import { closeReview } from '../../lib/usecases/review/close';
import { decide, notePresent } from '../../lib/usecases/review/meet';
import { openReview } from '../../lib/usecases/review/open';
import { startSeries } from '../../lib/usecases/reviews';
import { whoReads } from '../../lib/usecases/sign-on';
import { backends } from '../support/backends';
import { team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { type MailServer, mailServer, type Received } from '../support/mail';
import { reset } from './reset';
import { SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const ORIGIN = 'https://kpi.shop.example';
const WORLD: PostWorld = {
  ...{ origin: ORIGIN, mail: true, webhook: null, reminderHours: 24 },
  secret: () => 'a secret of the tests, which is long enough',
};
const SERIES = {
  ...{ name: 'Weekly', journey: 'order', cadence: 'week', weekday: '1', startsAt: '09:00' },
  ...{ timeZone: 'Asia/Kolkata', chair: 'Ana', members: 'Zoë\nJ. Müller, CFO' },
};
const LOOK = { theme: 'light', accent: null, title: null, size: 'narrow' } as const;
const DELIVERED: Followable = { kind: 'kpi', slug: 'delivered' };
const ACTION = { ...NOTHING_TYPED, text: 'Roll back', team: 'stock', due: '2026-11-13' };

/** Steady weeks, two in which receiving breaks, one in which it is mended; what teams do stays green. */
const week = (number: number) => `2026-W${number}`;
const delivered = (number: number) =>
  number === 44 || number === 45 ? 70 : 940 + (number % 3) * 5;
const line = (number: number) =>
  `delivered,${week(number)},${number === 44 || number === 45 ? 700 : delivered(number)},1000\nfound,${week(number)},${48 + (number % 2)},80\n`;
const HEAD = 'kpi,period,numerator,denominator\n';
const until = (last: number) =>
  HEAD + Array.from({ length: last - 19 }, (_, index) => line(20 + index)).join('');
/** Mondays on which the week before is over everywhere. */
const monday = (number: number) =>
  new Date(Date.UTC(2026, 9, 26, 8) + (number - 43) * 7 * 86_400_000).toISOString();

describe.each(backends)('digests on $name', ({ open }) => {
  let database: Database;
  let world: World;
  let server: MailServer;
  beforeAll(async () => {
    database = await open();
    server = await mailServer();
    vi.stubEnv('AUTH_SECRET', 'a secret of the tests, which is long enough');
    holdDatabase(database);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.stop();
    await releaseDatabase();
  });
  beforeEach(async () => {
    await reset(database.db);
    server.received.length = 0;
    world = worldOf(database, '2026-10-20T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await startSeries(world.context, SERIES);
    for (const [email, name] of PEOPLE) {
      await invite(world.context, { email, name, role: 'viewer', teams: [] });
    }
    await importText(world.context, until(42));
  });
  afterEach(() => {
    server.beforeAnswer = async () => undefined;
  });
  const PEOPLE = [
    ['ana@shop.example', 'Ana'],
    ['zoe@shop.example', 'Zoë'],
    ['cfo@shop.example', 'J. Müller'],
    ['fred@shop.example', 'Fred'],
  ] as const;

  const now = () => world.context.now();
  const carriers = (): Carriers => ({
    mail: mailCarrier({
      ...{ host: '127.0.0.1', port: server.port, secure: false, user: null, password: null },
      from: { name: 'Throughline', address: 'kpi@shop.example' },
    }),
    webhook: null,
    compose: (person, asked) =>
      composeDigest(
        {
          ...{ db: database.db, now, origin: ORIGIN },
          stopOf: (of, what) => stopAddress(ORIGIN, of, what),
        },
        person,
        asked,
      ),
    draw: drawChart,
  });
  /** What came since the last time, digests apart from minutes. */
  const send = async (): Promise<readonly Received[]> => {
    server.received.length = 0;
    await sendDue(world.context, WORLD, carriers(), new AbortController().signal);
    return server.received.filter(({ mail }) => !mail.subject?.startsWith('Minutes'));
  };
  const personOf = async (email: string): Promise<PersonPrincipal> => {
    const { rows } = await sql<{
      id: number;
    }>`select id from person where email = ${email}`.execute(database.db);
    const person = await whoReads({ db: database.db }, rows[0]?.id ?? 0);
    if (person === null) throw new Error(`${email} comes in no more`);
    return person;
  };
  const as = async (email: string): Promise<Context> =>
    contextOf(database.db, await personOf(email), now);
  const fred = () => as('fred@shop.example');
  const to = (mails: readonly Received[]) => mails.flatMap((each) => each.to).toSorted();

  /** The review of a week, with what was done in it. */
  const review = async (
    number: number,
    during: (id: number, item: number) => Promise<void> = async () => undefined,
  ) => {
    world.at(monday(number));
    await importText(world.context, HEAD + line(number));
    await openReview(world.context, week(number), undefined);
    const page = await reviewPage(world.context, week(number), {});
    if (page.state !== 'held') throw new Error(`it is ${page.state}`);
    const { review: held, agenda } = page.view;
    await during(held.id, agenda.find(({ kind }) => kind === 'signal')?.id ?? agenda[0]?.id ?? 0);
    await closeReview(world.context, week(number), undefined, WORLD);
  };

  it('tell a follower when an episode begins and when it is over, and not in between', async () => {
    await follow(await fred(), DELIVERED);
    await follow(await fred(), { kind: 'stage', slug: 'get' });
    await review(43);
    expect(await send()).toEqual([]);
    await review(44);
    const [began, ...rest] = await send();
    expect(rest).toEqual([]);
    expect(began?.to).toEqual(['fred@shop.example']);
    expect(began?.mail.text).toContain('New: a signal for the worse.');
    expect(began?.mail.text).toContain('Now off target; it was on target.');
    await review(45);
    expect(await send()).toEqual([]);
    await review(46);
    const [over] = await send();
    expect(over?.mail.text).toContain('The signal is over.');
    expect(over?.mail.text).not.toContain('New:');
    await review(47);
    expect(await send()).toEqual([]);
  });

  it('are readable without pictures, which are those of the embeds and say what they show', async () => {
    await follow(await fred(), DELIVERED);
    await review(44);
    const [received] = await send();
    const { mail, raw } = received ?? {};
    expect(raw).toMatch(
      /multipart\/alternative[\s\S]*text\/plain[\s\S]*multipart\/related[\s\S]*image\/png/,
    );
    expect(raw?.length).toBeLessThan(150_000);
    expect(mail?.subject).toBe('% delivered, “as promised”: a signal for the worse');

    const view = await kpiPage(await fred(), 'delivered', {
      period: week(44),
      asOf: monday(44),
    });
    const face = kpiFace(view, 'chart', null);
    for (const said of [face.figure ?? '-', face.finding]) {
      expect(mail?.text).toContain(said);
      expect(mail?.html).toContain(said);
    }
    const body = face.draw('narrow');
    if (body === null) throw new Error('a KPI has a chart');
    const [picture, ...others] = mail?.attachments ?? [];
    expect(others).toEqual([]);
    expect(picture).toMatchObject({ mimeType: 'image/png', disposition: 'inline', related: true });
    const bytes = Buffer.from(picture?.content as ArrayBuffer);
    expect(bytes.compare(await pngOf(svgOf(body), 2))).toBe(0);
    const embed = formsOf(face, 'kpi-chart', LOOK, { last: false }, null);
    const chart = withColours(markup(body.node), 'light', 'DejaVu Sans');
    expect(svgOf(body)).toContain(chart);
    const plain = (svg: string) => svg.replaceAll(/ font-family="[^"]*"/g, '');
    expect(plain(embed.svg)).toContain(plain(chart));
    expect(mail?.html).toContain(`src="cid:${picture?.contentId?.replaceAll(/[<>]/g, '')}"`);
    expect(mail?.html).toContain(`alt="${view.chartName.replaceAll('"', '&quot;')}"`);
  });

  it('go to who was away, with what was decided and promised, and not to who was there', async () => {
    await review(44, async (id, item) => {
      await notePresent(world.context, id, 'Ana\nZoë');
      await decide(world.context, id, item, { text: 'Stop installs', by: 'Ana' });
      await openAction(world.context, ACTION, id);
    });
    const digests = await send();
    expect(to(digests)).toEqual(['cfo@shop.example']);
    const { text, subject, attachments } = digests[0]?.mail ?? {};
    expect(subject).toBe('You missed Weekly, Week 44 · 26 Oct – 1 Nov 2026');
    expect(text).toContain('Stop installs');
    expect(text).toContain('Roll back: Supply, chain, due 13 Nov 2026, open, new');
    expect(text).toContain('70.0\u00a0% (2026-W44, off target), Supply, chain answers.');
    expect(text).toContain(`${ORIGIN}/reviews/2026-W44/minutes?series=weekly`);
    expect(attachments).toHaveLength(1);
    // Minutes hold the same picture of it.
    const minutes = server.received.find(({ mail }) => mail.subject?.startsWith('Minutes'));
    expect(Buffer.from(minutes?.mail.attachments[0]?.content as ArrayBuffer)).toEqual(
      Buffer.from(attachments?.[0]?.content as ArrayBuffer),
    );
    await chooseDigests(await as('cfo@shop.example'), { missed: false, followed: true });
    await review(45, (id) => notePresent(world.context, id, 'Ana'));
    expect(to(await send())).toEqual(['zoe@shop.example']);
  });

  it('tell a follower what was decided about it, though nothing else is new', async () => {
    await review(44);
    await send();
    await follow(await fred(), DELIVERED);
    await follow(await fred(), { kind: 'team', slug: 'site' });
    await review(45, (id, item) =>
      decide(world.context, id, item, { text: 'Count again', by: 'Ana' }),
    );
    const [digest, ...rest] = await send();
    expect(rest).toEqual([]);
    expect(digest?.mail.text).toContain('Decided: Count again');
    // The episode began before it was followed.
    expect(digest?.mail.text).not.toContain('New:');
    expect(digest?.mail.text).not.toContain('Web; & more');
  });

  it('reach nobody who lost the right, the thing or the wish between writing and sending', async () => {
    for (const [email] of PEOPLE) await follow(await as(email), DELIVERED);
    await review(44);
    await setActive(world.context, { email: 'ana@shop.example' }, false);
    await unfollow(await as('zoe@shop.example'), DELIVERED);
    await chooseDigests(await as('cfo@shop.example'), { missed: true, followed: false });
    expect(to(await send())).toEqual(['fred@shop.example']);
    // A KPI that is no more is not spoken of.
    await review(46);
    await sql`update kpi set retired = true where slug = 'delivered'`.execute(database.db);
    expect(await send()).toEqual([]);
  });

  it('stop at one press in a mail program, for all or for one thing', async () => {
    await follow(await fred(), DELIVERED);
    await follow(await fred(), { kind: 'kpi', slug: 'found' });
    await review(44);
    const [digest] = await send();
    const headers = new Map(digest?.mail.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const all = /^<(https:\S+)>$/.exec(headers.get('list-unsubscribe') ?? '')?.[1] ?? '';
    expect(all).toMatch(/^https:\/\/kpi\.shop\.example\/digests\/\d+\.all\.[\w-]{43}\/now$/);
    const one = /Stop following this KPI:\s+(\S+)/.exec(digest?.mail.text ?? '')?.[1] ?? '';
    const press = async (address: string) => {
      const key = new URL(address).pathname.split('/')[2] ?? '';
      const body = 'List-Unsubscribe=One-Click';
      const request = new Request(address, { method: 'POST', body });
      return (await stopNow(request, { params: Promise.resolve({ key }) })).status;
    };
    expect(await press(one)).toBe(200);
    expect(await press(one)).toBe(200);
    expect(await followState(await fred(), DELIVERED)).toBe(false);
    expect(await followState(await fred(), { kind: 'kpi', slug: 'found' })).toBe(true);
    await follow(await fred(), DELIVERED);
    expect(await press(all.replace(/.{5}\/now$/, 'AAAAA/now'))).toBe(404);
    expect(await press(all.replace(/\d+\.all/, '1.all'))).toBe(404);
    expect(await press(all)).toBe(200);
    await review(46);
    expect(await send()).toEqual([]);
  });

  it('say the same once more where the sender died before it noted that they were there', async () => {
    await follow(await fred(), DELIVERED);
    await review(44);
    const whole = carriers();
    const dying: Carriers = {
      ...whole,
      mail: async (letter) => {
        await whole.mail?.(letter);
        throw new Error('killed');
      },
    };
    const now = new AbortController().signal;
    await expect(sendDue(world.context, WORLD, dying, now)).rejects.toThrow('killed');
    const digests = () => server.received.filter(({ raw }) => raw.includes('List-Unsubscribe:'));
    // Minutes are sent first; each death leaves a lease.
    for (let round = 0; digests().length === 0 && round < 9; round++) {
      await expect(sendDue(world.context, WORLD, dying, now)).rejects.toThrow('killed');
    }
    const [first] = digests();
    await sql`update outbox set leased_until = null`.execute(database.db);
    const [again] = await send();
    expect(again?.mail.messageId).toBe(first?.mail.messageId);
    expect(again?.mail.text).toBe(first?.mail.text);
    await sql`update outbox set leased_until = null`.execute(database.db);
    expect(await send()).toEqual([]);
    await review(45);
    expect(await send()).toEqual([]);
  });

  it('are one’s own to choose and to see', async () => {
    await follow(await fred(), DELIVERED);
    await follow(await fred(), DELIVERED);
    const mine = await mePage(await fred());
    expect(mine.following?.things).toEqual([{ ...DELIVERED, name: '% delivered, “as promised”' }]);
    const other = await as('zoe@shop.example');
    expect((await mePage(other)).following?.things).toEqual([]);
    await unfollow(other, DELIVERED);
    expect(await followState(await fred(), DELIVERED)).toBe(true);
    await expect(follow(other, { kind: 'kpi', slug: 'none' })).rejects.toMatchObject({
      status: 404,
    });
    const bad: Followable = JSON.parse('{"kind":"person","slug":"ana"}');
    await expect(follow(other, bad)).rejects.toMatchObject({ status: 422 });
    await expect(follow(world.context, DELIVERED)).rejects.toMatchObject({ status: 403 });
  });

  it('come by the week where no review is held', async () => {
    const own: Followable = { kind: 'kpi', slug: 'found' };
    await sql`update review_series set retired = true`.execute(database.db);
    await follow(await fred(), own);
    await follow(await fred(), DELIVERED);
    const look = async (instant: string) => {
      world.at(instant);
      await queueWeek(world.context, WORLD);
      return send();
    };
    await importText(world.context, HEAD + line(43));
    // Week 43 is told from Thursday 29 October on, six in the morning in Kolkata.
    expect(await look('2026-10-29T00:29:59.000Z')).toEqual([]);
    expect(await look('2026-10-29T00:31:00.000Z')).toEqual([]);
    world.at('2026-11-03T08:00:00.000Z');
    await importText(world.context, HEAD + line(44));
    expect(await look('2026-11-05T00:29:00.000Z')).toEqual([]);
    const [digest] = await look('2026-11-05T00:31:00.000Z');
    expect(digest?.mail.text).toContain('New: a signal for the worse.');
    expect(await look('2026-11-05T00:41:00.000Z')).toEqual([]);
    world.at('2026-11-10T08:00:00.000Z');
    await importText(world.context, HEAD + line(45));
    expect(await look('2026-11-12T00:31:00.000Z')).toEqual([]);
  });

  it('come at six in the morning before and after clocks are put back', async () => {
    const organisation = { ...SHOP.organisation, timeZone: 'America/Los_Angeles' };
    await applyDefinition(
      world.context,
      { ...SHOP, organisation },
      { dryRun: false, prune: false },
    );
    await sql`update review_series set retired = true`.execute(database.db);
    await follow(await fred(), DELIVERED);
    const look = async (instant: string) => {
      world.at(instant);
      await queueWeek(world.context, WORLD);
      return (await send()).map(({ mail }) => mail.subject);
    };
    await importText(world.context, HEAD + line(43));
    expect(await look('2026-10-29T13:01:00.000Z')).toEqual([]);
    world.at('2026-11-03T08:00:00.000Z');
    await importText(world.context, HEAD + line(44));
    // Summer time ended on Sunday: six is an hour later in UTC.
    expect(await look('2026-11-05T13:01:00.000Z')).toEqual([]);
    expect(await look('2026-11-05T14:01:00.000Z')).toEqual([
      '% delivered, “as promised”: a signal for the worse',
    ]);
  });

  it('say nothing of what a team has begun to keep to itself', async () => {
    const clicks: Followable = { kind: 'kpi', slug: 'clicks' };
    await sql`update review_series set retired = true`.execute(database.db);
    await follow(await fred(), clicks);
    expect(JSON.stringify(await mePage(await fred()))).toMatch(/clicks/i);
    const followed = async () =>
      (await digestSubject(await fred(), { week: '2026-W42' }))?.follows.map(({ slug }) => slug);
    expect(await followed()).toEqual(['clicks']);
    const site = team({ slug: 'site', name: 'Web', lead: 'J. Müller', siloWithheld: true });
    const keeping = define({ teams: [site] });
    await applyDefinition(world.context, keeping, { dryRun: false, prune: false });
    expect(await followed()).toEqual([]);
    expect(JSON.stringify(await mePage(await fred()))).not.toMatch(/clicks/i);
  });
});
