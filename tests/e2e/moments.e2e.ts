/** The register of moments: the worst first, narrowed by links alone. */
import { textOf } from './figures';
import { expect, type Page, test } from './test';

const register = (page: Page) => page.locator('#register');

/** Status of each row as it is spoken, in the order of the page. */
async function statuses(page: Page): Promise<readonly string[]> {
  return register(page)
    .locator('ol > li > svg')
    .evaluateAll((marks) => marks.map((mark) => mark.querySelector('title')?.textContent ?? ''));
}

const WORST_FIRST = ['off target', 'at risk', 'no data', 'no KPI', 'on target'];

test('the worst come first, and the heading counts them', async ({ page }) => {
  await page.goto('/moments');
  const said = await statuses(page);
  const ranks = said.map((status) => WORST_FIRST.indexOf(status));
  expect(said.length).toBeGreaterThan(10);
  expect(ranks).not.toContain(-1);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  const off = said.filter((status) => status === 'off target').length;
  const heading = await textOf(page.getByRole('heading', { level: 1 }));
  expect(heading).toContain(`${off} of ${said.length} moments of truth`);
  await expect(page.getByText(/^\d+ moments are prioritised/)).toContainText('10 to 20');
});

test('a moment without a KPI is a gap in plain sight', async ({ page }) => {
  await page.goto('/moments');
  const gaps = (await statuses(page)).filter((status) => status === 'no KPI').length;
  expect(gaps).toBeGreaterThan(0);
  await expect(page.getByText(/^No KPI measures it/)).toHaveCount(gaps);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('filters narrow the register one after the other, and go away', async ({ page }) => {
    await page.goto('/moments?period=2026-W44');
    const all = (await statuses(page)).length;
    const kinds = page.getByRole('navigation', { name: 'The four moments of truth' });
    await kinds.getByRole('link', { name: 'Second moment' }).click();
    await expect(page).toHaveURL(/kind=second/);
    const second = (await statuses(page)).length;
    expect(second).toBeLessThan(all);
    await expect(kinds.getByRole('listitem').filter({ hasText: 'Second moment' })).toContainText(
      `${second} moments`,
    );

    await page.locator('summary').filter({ hasText: 'Critical or not' }).click();
    await page.getByRole('link', { name: 'Critical', exact: true }).click();
    await expect(page).toHaveURL(/kind=second.*critical=yes|critical=yes.*kind=second/);
    await expect(page).toHaveURL(/period=2026-W44/);
    const both = (await statuses(page)).length;
    expect(both).toBeLessThan(second);
    expect(both).toBe(await register(page).getByText('critical', { exact: true }).count());

    await page.getByRole('link', { name: 'Show all moments' }).click();
    await expect(page).not.toHaveURL(/kind=/);
    expect((await statuses(page)).length).toBe(all);
  });
});

test('a filter that means nothing is answered in words', async ({ page }) => {
  await page.goto('/moments?aim=luck');
  await expect(page.getByText('aim is "luck"; it must be one of reliability, wow.')).toBeVisible();
});
