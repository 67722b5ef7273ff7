/** The map of accountability says what the API says, is narrowed by its address, and scrolls in itself. */
import { z } from 'zod';

import { textOf } from './figures';
import { expect, test } from './test';

const answer = z.object({
  kpis: z.array(
    z.object({ kpi: z.string(), accountable: z.string(), contributing: z.array(z.string()) }),
  ),
  gaps: z.array(z.object({ kind: z.string() })),
});

const VIEWS = ['', '?team=stores', '?stage=receive', '?lens=experience&team=logistics'];
for (const query of VIEWS) {
  test(`the map at /accountability${query} says what the API says`, async ({ page, request }) => {
    const said = answer.parse(await (await request.get(`/api/v1/accountability${query}`)).json());
    await page.goto(`/accountability${query}`);
    const map = page.getByRole('region', { name: 'Who answers, who shares' }).getByRole('table');
    await expect(map.getByText('answers', { exact: true })).toHaveCount(said.kpis.length);
    const shares = said.kpis.reduce((sum, { contributing }) => sum + contributing.length, 0);
    await expect(map.getByText('shares', { exact: true })).toHaveCount(shares);
    const heading = await textOf(page.getByRole('heading', { level: 1 }));
    expect(heading).toContain(said.gaps.length === 0 ? 'No gap' : `${said.gaps.length} gap`);
  });
}

test('a gap names whom to ask and leads to the thing', async ({ page }) => {
  await page.goto('/accountability');
  const gaps = page.getByRole('region', { name: /gaps to close$/ });
  const first = gaps.getByRole('listitem').filter({ hasText: 'Staffed hours' }).first();
  await expect(first).toContainText('ask A. Ruiz, who leads Stores');
  await first.getByRole('link', { name: 'Staffed hours' }).click();
  await expect(page).toHaveURL(/\/kpis\/staffed-hours/);
});

test('on a phone the map scrolls inside itself and the KPIs stay in sight', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto('/accountability?team=stores');
  const map = page.getByRole('region', { name: 'KPIs and teams' });
  const heading = page.getByRole('rowheader').filter({ hasText: 'Stock record correct' });
  await heading.scrollIntoViewIfNeeded();
  await map.evaluate((element) => element.scrollTo({ left: 300 }));
  await expect(heading).toBeInViewport();
  expect(await map.evaluate((element) => element.scrollLeft)).toBeGreaterThan(100);
});
