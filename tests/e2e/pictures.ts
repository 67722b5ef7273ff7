/** `npm run pictures`: the pictures of the README, taken from the running product with the demo. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

import { browserOptions, findBrowser } from '../support/browser';
import { assertBuilt, startServer } from './server';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'pictures');
const PAGES = [
  { name: 'contrast', path: '/', height: 1180 },
  { name: 'stage', path: '/stages/receive', height: 1080 },
  { name: 'team', path: '/teams/stores', height: 1080 },
  { name: 'kpi', path: '/kpis/delivered-on-promised-day', height: 980 },
] as const;

assertBuilt();
const server = await startServer('--demo');
try {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...browserOptions,
    ...(executablePath === null ? {} : { executablePath }),
  });
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, path, height } of PAGES) {
    const page = await browser.newPage({
      viewport: { width: 1320, height },
      colorScheme: 'light',
      locale: 'en-GB',
    });
    await page.goto(server.address + path, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    await page.close();
    process.stdout.write(`docs/pictures/${name}.png\n`);
  }
  await browser.close();
} finally {
  await server.stop();
}
