/** Mail arrives, whoever is killed: once, or twice under one id where the kill fell between sending and recording. */
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import type { PostWorld } from '../../lib/domain/post';
import { now } from '../../lib/runtime';
import { contextOf, operator } from '../../lib/usecases/context';
import { examine } from '../../lib/usecases/doctor';
import { invite } from '../../lib/usecases/people';
import { postPage } from '../../lib/usecases/post';
import { backends, type Place } from '../support/backends';
import { type MailServer, mailServer, type Received } from '../support/mail';
import { endAll, kill, serve, stop } from '../support/throughline';
import { moments, ROUNDS } from './moments';
import { type World, worldAt } from './world';

const timeout = 300_000 + ROUNDS * 60_000;
const AUTH_SECRET = 'a secret of the tests, which is long enough';
const ORIGIN = 'http://127.0.0.1:3000';
const POST: PostWorld = {
  origin: ORIGIN,
  mail: true,
  webhook: null,
  reminderHours: 24,
  secret: () => AUTH_SECRET,
};
/** The mail server takes so long to answer; the kill falls before that, or up to twice as long after. */
const AROUND_MS = 60;

let mail: MailServer;
beforeAll(async () => {
  mail = await mailServer();
});
afterAll(() => mail.stop());
afterEach(endAll);

describe.each(backends)('kill -9 of a server that sends, on $name', ({ name, place }) => {
  let at: Place;
  let world: World;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    at = await place();
    world = await worldAt(at);
    env = {
      ...at.env,
      AUTH_SECRET,
      PUBLIC_URL: ORIGIN,
      SMTP_URL: mail.url,
      MAIL_FROM: 'Throughline <kpi@shop.example>',
    };
  });
  afterAll(() => world.remove());

  async function within<T>(work: (opened: Database) => Promise<T>): Promise<T> {
    const opened = await at.open();
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  }

  const contextIn = ({ db }: Database) => contextOf(db, operator('a test'), now);
  const addressOf = (round: number) => `${name}-${round}@shop.example`;
  const write = (round: number) =>
    within((opened) =>
      invite(
        contextIn(opened),
        { email: addressOf(round), name: `Round ${round}`, role: 'viewer', teams: [] },
        POST,
      ),
    );
  const fateOf = (round: number) =>
    within(async (opened) => {
      const { lines } = await postPage(contextIn(opened));
      return lines.find(({ to }) => to === addressOf(round))?.outcome;
    });
  const arrived = (round: number) =>
    mail.received.filter(({ to }) => to.includes(addressOf(round)));

  it('leaves no mail unsent, and sends at most one too many, by the same id', {
    timeout,
  }, async () => {
    const kills = moments(`Mail on ${name}`, ROUNDS);
    const twice: boolean[] = [];
    for (const [round, share] of kills.entries()) {
      await write(round);
      const first = new Promise<Received>((resolve) => {
        mail.beforeAnswer = async (received) => {
          resolve(received);
          await sleep(AROUND_MS);
        };
      });
      const serving = await serve(env);
      await first;
      await sleep(share * 3 * AROUND_MS);
      await kill(serving);
      mail.beforeAnswer = async () => undefined;
      await sleep(AROUND_MS);
      const isRecorded = (await fateOf(round)) === 'sent';
      expect(arrived(round)).toHaveLength(1);
      // On a shared server whoever holds a message is gone only when the lease is over.
      if (name === 'postgres') {
        await within(({ db }) =>
          sql`update outbox set leased_until = now() - interval '1 second' where leased_until is not null`.execute(
            db,
          ),
        );
      }
      const again = await serve(env);
      const copies = isRecorded ? 1 : 2;
      await expect.poll(() => arrived(round).length, { timeout: 60_000 }).toBe(copies);
      await sleep(500);
      await stop(again);
      expect(arrived(round)).toHaveLength(copies);
      expect(new Set(arrived(round).map((each) => each.mail.messageId)).size).toBe(1);
      expect(await fateOf(round)).toBe('sent');
      twice.push(!isRecorded);
    }
    const findings = await within((opened) => examine(contextIn(opened)));
    expect(findings.flatMap(({ faults }) => faults)).toEqual([]);
    console.log(`Mail on ${name}: ${twice.filter(Boolean).length} of ${twice.length} came twice`);
  });
});
