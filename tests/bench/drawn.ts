/** How long a browser takes from the request of a page until it has drawn it, charts and all. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';

import { browserOptions, findBrowser, installBrowser } from '../support/browser';
import { atEnd } from './endings';
import { credentialsFor } from './served';

declare global {
  var drawnAt: Promise<number>;
}

const WATCH = `globalThis.drawnAt = new Promise((resolve) => addEventListener('load', () =>
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))))`;
const READ_MS = 500;

/**
 * A browser of its own with a profile, as people have one: it keeps compiled scripts between pages. Without a
 * profile they are compiled anew for each page whose scripts carry another number, as those of a strict policy do.
 */
export async function openBrowser(server: string): Promise<Page> {
  if (findBrowser() === null) installBrowser();
  const path = findBrowser();
  const profile = mkdtempSync(join(tmpdir(), 'throughline-browser-'));
  atEnd(async () => rmSync(profile, { recursive: true, force: true }));
  const context = await chromium.launchPersistentContext(profile, {
    ...browserOptions,
    ...(path === null ? {} : { executablePath: path }),
    viewport: { width: 1320, height: 900 },
    extraHTTPHeaders: credentialsFor(new URL(server)),
  });
  atEnd(() => context.close());
  // From within the page and first of all, so that what it starts after it was drawn is not waited for.
  await context.addInitScript({ content: WATCH });
  return context.newPage();
}

/**
 * Milliseconds from the request until everything is loaded and the frame after it was made. Come to as people
 * come: from a page of the same server, which was read for a moment.
 */
export async function drawn(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(READ_MS);
  await page.goto(url, { waitUntil: 'load' });
  return page.evaluate(() => drawnAt);
}
