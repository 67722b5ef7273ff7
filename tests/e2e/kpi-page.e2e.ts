/** The KPI page beyond its chart: places, downloads, the explorer, and changes that are marked. */
import { seriesAnswer } from './answers';
import { expectRounded, figureIn, textOf } from './figures';
import { expect, test } from './test';

const KPI = 'delivered-on-promised-day';

test('places are ranked worst first, and each leads to the KPI at that place', async ({
  page,
  request,
}) => {
  await page.goto(`/kpis/${KPI}`);
  const card = page.getByRole('region', { name: /same wherever/ });
  await card.getByRole('link', { name: /places between/ }).click();
  await expect(page).toHaveURL(/open=places/);
  await expect(card.getByRole('listitem')).toHaveCount(24);
  const shown = await card.getByRole('listitem').allInnerTexts();
  const values = shown.map((text) => figureIn(/[\d.]+\s%/.exec(text)?.[0] ?? '').value);
  expect(values).toHaveLength(24);
  expect(values).toEqual(values.toSorted((a, b) => a - b));
  const worst = card.getByRole('listitem').first().getByRole('link');
  const [, place = ''] = /place=([^&]+)/.exec((await worst.getAttribute('href')) ?? '') ?? [];
  const { points } = await seriesAnswer(request, KPI, { place });
  await worst.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(' at ');
  const judged = points.findLast(({ value }) => value !== null);
  expectRounded(await textOf(page.locator('h1 + p strong')), judged?.value ?? 0, place);
});

test('the list is narrowed by a form that works without scripts', async ({ browser, servers }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${servers.demo}/kpis?period=2026-10`);
  await page.getByLabel('Find').fill('DELIV');
  await page
    .getByRole('combobox', { name: 'Status', exact: true })
    .selectOption({ label: 'off target' });
  await page.getByRole('button', { name: 'Show' }).click();
  const url = new URL(page.url());
  expect(url.searchParams.get('q')).toBe('DELIV');
  expect(url.searchParams.get('status')).toBe('off_target');
  expect(url.searchParams.get('period')).toBe('2026-10');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\d+ of \d+ KPIs$/);
  await expect(page.getByLabel('Find')).toHaveValue('DELIV');
  await page.getByLabel('Find').fill('no such thing');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText(/^None of \d+ KPIs with “no such thing”/)).toBeVisible();
  await page.getByRole('link', { name: /^Clear/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^All \d+ KPIs$/);
  await context.close();
});

test('lists and figures are taken away as CSV and XLSX', async ({ page, request }) => {
  for (const path of ['/kpis?status=off_target', `/kpis/${KPI}`]) {
    await page.goto(path);
    for (const [name, starts] of [
      ['CSV', '\ufeffkpi,'],
      ['XLSX', 'PK'],
    ] as const) {
      const href = (await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? '';
      const answer = await request.get(href);
      expect(answer.status(), href).toBe(200);
      expect((await answer.body()).toString('utf8').startsWith(starts), href).toBe(true);
      expect(answer.headers()['content-disposition']).toContain(`.${name.toLowerCase()}"`);
    }
  }
});

test('the explorer sets the year before beside the KPI, by keyboard, and says so in the address', async ({
  page,
}) => {
  await page.goto(`/kpis/${KPI}`);
  await page.getByRole('button', { name: /^Explore/ }).press('Enter');
  const year = page.getByRole('checkbox', { name: 'a year before' });
  await year.press('Space');
  await expect(year).toBeChecked();
  await expect(page).toHaveURL(/compare=y/);
  await page.getByText('These lines as a table').press('Enter');
  const table = page.getByRole('region', { name: 'Lines as a table' }).getByRole('table');
  const rows = table.locator('tbody').getByRole('row');
  const newest = await rows.first().getByRole('cell').allInnerTexts();
  const yearAgo = await rows.nth(52).getByRole('cell').allInnerTexts();
  expect(newest[1]).toBe(yearAgo[0]);
  await page.getByRole('button', { name: /plain chart/ }).click();
  await expect(
    page.getByRole('region', { name: 'Over time' }).getByRole('img').first(),
  ).toBeVisible();
});

