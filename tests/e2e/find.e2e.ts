/** Finding by name: with the keys, with the button, and without scripts. */
import { expect, type Page, test } from './test';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Find' });

/** The keys listen once the page's scripts run, and what they open is loaded then. */
async function open(page: Page): Promise<void> {
  await expect(async () => {
    if (!(await dialog(page).isVisible())) await page.keyboard.press('Control+k');
    await expect(dialog(page).getByRole('combobox')).toBeFocused({ timeout: 2_000 });
  }).toPass();
}

test('Ctrl-K finds a KPI by the beginnings of words, and Enter opens its page', async ({
  page,
}) => {
  await page.goto('/kpis');
  await open(page);
  await page.keyboard.type('promised deliv');
  const options = dialog(page).getByRole('option');
  await expect(options).toHaveText([/^Delivered on promised day/]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/kpis\/delivered-on-promised-day$/);
  await expect(dialog(page)).toBeHidden();
});

test('it finds pages, teams, stages and moments, by arrows too, and says when there is nothing', async ({
  page,
}) => {
  await page.goto('/');
  await open(page);
  for (const name of ['Methods', 'Logistics', 'Receive', 'First delivery to a new customer']) {
    await dialog(page).getByRole('combobox').fill(name);
    await expect(dialog(page).getByRole('option', { name }).first()).toBeVisible();
  }
  await dialog(page).getByRole('combobox').fill('xylophone');
  await expect(dialog(page)).toContainText('Nothing has these words in its name.');
  await dialog(page).getByRole('combobox').fill('methods');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/methods');
});

test('Escape closes it, and the focus is where it was', async ({ page }) => {
  await page.goto('/kpis');
  const link = page.getByRole('main').getByRole('link').first();
  await link.focus();
  await open(page);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(link).toBeFocused();
});

test('the button opens it; what it needs is loaded only then', async ({ page }) => {
  const scripts: string[] = [];
  await page.goto('/', { waitUntil: 'networkidle' });
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  await page.getByRole('link', { name: /^Find/ }).click();
  await expect(dialog(page).getByRole('combobox')).toBeFocused();
  await expect(page).toHaveURL('/');
  expect(scripts.length).toBeGreaterThan(0);
});

test('? lists the keys; j and k move through marked links; none of them in a field', async ({
  page,
}) => {
  await page.goto('/find?q=deliv');
  const finds = page.getByRole('main').getByRole('listitem').getByRole('link');
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(finds.first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('j');
  await expect(finds.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(finds.first()).toBeFocused();

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toContainText('one period back');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();

  const field = page.getByRole('searchbox', { name: 'Words of a name' });
  await field.focus();
  await field.press('End');
  await page.keyboard.type('j?k');
  await expect(field).toHaveValue('delivj?k');
  await expect(keys).toBeHidden();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the button leads to a page that finds the same', async ({ page, request }) => {
    await page.goto('/');
    await page.getByRole('link', { name: /^Find/ }).click();
    await page.getByRole('searchbox', { name: 'Words of a name' }).fill('satisf');
    await page.getByRole('button', { name: 'Find' }).click();
    await expect(page).toHaveURL('/find?q=satisf');
    const answer: { found: { name: string }[] } = await (
      await request.get('/api/v1/find?q=satisf')
    ).json();
    expect(answer.found.length).toBeGreaterThan(1);
    const finds = page.getByRole('main').getByRole('listitem').getByRole('link');
    expect((await finds.allTextContents()).toSorted()).toEqual(
      answer.found.map(({ name }) => name).toSorted(),
    );
    await finds.first().click();
    await expect(page).toHaveURL(/\/kpis\//);
  });
});
