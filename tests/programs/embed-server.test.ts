/** Embeds on servers of their own: taken back on all at once, and shown while the database is away. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, expect, inject, it } from 'vitest';

import { openDatabase } from '../../db/client';
import { listEmbeds, mintEmbed, replaceEmbedKey, revokeEmbed } from '../../lib/usecases/embeds';
import { createDatabase } from '../support/postgres';
import { endAll, serve, stop } from '../support/throughline';
import { worldOf } from '../usecases/world';

afterEach(endAll);

/** What lies between the server and its database, to be cut and mended. */
async function line(to: URL) {
  const sockets = new Set<Socket>();
  let server: Server;
  const open = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer((near) => {
        const far = connect(Number(to.port), to.hostname);
        for (const [one, other] of [
          [near, far],
          [far, near],
        ] as const) {
          sockets.add(one);
          one.pipe(other);
          one.on('error', () => other.destroy()).on('close', () => sockets.delete(one));
        }
      }).listen(port, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  const port = await open(0);
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    cut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: () => open(port),
  };
}

it('an embed is taken back within a second on every server, and is right again after a restart', async () => {
  const { url, drop } = await createDatabase(inject('templates').postgres.serverUrl);
  const servers = [
    await serve({ DATABASE_URL: url }, ['--demo']),
    await serve({ DATABASE_URL: url }),
  ];
  const database = await openDatabase({ url });
  const { context } = worldOf(database, new Date().toISOString(), 'ana');
  const mint = async () =>
    mintEmbed(context, { origins: [] }, { kind: 'kpi-tile', kpi: 'delivered-on-promised-day' });
  const [kept, gone, moved] = [await mint(), await mint(), await mint()];
  const statuses = (token: string | null) =>
    Promise.all(
      servers.map(async (server) => (await fetch(`${server.url}/embed/${token}.svg`)).status),
    );
  // Hot on both servers.
  for (const { token } of [kept, gone, moved, kept, gone, moved]) {
    expect(await statuses(token)).toEqual([200, 200]);
  }
  await revokeEmbed(context, gone.embed.prefix);
  const { token: another } = await replaceEmbedKey(context, moved.embed.prefix);
  await sleep(1_000);
  expect(await statuses(gone.token)).toEqual([404, 404]);
  expect(await statuses(moved.token)).toEqual([404, 404]);
  expect(await statuses(another)).toEqual([200, 200]);
  expect(await statuses(kept.token)).toEqual([200, 200]);

  const [first] = servers;
  if (first === undefined) throw new Error('there are two servers');
  expect((await stop(first)).code).toBe(0);
  // What was counted is written before it ends.
  const [tile] = (await listEmbeds(context)).filter(({ prefix }) => prefix === kept.embed.prefix);
  expect(tile?.views).toBe(3);
  servers[0] = await serve({ DATABASE_URL: url });
  expect(await statuses(kept.token)).toEqual([200, 200]);
  expect(await statuses(gone.token)).toEqual([404, 404]);
  await database.close();
  await endAll();
  await drop();
});

it('while the database is away the last known picture is shown, and the present one when it is back', async () => {
  const { url, drop } = await createDatabase(inject('templates').postgres.serverUrl);
  const between = await line(new URL(url));
  const server = await serve({ DATABASE_URL: between.url }, ['--demo']);
  const database = await openDatabase({ url });
  const { context } = worldOf(database, new Date().toISOString(), 'ana');
  const mint = async () =>
    (await mintEmbed(context, { origins: [] }, { kind: 'chain' })).token ?? '';
  const [known, unseen] = [await mint(), await mint()];
  const text = async (token: string) => {
    const answer = await fetch(`${server.url}/embed/${token}.txt`);
    return `${answer.status} ${await answer.text()}`;
  };
  const before = await text(known);
  expect(before).toMatch(/^200 One customer through all 8 stages/);
  await between.cut();
  await sleep(1_000);
  expect(await text(known)).toMatch(/^200 One customer.*Last known, as of .*cannot be renewed/s);
  expect((await fetch(`${server.url}/embed/${known}.png`)).headers.get('content-type')).toBe(
    'image/png',
  );
  expect(await text(unseen)).toMatch(/^503 This chart cannot be shown at present/);
  // Nobody waits for a database that is away.
  const began = performance.now();
  for (let index = 0; index < 20; index += 1) await text(known);
  expect(performance.now() - began).toBeLessThan(4_000);
  await between.mend();
  await sleep(1_000);
  await expect.poll(() => text(known), { timeout: 15_000, interval: 250 }).toBe(before);
  await expect.poll(() => text(unseen), { timeout: 15_000 }).toMatch(/^200 One customer/);
  await database.close();
  await endAll();
  await between.cut();
  await drop();
});
