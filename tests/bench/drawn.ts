/** How long a browser takes from the request of a page until it has drawn it, charts and all. */
import { type Browser, chromium, type Page } from '@playwright/test';

import { browserOptions, findBrowser, installBrowser } from '../support/browser';
import { atEnd } from './endings';
import { credentialsFor } from './served';

/** A browser of its own, with what it keeps between pages, and with what the server asks for. */
export async function openBrowser(server: string): Promise<Page> {
  if (findBrowser() === null) installBrowser();
  const path = findBrowser();
  const browser: Browser = await chromium.launch({
    ...browserOptions,
    ...(path === null ? {} : { executablePath: path }),
  });
  atEnd(() => browser.close());
  const context = await browser.newContext({
    viewport: { width: 1320, height: 900 },
    extraHTTPHeaders: credentialsFor(new URL(server)),
  });
  return context.newPage();
}

/** Milliseconds until everything is loaded and the frame after it was painted. */
export async function drawn(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'load' });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
      }),
  );
}
