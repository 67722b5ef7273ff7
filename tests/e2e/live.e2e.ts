/** Figures that come in while one looks: the page is drawn anew, and the reader stays where they were. */
import { expect, test } from './test';

test('news is announced, and scroll, focus and what was opened stay', async ({ page }) => {
  let version = 'before';
  await page.route('**/api/v1/newest', (route) =>
    route.fulfill({
      json: {
        asOf: '2026-11-22T14:03:00.000Z',
        figuresAt: version === 'before' ? '2026-11-16T08:00:00.000Z' : '2026-11-22T14:03:00.000Z',
        definitionsAt: null,
        version,
      },
    }),
  );
  const asked = page.waitForResponse('**/api/v1/newest');
  await page.goto('/');
  await asked;
  const folded = page.getByText(/^Leave alone/);
  await folded.click();
  const inside = page.locator('details[open] a').last();
  await inside.focus();
  await inside.scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => scrollY);
  expect(scrolled).toBeGreaterThan(200);

  version = 'after';
  const drawn = page.waitForResponse((response) => response.request().headers()['rsc'] === '1');
  // As when the reader comes back to the tab.
  await page.evaluate(() =>
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
  );
  expect((await drawn).status()).toBe(200);
  await expect(page.getByRole('status')).toHaveText(/^Figures came in at \d{1,2}[:.]\d\d/);
  await expect(inside).toBeFocused();
  await expect(inside).toBeVisible();
  expect(Math.abs((await page.evaluate(() => scrollY)) - scrolled)).toBeLessThan(2);
});

test('nothing is said while nothing changes, nor of a page that looks back', async ({ page }) => {
  let version = 0;
  await page.route('**/api/v1/newest', (route) => {
    version += 1;
    return route.fulfill({
      json: {
        asOf: '2026-11-22T14:03:00.000Z',
        figuresAt: null,
        definitionsAt: null,
        version: `${version}`,
      },
    });
  });
  const asked = page.waitForResponse('**/api/v1/newest');
  await page.goto('/kpis?asOf=2026-11-10');
  await asked;
  const again = page.waitForResponse('**/api/v1/newest');
  await page.evaluate(() =>
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
  );
  await again;
  await expect(page.getByRole('status')).toHaveText('');
});
