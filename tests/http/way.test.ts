import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { awaitAnswer, giveWay } from '../../lib/http/way';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Asks a server that notes who waits; gives the answer to be written. */
async function asked(method: string): Promise<ServerResponse> {
  const server = createServer();
  servers.push(server);
  const met = new Promise<ServerResponse>((resolve) => {
    server.on('request', (request, response) => {
      awaitAnswer(request, response);
      resolve(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  fetch(`http://127.0.0.1:${port}/`, { method }).catch(() => undefined);
  return met;
}

/** Whether it went on before the next timer. */
async function goesOn(): Promise<boolean> {
  const way = giveWay().then(() => true);
  return Promise.race([way, new Promise<false>((resolve) => setTimeout(resolve, 1, false))]);
}

describe('giving way', () => {
  it('does not wait where nobody does', async () => {
    expect(await goesOn()).toBe(true);
  });

  it('waits until an answer begins, and not for its end', async () => {
    const response = await asked('GET');
    expect(await goesOn()).toBe(false);
    response.writeHead(200).write('a piece');
    expect(await goesOn()).toBe(true);
  });

  it('waits no more for who went away', async () => {
    const response = await asked('GET');
    expect(await goesOn()).toBe(false);
    response.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await goesOn()).toBe(true);
  });

  it('does not wait for who sends something, which may be what is worked on', async () => {
    await asked('POST');
    expect(await goesOn()).toBe(true);
  });

  it('does not wait for what waits for something else, as it takes so long', async () => {
    await asked('GET');
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await goesOn()).toBe(true);
  });

  it('goes on after a while, though somebody waits', async () => {
    await asked('GET');
    const began = performance.now();
    await giveWay();
    expect(performance.now() - began).toBeGreaterThanOrEqual(40);
  });
});
