/** A telephone of 360 px: the page never scrolls sideways, the matrix scrolls inside itself. */
import { textOf } from './figures';
import { expect, PAGES, type Page, PHONE, test } from './test';

test.use({ ...PHONE, colorScheme: 'light' });

const WIDTH = 360;

for (const { name, path, server } of PAGES) {
  test(`${name} does not scroll sideways, whatever is opened`, async ({ page, servers }) => {
    await page.goto(servers[server] + path);
    expect(await contentWidth(page)).toBeLessThanOrEqual(WIDTH);
    for (const summary of await page.locator('summary:visible').all()) {
      await summary.click();
      expect(await contentWidth(page), await textOf(summary)).toBeLessThanOrEqual(WIDTH);
      // What is open may lie over what comes next.
      await summary.click();
    }
  });
}

test('the matrix scrolls inside itself, by keyboard too', async ({ page }) => {
  await page.goto('/');
  const scroller = page
    .getByRole('region')
    .filter({ has: page.getByText('Stage owner') })
    .last();
  const { inside, room } = await scroller.evaluate((box) => ({
    inside: box.scrollWidth,
    room: box.clientWidth,
  }));
  expect(room).toBeLessThanOrEqual(WIDTH);
  expect(inside).toBeGreaterThan(room);

  await scroller.focus();
  await expect(async () => {
    await page.keyboard.press('ArrowRight');
    const hidden = await scroller.evaluate(
      (box) => box.scrollWidth - box.clientWidth - box.scrollLeft,
    );
    expect(hidden).toBeLessThanOrEqual(1);
  }).toPass();
  // Who the figures belong to stays in sight.
  await expect(page.getByRole('rowheader', { name: /Supply chain/ })).toBeInViewport();
  expect(await page.evaluate(() => window.scrollX)).toBe(0);
});

function contentWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
