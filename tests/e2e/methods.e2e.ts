/** The rules: each under an address of its own, with the organisation's numbers, linked from where it is used. */
import { expect, test } from './test';

test('every link to a rule leads to one that is there', async ({ page }) => {
  const rules = new Set<string>();
  for (const path of ['/', '/kpis', '/kpis/delivered-on-promised-day']) {
    await page.goto(path);
    const links = await page
      .getByRole('link', { includeHidden: true })
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    for (const href of links) if (href.startsWith('/methods#')) rules.add(href.slice(9));
  }
  expect(rules.size).toBeGreaterThan(3);
  await page.goto('/methods');
  for (const rule of rules) await expect(page.locator(`[id="${rule}"]`), rule).toHaveCount(1);
});

test('the rules have addresses that stay, and this organisation’s numbers', async ({
  page,
  request,
}) => {
  await page.goto('/methods');
  for (const rule of [
    ...['usual-range', 'counts', 'signals', 'budget', 'verdict', 'routine-variation', 'seasons'],
    ...['status', 'surveys', 'share', 'scorecards', 'green-team-red-stage', 'gap', 'chain'],
    ...['rolling-up', 'targets', 'week-to-month', 'reporting-lag', 'freshness', 'as-of', 'gaps'],
  ]) {
    await expect(page.locator(`section[id="${rule}"]`), rule).toHaveCount(1);
  }
  const { kpis }: { kpis: { kind: string }[] } = await (
    await request.get('/api/v1/kpis?limit=500')
  ).json();
  const said = kpis.filter(({ kind }) => kind === 'perception').length;
  await expect(page.getByRole('main')).toContainText(`${said} KPIs here say what customers say`);
  await expect(page.getByRole('main')).toContainText(`With ${kpis.length} KPIs`);
  await expect(page.getByRole('main')).toContainText('Europe/London');
  await expect(page.getByRole('main')).toContainText('On target from 80 %, at risk from 60 %');
});
