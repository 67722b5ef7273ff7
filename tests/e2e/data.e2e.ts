/** What came in: looked into, mended and taken back, on an installation of its own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cookie } from '@playwright/test';

import { runThroughline } from '../support/throughline';
import { administratorOf } from './people';
import { type RunningServer, startServer } from './server';
import { expect, test } from './test';

// A story told in order.
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const DEFINITION = `
teams: [{ slug: shops, name: Shops, lead: A. Ruiz }]
journeys: [{ slug: buy, name: Buying, stages: [{ slug: pay, name: Pay }] }]
kpis:
  - { slug: queue, name: Queue under 4 min, unit: "%", grain: week, aggregation: mean, direction: higher,
      lens: both, kind: operation, accountable: shops, stages: [pay] }
`;
const FIRST = 'kpi,period,value\nqueue,2026-W40,90\nqueue,2026-W41,91\n';
const SECOND =
  'kpi,period,value\nqueue,2026-W41,19\nqueue,2026-W42,92\nqueue,2026-W43,<b>much</b>\n';

let server: RunningServer;
let administrator: readonly Cookie[];
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  server = await startServer('--empty');
  administrator = await administratorOf(browser, server);
  const run = async (exit: number, verb: string, name: string, text: string) => {
    const file = join(server.dataDir, name);
    writeFileSync(file, text);
    const ran = await runThroughline([verb, file], { DATA_DIR: server.dataDir });
    expect(ran.code, ran.stderr).toBe(exit);
  };
  await run(0, 'apply', 'definition.yaml', DEFINITION);
  await run(0, 'import', 'first.csv', FIRST);
  await run(1, 'import', 'second.csv', SECOND);
});
test.beforeEach(async ({ context }) => {
  await context.addCookies(administrator);
});
test.afterAll(async () => {
  await server.stop();
});

test('imports are listed, and a refused row stands as it came, with its cure', async ({ page }) => {
  await page.goto(`${server.address}/data`);
  const imports = page.getByRole('region', { name: /^Imports/ });
  const rows = imports.getByRole('table').locator('tbody').getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('second.csv');
  await expect(rows.first().getByRole('rowheader')).toContainText(/2026, .* by cli/);
  await expect(rows.first().getByRole('cell')).toHaveText(['1', '1', '0', '0', '1']);
  await expect(page.getByRole('main')).toContainText('1 refused row is still open');
  const open = page.getByRole('region', { name: /^Refused rows still open: 1/ });
  await open.getByRole('link', { name: 'Import 2: second.csv' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import 2: second.csv');
  const refused = page.getByRole('region', { name: 'Refused rows: 1' });
  await expect(refused.getByRole('listitem')).toContainText('Line 4, value');
  await expect(refused.locator('pre')).toHaveText('queue,2026-W43,<b>much</b>');
  const file = await page.request.get(`${server.address}/data/imports/2/refused`);
  expect(file.headers()['content-disposition']).toContain('refused-rows-of-import-2.csv');
  expect(await file.text()).toBe('kpi,period,value\nqueue,2026-W43,<b>much</b>\n');
});

for (const javaScriptEnabled of [false, true]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('an import is taken back, and so is that', async ({ page }) => {
      const values = async () => {
        const answer = await page.request.get(`${server.address}/api/v1/kpis/queue/series`);
        const { points } = (await answer.json()) as {
          readonly points: readonly { readonly period: string; readonly value: number | null }[];
        };
        return points
          .filter(({ value }) => value !== null)
          .map(({ period, value }) => `${period} ${value}`);
      };
      const before = ['2026-W40 90', '2026-W41 19', '2026-W42 92'];
      expect(await values()).toEqual(before);
      // The newest import that brought these figures: an undone undo brings them anew.
      const link = page
        .getByRole('region', { name: /^Imports/ })
        .getByRole('link', { name: /^Import \d+: / })
        .first();
      await page.goto(`${server.address}/data`);
      await link.click();
      await page.getByRole('link', { name: 'Take it back…' }).click();
      const effects = page.getByRole('main').getByRole('listitem');
      await expect(effects.first()).toContainText('1 figure will say again');
      await expect(effects.nth(1)).toContainText('1 figure will be empty');
      await page.getByRole('button', { name: 'Take it back' }).click();
      await expect(page.getByRole('status').first()).toContainText('what held before holds again');
      expect(await values()).toEqual(['2026-W40 90', '2026-W41 91']);

      await page.getByRole('link', { name: 'Take it back…' }).click();
      await page.getByRole('button', { name: 'Take it back' }).click();
      await expect(page.getByRole('status').first()).toContainText('what held before holds again');
      expect(await values()).toEqual(before);
    });
  });
}

test('what was taken back says by what, and cannot be taken back twice', async ({ page }) => {
  await page.goto(`${server.address}/data/imports/2`);
  await expect(page.getByText('It was taken back by')).toBeVisible();
  const answer = await page.goto(`${server.address}/data/imports/2/undo`);
  expect(answer?.status()).toBe(409);
  await expect(page.getByRole('main')).toContainText('To have it again, undo');
});

test('another site cannot take an import back', async ({ page }) => {
  const answer = await page.request.post(`${server.address}/data/imports/1/undo`, {
    headers: { origin: 'https://elsewhere.example' },
    multipart: { $ACTION_ID_x: '' },
  });
  expect(answer.ok()).toBe(false);
  await page.goto(`${server.address}/data/imports/1`);
  await expect(page.getByRole('link', { name: 'Take it back…' })).toBeVisible();
});
