/** A new installation teaches: what it needs, in which order, and how to look at it first. */
import { textOf } from './figures';
import { expect, test } from './test';

test('the empty installation says what to do, command by command', async ({ page, servers }) => {
  const answer = await page.goto(servers.empty);
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is defined here yet.');
  const taught = await textOf(page.getByRole('main'));
  const steps = ['throughline apply', 'throughline import', 'throughline demo load'];
  const places = steps.map((step) => taught.indexOf(step));
  expect(
    places.every((place) => place >= 0),
    taught,
  ).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  await expect(page.getByText('Demo', { exact: true })).toBeHidden();
});

test('the list of KPIs of an empty installation teaches too', async ({ page, servers }) => {
  const answer = await page.goto(`${servers.empty}/kpis`);
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('main')).toContainText('throughline apply');
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
