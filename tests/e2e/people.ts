/** Coming in, as people do. */
import type { Browser, Cookie, Page } from '@playwright/test';

import type { RunningServer } from './server';

export const ADMINISTRATOR = {
  email: 'zoe@shop.example',
  name: 'Zoë O’Hara',
  password: 'correct horse battery',
} as const;

/** Becomes the first administrator of a server, by the link that it printed. */
export async function comeIn(
  page: Page,
  { welcome, address }: Pick<RunningServer, 'welcome' | 'address'>,
): Promise<void> {
  if (welcome === null) throw new Error(`${address} printed no link for the first administrator`);
  await page.goto(welcome);
  await page.getByLabel('E-mail').fill(ADMINISTRATOR.email);
  await page.getByLabel('Name').fill(ADMINISTRATOR.name);
  await page.getByLabel('New password').fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.waitForURL(`${address}/`);
}

/** Chooses one of the people of the demo. */
export async function lookAsOneOfTheDemo(page: Page, address: string, role: string): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByRole('button', { name: role }).click();
  await page.waitForURL(`${address}/`);
}

/** The cookies of the first administrator of a server of one's own, for the tests of one file. */
export async function administratorOf(
  browser: Browser,
  server: RunningServer,
): Promise<readonly Cookie[]> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  await comeIn(await context.newPage(), server);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}
