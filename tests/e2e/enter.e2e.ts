/** Figures entered by hand: keys, the clipboard, refusals, withdrawal; with scripts and without. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cookie } from '@playwright/test';

import { runThroughline } from '../support/throughline';
import { administratorOf } from './people';
import { type RunningServer, startServer } from './server';
import { expect, type Page, test } from './test';

// A story told in order.
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const DEFINITION = `
organisation: { locale: de-DE }
teams: [{ slug: shops, name: Shops, lead: A. Ruiz }]
journeys: [{ slug: buy, name: Buying, stages: [{ slug: pay, name: Pay }] }]
kpis:
  - { slug: queue, name: Queue, unit: min, grain: week, aggregation: last, direction: lower, decimals: 1,
      lens: both, kind: operation, accountable: shops, stages: [pay] }
  - { slug: paid, name: Paid first time, unit: "%", scale: 100, grain: week, aggregation: ratio, counts: true,
      direction: higher, lens: both, kind: operation, accountable: shops, stages: [pay] }
targets: [{ kpi: queue, grain: week, from: 2026-01-01, target: 5 }]
`;
const GRID = '/data/enter?until=2026-W43&periods=4';

let server: RunningServer;
let administrator: readonly Cookie[];
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  server = await startServer('--empty');
  const file = join(server.dataDir, 'definition.yaml');
  writeFileSync(file, DEFINITION);
  const ran = await runThroughline(['apply', file], { DATA_DIR: server.dataDir });
  expect(ran.code, ran.stderr).toBe(0);
  administrator = await administratorOf(browser, server);
});
test.beforeEach(async ({ context }) => {
  await context.addCookies(administrator);
});
test.afterAll(async () => {
  await server.stop();
});

const cell = (page: Page, kpi: string, field: string, week: number) =>
  page.getByRole('textbox', { name: new RegExp(`^${kpi}, ${field}, .*${week}`) });
const open = async (page: Page) => {
  await page.goto(server.address + GRID);
  await expect(page.getByRole('grid', { name: 'Figures to enter' })).toBeVisible();
};
const values = async (page: Page, kpi: string) => {
  const answer = await page.request.get(`${server.address}/api/v1/kpis/${kpi}/series`);
  const { points } = (await answer.json()) as {
    readonly points: readonly { readonly period: string; readonly value: number | null }[];
  };
  return points.filter((each) => each.value !== null).map((each) => `${each.period} ${each.value}`);
};

/** As the clipboard of a spreadsheet does it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((said) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', said);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

test('keys go through the grid as in a spreadsheet, and what is typed is saved', async ({
  page,
}) => {
  await open(page);
  const first = cell(page, 'Queue', 'value', 40);
  await first.focus();
  await page.keyboard.type('6,5');
  await page.keyboard.press('Tab');
  await expect(cell(page, 'Queue', 'value', 41)).toBeFocused();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await expect(cell(page, 'Queue', 'note', 41)).toBeFocused();
  await page.keyboard.type('Uhr stand still');
  await page.keyboard.press('ArrowDown');
  await expect(cell(page, 'Paid first time', 'numerator', 41)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(cell(page, 'Queue', 'value', 41)).toBeFocused();
  // Escape brings back what the cell held; F2 keeps it and moves the caret in it.
  await page.keyboard.type('99');
  await page.keyboard.press('Escape');
  await expect(cell(page, 'Queue', 'value', 41)).toHaveValue('4');
  await page.keyboard.press('F2');
  await page.keyboard.type(',5');
  await page.keyboard.press('ArrowLeft');
  await expect(cell(page, 'Queue', 'value', 41)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('status').last()).toContainText(
    '3 cells changed, not saved yet',
  );
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('main').getByRole('status').first()).toContainText(
    'Saved: 2 figures are new.',
  );
  expect(await values(page, 'queue')).toEqual(['2026-W40 6.5', '2026-W41 4.5']);
  // What they come to stands above the cells: one misses its target.
  const row = page.getByRole('row', { name: /^Queue min/ });
  await expect(row).toContainText('off target');
  await expect(cell(page, 'Queue', 'note', 41)).toHaveValue('Uhr stand still');
});

test('one stop of Tab leads in, Escape and Tab lead out', async ({ page }) => {
  await open(page);
  await cell(page, 'Queue', 'value', 42).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Save' })).toBeFocused();
  await expect(page.locator('input[data-at][tabindex="0"]')).toHaveCount(1);
  await expect(cell(page, 'Queue', 'value', 42)).toHaveAttribute('tabindex', '0');
});

test('a block from a spreadsheet is pasted, refused in its cells, and nothing typed is lost', async ({
  page,
}) => {
  await open(page);
  await cell(page, 'Paid first time', 'numerator', 42).focus();
  await paste(page, '90\t95\t7\r\n"1.000"\t90\t8\r\n');
  await expect(page.getByRole('main').getByRole('status').last()).toContainText(
    '4 cells pasted; 2 lie beyond',
  );
  await expect(cell(page, 'Paid first time', 'denominator', 42)).toHaveValue('1.000');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').first()).toContainText('one cell needs another look');
  const wrong = cell(page, 'Paid first time', 'numerator', 43);
  await expect(wrong).toHaveAttribute('aria-invalid', 'true');
  await expect(wrong).toHaveAccessibleDescription(/95 of 90 cannot be/);
  await expect(cell(page, 'Paid first time', 'numerator', 42)).toHaveValue('90');
  expect(await values(page, 'paid')).toEqual([]);
  await wrong.fill('45');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('main').getByRole('status').first()).toContainText(
    'Saved: 2 figures are new.',
  );
  expect(await values(page, 'paid')).toEqual(['2026-W42 9', '2026-W43 50']);
});

test('several cells are selected, copied and emptied; a withdrawal is said before it is done', async ({
  page,
}) => {
  await open(page);
  await cell(page, 'Paid first time', 'numerator', 42).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('td[aria-selected="true"]')).toHaveCount(4);
  const copied = await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
    return clipboardData.getData('text/plain');
  });
  expect(copied).toBe('90\t45\n1000\t90');
  await page.keyboard.press('Delete');
  await expect(cell(page, 'Paid first time', 'denominator', 43)).toHaveValue('');
  await cell(page, 'Paid first time', 'numerator', 42).fill('80');
  await cell(page, 'Paid first time', 'denominator', 42).fill('100');
  await page.getByRole('button', { name: 'Save' }).click();
  const asked = page.getByRole('alert').first();
  await expect(asked).toContainText('One figure was emptied');
  await expect(asked.getByRole('listitem')).toContainText('45 of 90');
  expect(await values(page, 'paid')).toEqual(['2026-W42 9', '2026-W43 50']);
  await page.getByRole('button', { name: 'Save and withdraw 1 figure' }).click();
  await expect(page.getByRole('main').getByRole('status').first()).toContainText(
    '2 say something else than before',
  );
  expect(await values(page, 'paid')).toEqual(['2026-W42 80']);
});

test('the figure leads to the import, which is taken back as a whole', async ({ page }) => {
  await page.goto(`${server.address}/kpis/paid?period=2026-W42`);
  await page.getByRole('link', { name: 'Where it comes from' }).click();
  const reports = page.getByRole('region', { name: 'Reports' });
  await expect(reports.getByRole('row')).toHaveCount(3);
  await reports.getByRole('link', { name: 'entered by hand' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('entered by hand');
  await page.getByRole('link', { name: 'Take it back…' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('main').getByRole('status').first()).toContainText(
    'what held before holds again',
  );
  expect(await values(page, 'paid')).toEqual(['2026-W42 9', '2026-W43 50']);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the same form is filled and sent, and says what is wrong', async ({ page }) => {
    await page.goto(server.address + GRID);
    await cell(page, 'Queue', 'value', 43).fill('5.5');
    await cell(page, 'Queue', 'note', 43).fill('geschätzt');
    await page.getByRole('button', { name: 'Save' }).click();
    const wrong = cell(page, 'Queue', 'value', 43);
    await expect(wrong).toHaveAccessibleDescription('“5.5” is no number here: write 5,5.');
    await expect(wrong).toHaveValue('5.5');
    await expect(cell(page, 'Queue', 'note', 43)).toHaveValue('geschätzt');
    await wrong.fill('5,5');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('main').getByRole('status').first()).toContainText(
      'Saved: 1 figure is new.',
    );
    await wrong.fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Save and withdraw 1 figure' }).click();
    await expect(page.getByRole('main').getByRole('status').first()).toContainText(
      '1 says something else',
    );
    expect(await values(page, 'queue')).toEqual(['2026-W40 6.5', '2026-W41 4.5']);
  });
});
