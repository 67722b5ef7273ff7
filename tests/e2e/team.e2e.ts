/** The pages of teams say what the API says, and what the contrast says of the same team. */
import { z } from 'zod';

import { contrastAnswer } from './answers';
import { expectRounded, expectSubtracts, textOf } from './figures';
import { expect, test } from './test';

const SPOKEN: Readonly<Record<string, string>> = {
  on_target: 'on target',
  at_risk: 'at risk',
  off_target: 'off target',
  no_target: 'no target',
  not_yet_due: 'not yet due',
  no_data: 'no data',
  too_few: 'too few answers',
};

const status = z.string();
const answer = z.object({
  headline: z.string(),
  silo: z.object({ onTarget: z.number(), due: z.number(), share: z.number().nullable() }),
  sharedScore: z.number().nullable(),
  gapPoints: z.number().nullable(),
  answers: z.array(
    z.object({
      kpi: z.string(),
      lens: z.string(),
      value: z.number().nullable(),
      marks: z.array(z.object({ period: z.string(), status: status.nullable() })),
    }),
  ),
  broken: z.array(z.string()),
  stages: z.array(
    z.object({
      stage: z.string(),
      experience: z.object({ status, onTarget: z.number(), due: z.number() }),
      cell: z.object({ status, basis: z.string(), watermelon: z.boolean() }),
    }),
  ),
  touches: z.array(z.object({ moment: z.string() })),
  figures: z.object({ in: z.number(), of: z.number() }),
});

for (const slug of ['stores', 'support']) {
  test(`the page of ${slug}: finding, marks, stages and gap say what the API says`, async ({
    page,
    request,
  }) => {
    const said = answer.parse(await (await request.get(`/api/v1/teams/${slug}`)).json());
    await page.goto(`/teams/${slug}`);
    const heading = await textOf(page.getByRole('heading', { level: 1 }));
    expect(said.headline.startsWith(heading)).toBe(true);

    const table = page.getByRole('table').filter({ hasText: 'KPI' }).first();
    const own = said.answers.filter(({ lens }) => lens !== 'experience');
    const rows = table.locator('tbody').getByRole('row');
    await expect(rows).toHaveCount(own.length);
    for (const [index, { kpi, value, marks }] of own.entries()) {
      const row = rows.nth(index);
      await expect(row.getByRole('link')).toHaveAttribute('href', new RegExp(`^/kpis/${kpi}\\b`));
      const figure = await textOf(row.getByRole('cell').first());
      if (value === null) expect(figure).toContain('no figure');
      else expectRounded(figure, value, kpi);
      const spoken = await row
        .getByRole('img', { includeHidden: true })
        .evaluateAll((all) => all.map((mark) => mark.querySelector('title')?.textContent));
      expect(spoken).toEqual(
        marks.flatMap((mark) => (mark.status === null ? [] : [SPOKEN[mark.status]])),
      );
    }

    const stages = page.getByRole('region', { name: 'The stages it takes part in' });
    for (const [index, { experience, cell }] of said.stages.entries()) {
      const item = stages.getByRole('listitem').nth(index);
      await expect(item.getByRole('img').first()).toHaveAccessibleName(
        SPOKEN[experience.status] ?? '',
      );
      const text = await textOf(item);
      expect(text).toContain(`${experience.onTarget} of ${experience.due}`);
      expect(text.includes('measures nothing of its own here')).toBe(cell.basis === 'overall');
      expect(/green team, red stage$/.test(text)).toBe(cell.watermelon);
    }

    const gap = await textOf(stages.getByText(/^Own scorecard/));
    const [, a = '', b = '', points = ''] =
      /scorecard (\S+) %, .* stages (\S+) %: gap (\S+) points/.exec(gap) ?? [];
    expectRounded(a, 100 * (said.silo.share ?? Number.NaN), 'own scorecard');
    expectRounded(b, 100 * (said.sharedScore ?? Number.NaN), 'its stages');
    expectRounded(points, said.gapPoints ?? Number.NaN, 'gap');
    expectSubtracts(a, b, points, slug);

    const felt = said.answers.length - own.length;
    const parts =
      felt > 0 && own.length > 0
        ? ` (${own.length} of its own work, ${felt} that customers feel)`
        : '';
    await expect(page.locator('h1 + p')).toContainText(
      `answers for ${said.answers.length} KPIs${parts} and shares `,
    );
    await expect(page.getByRole('heading', { name: / its own work$/ })).toBeVisible();

    const broken = page.getByRole('region', { name: 'Broken and not yet fixed' });
    await expect(broken.getByRole('listitem')).toHaveCount(said.broken.length);
  });
}

test('the list of teams gives each team the scores of the contrast, and leads to it', async ({
  page,
  request,
}) => {
  const { teams } = await contrastAnswer(request);
  await page.goto('/teams');
  const rows = page.getByRole('table').locator('tbody').getByRole('row');
  await expect(rows).toHaveCount(teams.length);
  for (const team of teams) {
    const row = rows.filter({ has: page.getByRole('link', { name: team.name, exact: true }) });
    const cells = await row.locator('td').allInnerTexts();
    expectRounded(cells[0] ?? '', 100 * (team.silo.share ?? Number.NaN), team.name);
    if (team.gapPoints !== null) expectRounded(cells.at(-1) ?? '', team.gapPoints, team.name);
  }
  await page.getByRole('link', { name: 'Stores', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Stores is');
});

test('a menu leads from team to team and keeps the period', async ({ page }) => {
  await page.goto('/teams/stores?period=2026-W40');
  await page.getByText('Team: Stores').click();
  await page.getByRole('link', { name: 'Logistics' }).first().click();
  await expect(page).toHaveURL(/\/teams\/logistics\?.*period=2026-W40/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Logistics');
});

test('late figures are named with the day since when they are due', async ({ page }) => {
  await page.goto('/teams/support');
  const owed = page.getByRole('region', { name: 'Figures due from Support' });
  await expect(owed.getByRole('listitem')).toContainText(
    /Cases closed in 2 days\s*stale\s*W\d\d, W\d\d and W\d\d are missing; the first was due by \d+ \w+/,
  );
});