for (const scripts of [true, false]) {
  test(`a change is refused, marked and withdrawn ${scripts ? 'with' : 'without'} scripts`, async ({
    browser,
    servers,
  }, { project }) => {
    const context = await browser.newContext({ javaScriptEnabled: scripts });
    const page = await context.newPage();
    const text = `New vans (${project.name}, ${scripts ? 'with' : 'without'})`;
    await page.goto(`${servers.demo}/kpis/vans-out-on-time`);
    await page.getByRole('link', { name: 'Mark a change' }).click();
    await page.getByLabel('On which day').fill('2026-10-05');
    await page.getByRole('textbox', { name: 'What changed' }).fill(text);
    await page.getByRole('button', { name: 'Mark the change' }).click();
    await expect(page.getByText(/Say why/)).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'What changed' })).toHaveValue(text);
    await expect(page.getByLabel('On which day')).toHaveValue('2026-10-05');
    await page.getByRole('textbox', { name: 'Why' }).fill('The old ones broke down.');
    await page.getByRole('button', { name: 'Mark the change' }).click();
    const changes = page.getByRole('region', { name: 'Changes marked' });
    const mark = changes.getByRole('listitem').filter({ hasText: text });
    await expect(mark).toContainText('The old ones broke down.');
    await mark.getByText('Withdraw', { exact: true }).click();
    await mark.getByRole('button').click();
    await expect(mark).toHaveCount(0);
    await context.close();
  });
}

test('another site cannot mark a change', async ({ page, request, servers }) => {
  await page.goto('/kpis/vans-out-on-time/change');
  const fields = await page
    .locator('form input[type="hidden"]')
    .evaluateAll((all) =>
      all.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
    );
  const answer = await request.post(`${servers.demo}/kpis/vans-out-on-time/change`, {
    headers: { origin: 'https://elsewhere.example' },
    multipart: {
      ...Object.fromEntries(fields),
      date: '2026-10-05',
      text: 'Marked from elsewhere',
      reason: 'To see whether it can be',
    },
  });
  expect(answer.status()).toBeGreaterThanOrEqual(400);
  await page.goto('/kpis/vans-out-on-time');
  await expect(page.getByText('Marked from elsewhere')).toHaveCount(0);
});

test('half a year of figures is folded, and all of them are a link away', async ({
  page,
  request,
}) => {
  const { points } = await seriesAnswer(request, KPI);
  await page.goto(`/kpis/${KPI}`);
  const card = page.getByRole('region', { name: 'Figures', exact: true });
  const rows = card.locator('tbody tr');
  await expect(rows).toHaveCount(26);
  await expect(rows.filter({ visible: true })).toHaveCount(8);
  await card.getByText('18 earlier periods').click();
  await expect(rows.filter({ visible: true })).toHaveCount(26);
  const all = card.getByRole('link', { name: /^All \d+ periods$/ });
  expect(figureIn(await textOf(all)).value).toBeGreaterThan(52);
  await all.click();
  await expect(page).toHaveURL(/open=figures/);
  await expect(rows).toHaveCount(
    figureIn(await textOf(card.getByText(/periods, newest first/))).value,
  );
  expect(await rows.count()).toBeLessThanOrEqual(points.length);
});

test('the head says how often the target was met, and where a miss stops being at risk', async ({
  page,
  request,
}) => {
  const { points } = await seriesAnswer(request, KPI);
  await page.goto(`/kpis/${KPI}`);
  const said = await textOf(page.locator('h1 ~ p').nth(1));
  const judged = points.filter(({ status }) => /^(on|at|off)_|^no_data$/.test(status)).slice(-26);
  const met = judged.filter(({ status }) => status === 'on_target').length;
  expect(said).toContain(`Target met in ${met} of the last 26 weeks`);
  const newest = points.findLast(({ value }) => value !== null)?.period.slice('2026-'.length);
  await expect(page.getByText(`figures up to date (${newest} is in)`)).toBeVisible();
  await expect(page.locator('h1 + p')).toContainText(/target 95.0 or more · at risk down to 92.0/);
});

test('what a KPI is can be edited from its page, but not what it was', async ({ page }) => {
  await page.goto('/kpis/delivered-on-promised-day');
  await page.getByRole('link', { name: 'Edit in the catalogue' }).click();
  await expect(page).toHaveURL('/settings/kpis/delivered-on-promised-day');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Delivered on promised day');
  await page.goto('/kpis/delivered-on-promised-day?asOf=2026-10-30');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit in the catalogue' })).toHaveCount(0);
});
