/** Without scripts: all pages read, menus open, links lead on. */
import { contrastAnswer } from './answers';
import { expect, PAGES, test } from './test';

test.use({ javaScriptEnabled: false, viewport: { width: 1320, height: 900 } });

for (const { name, path, server, outside = false } of PAGES) {
  test(`${name} reads without scripts`, async ({ page, servers }) => {
    await page.goto(servers[server] + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Pages', exact: true })).toHaveCount(
      outside ? 0 : 1,
    );
    await expect(page).toHaveTitle(/./);
    await expect(page.getByRole('main')).toHaveText(/\w{3}/);
  });
}

test('the contrast shows its charts, opens its menus and leads on', async ({ page, request }) => {
  const { cells, trend, signals } = await contrastAnswer(request);
  await page.goto('/');
  await expect(
    page.getByRole('region', { name: /^What teams report/ }).getByRole('img'),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: /^(?!What customers get).+ in .+: / })).toHaveCount(
    cells.length,
  );

  const menu = page.getByRole('group').filter({ hasText: /^Grain:/ });
  const months = menu.getByRole('link', { name: 'Months' });
  await expect(months).toBeHidden();
  await menu.locator('summary').click();
  await months.click();
  await expect(page).toHaveURL(/period=\d{4}-\d\d(&|$)/);
  await page.goBack();

  await page.getByRole('link', { name: 'Earlier period' }).click();
  await expect(page).toHaveURL(new RegExp(`period=${trend.at(-2)?.period}`));
  await page.goBack();

  await page
    .getByRole('link', { name: / in .+: green team, red stage/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/kpis\?team=.+&stage=/);
  await page.goBack();

  const first = signals.find((signal) => signal.good === false)?.kpi ?? '';
  await page
    .getByRole('region', { name: 'Act on' })
    .getByRole('listitem')
    .getByRole('link')
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/kpis/${first}`));
  await expect(page.getByRole('region', { name: 'Over time' }).getByRole('img')).toBeVisible();
  await page.getByText(/\d+ earlier periods/).click();
  await expect(page.getByRole('table').last()).toBeVisible();
});
