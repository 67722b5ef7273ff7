/** Starts what all end-to-end tests share: a server with the demo, and an empty one; and comes in to both. */
import { rmSync } from 'node:fs';
import { chromium } from '@playwright/test';

import { browserOptions, findBrowser } from '../support/browser';
import { comeIn, lookAsOneOfTheDemo } from './people';
import { assertBuilt, startServer } from './server';
import { statePath } from './state';

export default async function setup(): Promise<() => Promise<void>> {
  assertBuilt();
  const starting = [startServer('--demo'), startServer('--empty')] as const;
  const stop = async () => {
    const started = await Promise.allSettled(starting);
    const running = started.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    await Promise.all(running.map((server) => server.stop()));
    rmSync(statePath(process.env['E2E_RUN']), { force: true });
  };
  try {
    const [demo, empty] = await Promise.all(starting);
    process.env['E2E_BASE_URL'] = demo.address;
    process.env['E2E_EMPTY_URL'] = empty.address;
    const path = findBrowser();
    const browser = await chromium.launch({
      ...browserOptions,
      ...(path === null ? {} : { executablePath: path }),
    });
    const context = await browser.newContext();
    await lookAsOneOfTheDemo(await context.newPage(), demo.address, 'Administrator');
    await comeIn(await context.newPage(), empty);
    await context.storageState({ path: statePath(process.env['E2E_RUN']) });
    await browser.close();
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
