/** A steward loads a file that nobody has described, on an installation of its own. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Cookie } from '@playwright/test';

import { runThroughline } from '../support/throughline';
import { administratorOf } from './people';
import { type RunningServer, startServer } from './server';
import { expect, type Page, PHONE, test } from './test';

// A story told in order.
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const DEFINITION = `
teams: [{ slug: shops, name: Shops, lead: A. Ruiz }]
journeys: [{ slug: buy, name: Buying, stages: [{ slug: pay, name: Pay }] }]
kpis:
  - { slug: queue, name: Queue under 4 min, unit: "%", grain: week, aggregation: mean, direction: higher,
      lens: both, kind: operation, accountable: shops, stages: [pay] }
`;
const file = (week: string, value: string) => ({
  name: `queue-${week}.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(
    `Woche;Kennzahl;Wert\n2026-W40;Queue under 4 min;90,5\n2026-W41;Queue under 4 min;n/a\n${week};queue under 4 min;${value}\n${week};Quueue;1\n`,
  ),
});

let server: RunningServer;
let administrator: readonly Cookie[];
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  server = await startServer('--empty');
  const path = join(server.dataDir, 'definition.yaml');
  writeFileSync(path, DEFINITION);
  const ran = await runThroughline(['apply', path], { DATA_DIR: server.dataDir });
  expect(ran.code, ran.stderr).toBe(0);
  administrator = await administratorOf(browser, server);
});
test.beforeEach(async ({ context }) => {
  await context.addCookies(administrator);
});
test.afterAll(async () => {
  await server.stop();
});

async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true });

test('by keyboard from the first steps to the first chart', async ({ page }) => {
  await page.goto(`${server.address}/start`);
  const choose = page.getByRole('main').getByRole('link', { name: 'Choose a file' });
  await choose.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/data\/upload$/);
  await assertAccessible(page);
  await page.getByLabel('File of figures').setInputFiles(file('2026-W42', '81'));
  await button(page, 'Send it and look it over').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('queue-2026-W42.csv');
  const rows = page.getByRole('region', { name: 'First rows', exact: true }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Queue under 4 min');
  await expect(rows.nth(1)).toContainText('Week 40');
  await expect(rows.nth(1)).toContainText('value 90.5');
  await expect(rows.nth(4)).toContainText('Refused, kpi:');
  await assertAccessible(page);

  await button(page, 'Dry run').focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: /^Dry run: what would become of 4 rows/ }),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: /^Dry run/ })).toContainText('Refused rows: 1');
  await assertAccessible(page);
  await page.getByLabel('Keep it under a name').fill('Queue report');
  await button(page, 'Keep it').press('Enter');
  await expect(page.getByText('Read by Queue report')).toBeVisible();

  await button(page, /^Import \d+ rows$/).press('Enter');
  await expect(page).toHaveURL(/\/data\/imports\/\d+\?notice=imported$/);
  await expect(page.getByRole('main')).toContainText('The file is in.');
  await page.goto(`${server.address}/kpis/queue`);
  await expect(page.getByRole('region', { name: 'Over time' }).getByRole('img')).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the same: the kept profile is taken, corrected, and the file goes in', async ({ page }) => {
    await page.goto(`${server.address}/data`);
    await page.getByRole('main').getByRole('link', { name: 'Figures from a file' }).first().click();
    await button(page, 'Send it and look it over').click();
    await page.getByLabel('File of figures').setInputFiles(file('2026-W43', '79'));
    await button(page, 'Send it and look it over').click();
    await expect(page.getByText('as kept under “Queue report”')).toBeVisible();
    await page.getByLabel('KPIs that are not known here').selectOption('leave their rows out');
    await button(page, 'Dry run').click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('heading', { name: /^Dry run: what/ })).toBeVisible({
        timeout: 500,
      });
    }).toPass();
    await expect(page.getByRole('region', { name: /^Dry run/ })).not.toContainText('Refused rows');
    await button(page, /^Import 1 row$/).click();
    await expect(page).toHaveURL(/\/data\/imports\/\d+\?/, { timeout: 30_000 });
    await expect(page.getByRole('main')).toContainText('1 new, 0 replaced');
  });

  test('what is not received is said where the file is chosen', async ({ page }) => {
    const answer = await page.goto(`${server.address}/data/upload?refused=too_large`);
    expect(answer?.status()).toBe(413);
    await expect(page.getByRole('main').getByRole('alert')).toContainText('larger than 256 MiB');
  });
});

test.describe('on a phone', () => {
  test.use({ ...PHONE, colorScheme: 'dark' });

  test('a file is corrected and discarded, and nothing scrolls sideways', async ({ page }) => {
    await page.goto(`${server.address}/data/upload`);
    await page.getByLabel('File of figures').setInputFiles({
      name: 'numbers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a,b\n1,2\n3,4\n'),
    });
    await button(page, 'Send it and look it over').click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'No column says the period',
    );
    await page.getByLabel('Is', { exact: true }).first().selectOption('Value');
    await button(page, 'Show what comes of it').click();
    await expect(page.getByText('as chosen here')).toBeVisible();
    await assertAccessible(page);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sideways).toBe(false);
    await button(page, 'Discard this file').click();
    await expect(page).toHaveURL(/\/data$/);
    await expect(page.getByText('numbers.csv')).toBeHidden();
  });
});
