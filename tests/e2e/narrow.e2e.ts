/** A telephone of 360 px: the matrix scrolls inside itself. That pages do not is tried with each page's looks. */
import { expect, PHONE, test } from './test';

test.use({ ...PHONE, colorScheme: 'light' });

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
  expect(room).toBeLessThanOrEqual(PHONE.viewport.width);
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
