/** Everything is reached and worked with the keyboard alone. */
import { contrastAnswer } from './answers';
import { expect, type Page, test } from './test';

test.use({ viewport: { width: 1320, height: 900 }, isMobile: false, hasTouch: false });

const PATHS = ['/', '/kpis?team=stores', '/kpis/delivered-on-promised-day'];

for (const path of PATHS) {
  test(`Tab reaches everything on ${path} in order, and shows where it is`, async ({ page }) => {
    await page.goto(path, { waitUntil: 'networkidle' });
    // What scripts add is there from the beginning, so that the order is one.
    const explore = page.getByRole('button', { name: /^Explore/ });
    if (path.startsWith('/kpis/')) await expect(explore).toBeVisible();
    const all = await numberTargets(page);
    expect(all.length).toBeGreaterThan(10);
    const reached: Focus[] = [];
    while (reached.length < all.length) {
      await page.keyboard.press('Tab');
      reached.push(await readFocus(page));
    }
    expect(reached.map(({ name }) => name)).toEqual(all);
    const lost = reached.filter(({ ringed, inSight }) => !ringed || !inSight);
    expect(lost, 'focused without a ring, or out of sight').toEqual([]);
  });
}

/** Numbers what can be focused, in the order of the document, and says what there is. */
function numberTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')]
      .filter((target) => target.checkVisibility({ visibilityProperty: true }))
      .map((target, index) => {
        const name = `${index} ${target.textContent?.trim().slice(0, 40)}`;
        target.setAttribute('data-order', name);
        return name;
      }),
  );
}

interface Focus {
  readonly name: string;
  readonly ringed: boolean;
  readonly inSight: boolean;
}

function readFocus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null) return { name: 'nothing', ringed: false, inSight: false };
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
    const box = focused.getBoundingClientRect();
    return {
      name: focused.getAttribute('data-order') ?? focused.outerHTML.slice(0, 80),
      ringed:
        (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none',
      inSight:
        box.bottom > 0 &&
        box.top < innerHeight &&
        box.right > 0 &&
        box.left < innerWidth &&
        box.width > 0,
    };
  });
}

test('the first Tab offers to skip what is above the finding', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the finding' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('[ and ] go one period back and forth', async ({ page, request }) => {
  const { trend } = await contrastAnswer(request);
  const [before, now] = trend.slice(-2).map(({ period }) => period);
  await page.goto('/');
  // The keys listen once the page's scripts run; the same link is pressed until then.
  await expect(async () => {
    if (new URL(page.url()).search === '') await page.keyboard.press('[');
    await expect(page).toHaveURL(`/?journey=buy-and-own&period=${before}`, { timeout: 2_000 });
  }).toPass();
  await expect(periodOf(page)).toContainText(`Week ${Number(before?.slice(-2))} ·`);
  await page.keyboard.press(']');
  await expect(page).toHaveURL(`/?journey=buy-and-own&period=${now}`);
  await expect(periodOf(page)).toContainText(`Week ${Number(now?.slice(-2))} ·`);
});

function periodOf(page: Page) {
  return page.getByRole('navigation', { name: 'Period' });
}

function menuOf(page: Page, name: string) {
  return page.getByRole('group').filter({ has: page.getByText(`${name}:`, { exact: true }) });
}

test('Enter opens a menu, Tab goes into it, Enter chooses', async ({ page }) => {
  await page.goto('/');
  const menu = menuOf(page, 'Grain');
  await menu.locator('summary').focus();
  await page.keyboard.press('Enter');
  const months = menu.getByRole('link', { name: 'Months' });
  await expect(months).toBeVisible();
  for (let presses = 0; presses < 5; presses += 1) {
    await page.keyboard.press('Tab');
    if (await months.evaluate((link) => link === document.activeElement)) break;
  }
  await expect(months).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/period=\d{4}-\d\d(&|$)/);
  await expect(menu.locator('summary')).toContainText('Months');
});

test('a choice in a menu closes it', async ({ page }) => {
  await page.goto('/');
  const menu = menuOf(page, 'Grain');
  await menu.locator('summary').click();
  await menu.getByRole('link', { name: 'Months' }).click();
  await expect(page).toHaveURL(/period=\d{4}-\d\d(&|$)/);
  await expect(menu.getByRole('link', { name: 'Months' })).toBeHidden();
});

test('another menu, and Escape, close the one that is open', async ({ page }) => {
  await page.goto('/');
  const grain = menuOf(page, 'Grain');
  const customers = menuOf(page, 'Customers');
  await grain.locator('summary').click();
  await customers.locator('summary').click();
  await expect(grain.getByRole('link', { name: 'Months' })).toBeHidden();
  await expect(customers.getByRole('link').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(customers.getByRole('link').first()).toBeHidden();
  await expect(customers.locator('summary')).toBeFocused();
});
