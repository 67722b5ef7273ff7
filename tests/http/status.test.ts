/** A page says its status aside, and the answer begins with it: real requests to a server of our own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { answerWith, withStatus } from '../../lib/http/status';

/** Answers after a while, as a page does, with the status in the address. */
const server = createServer((request, response) =>
  withStatus(request, response, () => {
    const url = new URL(request.url ?? '/', 'http://x');
    const said = Number(url.searchParams.get('said'));
    const own = Number(url.searchParams.get('own') ?? 200);
    sleep(said % 7)
      .then(() => {
        if (said > 0) answerWith(said);
        if (own === 200) response.end('words');
        else response.writeHead(own, { location: '/' }).end('words');
      })
      .catch(() => response.destroy());
  }),
);

describe('the status of a page', () => {
  let address = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(address + query, { headers, redirect: 'manual' });
    return [response.status, await response.text()];
  };

  it('is what the page says, with its words; 200 when it says nothing', async () => {
    expect(await ask('?said=404')).toEqual([404, 'words']);
    expect(await ask('?said=400')).toEqual([400, 'words']);
    expect(await ask('')).toEqual([200, 'words']);
  });

  it('stays a redirect or a failure where the answer is one', async () => {
    expect(await ask('?said=404&own=308')).toEqual([308, 'words']);
    expect(await ask('?said=404&own=500')).toEqual([500, 'words']);
  });

  it('is left alone for what a page’s script asks for', async () => {
    expect(await ask('?said=404', { rsc: '1' })).toEqual([200, 'words']);
  });

  it('is its own request’s, also while others are answered', async () => {
    const said = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 404 : 0));
    const answers = await Promise.all(said.map((status) => ask(`?said=${status}`)));
    expect(answers.map(([status]) => status)).toEqual(said.map((status) => status || 200));
  });

  it('says nothing outside a request', () => {
    expect(() => answerWith(404)).not.toThrow();
  });
});
