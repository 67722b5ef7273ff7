/** A new installation leads: what it needs, in which order, and how to look at it first. */
import { textOf } from './figures';
import { expect, test } from './test';

test('the empty installation leads step by step, and says how to look at it first', async ({
  page,
  servers,
}) => {
  const answer = await page.goto(servers.empty);
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is defined here yet.');
  const steps = page.getByRole('main').locator('ol > li');
  const titles = [
    'Your organisation',
    'A journey',
    'Teams',
    'KPIs',
    'Figures',
    'The first contrast',
  ];
  await expect(steps.getByRole('heading')).toHaveText(titles.map((title) => `${title}: to do`));
  await expect(steps.first()).toHaveAttribute('aria-current', 'step');
  await expect(page.getByRole('link', { name: 'Load the demo' })).toBeVisible();
  await page.getByText('With files, by the command line').click();
  const taught = await textOf(page.getByRole('main'));
  for (const command of ['throughline apply', 'throughline import', 'throughline demo load']) {
    expect(taught).toContain(command);
  }
  await expect(page.getByText('Demo', { exact: true })).toBeHidden();
});

test('the list of KPIs of an empty installation teaches too', async ({ page, servers }) => {
  const answer = await page.goto(`${servers.empty}/kpis`);
  expect(answer?.status()).toBe(200);
  const steps = page.getByRole('main').getByRole('link', { name: 'First steps' });
  await expect(steps).toHaveAttribute('href', '/start');
});

test('its API says that nothing is defined, and how to begin', async ({ request, servers }) => {
  const answer = await request.get(`${servers.empty}/api/v1/contrast`);
  expect(answer.status()).toBe(404);
  expect(await answer.text()).toContain('apply a definition');
});

test('the demo says that it is one', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('Demo', { exact: true })).toBeVisible();
});
