/** A file through the browser is in completely or not at all, and goes on by itself after a crash. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { backends } from '../support/backends';
import { AUTH_SECRET, signedFetch, startedSession } from '../support/session';
import { endAll, kill, serve } from '../support/throughline';
import { press, progressOf, sendFile, untilDone } from '../support/uploads';
import { moments, ROUNDS } from './moments';
import { ROWS, type World, worldAt } from './world';

const timeout = 300_000 + ROUNDS * 120_000;

afterEach(endAll);

describe.each(backends)(
  'kill -9 in the middle of an import through the browser on $name',
  ({ name, place }) => {
    let world: World;
    beforeAll(async () => {
      const at = await place();
      world = await worldAt(at);
      const opened = await at.open();
      await startedSession(opened);
      await opened.close();
    });
    afterAll(() => world.remove());

    /** Sends a file and asks for its import; the address of its page. */
    async function importing(url: string, number: number): Promise<string> {
      const page = await sendFile(url, world.file(number));
      await press(url, page, 'import');
      return page;
    }

    it('loses nothing, leaves no half, and goes on by itself', { timeout }, async () => {
      let server = await serve({ ...world.env, AUTH_SECRET });
      const first = await importing(server.url, 0);
      const started = performance.now();
      expect((await untilDone(server.url, first)).status).toBe('imported');
      const duration = performance.now() - started;
      const outcomes: boolean[] = [];
      for (const [round, share] of moments(`Browser import on ${name}`, ROUNDS).entries()) {
        const number = round + 1;
        const page = await importing(server.url, number);
        await sleep(share * duration);
        await kill(server);
        const { figures, faults } = await world.examine();
        expect(faults).toEqual([]);
        for (let earlier = 0; earlier < number; earlier++) expect(figures.get(earlier)).toBe(ROWS);
        expect([0, ROWS]).toContain(figures.get(number) ?? 0);
        outcomes.push(figures.get(number) === ROWS);

        server = await serve({ ...world.env, AUTH_SECRET });
        const done = await untilDone(server.url, page);
        expect(done).toMatchObject({ status: 'imported', importId: expect.any(Number) });
        const shown = await signedFetch(new URL(`/data/imports/${done.importId}`, server.url));
        expect(await shown.text()).toContain(`${ROWS.toLocaleString('en-GB')} new`);
      }
      await kill(server);
      const { figures, faults } = await world.examine();
      expect(faults).toEqual([]);
      // Once each: what was in before the crash is not taken again.
      for (let number = 0; number <= ROUNDS; number++) expect(figures.get(number)).toBe(ROWS);
      console.log(
        `Browser import on ${name}: in ${outcomes.filter(Boolean).length} of ${ROUNDS} it was in`,
      );
    });

    it('says why it does not go on where the file is gone', { timeout }, async () => {
      const server = await serve({ ...world.env, AUTH_SECRET });
      const page = await sendFile(server.url, world.file(ROUNDS + 1));
      await kill(server);
      rmSync(`${world.env.DATA_DIR}/uploads`, { recursive: true });
      const again = await serve({ ...world.env, AUTH_SECRET });
      expect((await progressOf(again.url, page)).status).toBe('open');
      const shown = await signedFetch(new URL(page, again.url));
      expect(await shown.text()).toContain('not on this server any more');
    });
  },
);
