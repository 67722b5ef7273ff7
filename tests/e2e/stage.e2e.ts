/** The page of a stage says what the API says, and leads on; it reads without scripts. */
import { z } from 'zod';
import { contrastAnswer } from './answers';
import { expectRounded, expectShare, textOf } from './figures';
import { expect, type Page, test } from './test';

const answer = z.object({
  headline: z.string(),
  experience: z.object({
    share: z.number().nullable(),
    onTarget: z.number(),
    due: z.number(),
    status: z.string(),
  }),
  kpis: z.array(z.object({ kpi: z.string(), name: z.string(), value: z.number().nullable() })),
  origins: z.array(
    z.object({ kpi: z.string(), steps: z.array(z.object({ kpi: z.string(), role: z.string() })) }),
  ),
  teams: z.array(z.object({ name: z.string(), watermelon: z.boolean() })),
  gaps: z.array(z.object({ text: z.string() })),
});

async function answerOf(page: Page, stage: string) {
  const response = await page.request.get(`/api/v1/stages/${stage}`);
  expect(response.status()).toBe(200);
  return answer.parse(await response.json());
}

test('the worst stage says its finding, its figures, its teams and gaps as the API gives them', async ({
  page,
  request,
}) => {
  const { stages } = await contrastAnswer(request);
  const worst = stages.toSorted((a, b) => (a.experience.share ?? 2) - (b.experience.share ?? 2))[0];
  const slug = worst?.slug ?? '';
  const facts = await answerOf(page, slug);
  await page.goto(`/stages/${slug}`);

  const heading = await textOf(page.getByRole('heading', { level: 1 }));
  expect(heading).toBe(facts.headline);
  expect(facts.experience.share).toBe(worst?.experience.share);
  expectShare(
    await textOf(page.getByText('of due customer KPIs').locator('strong')),
    facts.experience.share,
    'share',
  );

  const get = page.getByRole('region', { name: 'What customers get' });
  for (const { name, value } of facts.kpis) {
    const item = get
      .getByRole('listitem', { includeHidden: true })
      .filter({ has: page.getByRole('link', { name, exact: true, includeHidden: true }) });
    await expect(item, name).toHaveCount(1);
    const figure = await textOf(item.locator('strong').first());
    if (value === null) expect(figure).toMatch(/no figure|too few/);
    else expectRounded(figure, value, name);
  }

  const teams = page.getByRole('region', { name: 'Who shares this stage' });
  for (const { name, watermelon } of facts.teams) {
    const item = teams.getByRole('listitem').filter({ has: page.getByRole('link', { name }) });
    await expect(item, name).toHaveCount(1);
    await expect(item.getByRole('img', { name: /green team, red stage/ })).toHaveCount(
      watermelon ? 1 : 0,
    );
  }
  for (const { text } of facts.gaps) await expect(page.getByText(text)).toBeVisible();
});

test('where a miss starts is told from its start to the KPI of the stage', async ({ page }) => {
  const { origins } = await answerOf(page, 'receive');
  await page.goto('/stages/receive');
  const [origin] = origins;
  const links = await page
    .getByRole('region', { name: 'Where it starts', exact: true })
    .getByRole('listitem')
    .evaluateAll((steps) => steps.map((step) => step.querySelector('a')?.getAttribute('href')));
  const told = (isBeside: boolean) =>
    (origin?.steps ?? []).flatMap(({ kpi, role }) => ((role === 'feeder') === isBeside ? kpi : []));
  expect(links.map((href) => href?.replace(/^\/kpis\/|\?.*$/g, ''))).toEqual([
    ...told(false),
    ...told(true),
  ]);
  await expect(page.getByText('it starts here')).toHaveCount(1);
});

test('the strip leads from stage to stage and keeps the period', async ({ page, request }) => {
  const { stages } = await contrastAnswer(request);
  await page.goto('/stages/receive?period=2026-W44');
  const strip = page.getByRole('navigation', { name: 'Stages of the journey' });
  await expect(strip.getByRole('link')).toHaveCount(stages.length);
  await expect(strip.getByRole('link', { name: /^Receive/ })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await strip.getByRole('link', { name: /^Buy/ }).click();
  await expect(page).toHaveURL(/\/stages\/buy\?.*period=2026-W44/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Buy is ');
  await expect(page).toHaveTitle('Buy · Throughline');
});

test('the list of stages leads to each, and names the lowest', async ({ page, request }) => {
  const { stages } = await contrastAnswer(request);
  await page.goto('/stages');
  const list = page.getByRole('region', { name: /The stages of/ });
  for (const { name, experience } of stages) {
    const line = list
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name, exact: true }) });
    expectShare(await textOf(line.locator('strong')), experience.share, name);
  }
  const least = Math.min(...stages.flatMap(({ experience }) => experience.share ?? []));
  const lowest = stages.filter(({ experience }) => experience.share === least);
  const said = await textOf(page.getByText(/^Lowest (is|are)/));
  for (const { name } of stages)
    expect(said.includes(name)).toBe(lowest.some((s) => s.name === name));
});

test('a stage that is not there is answered in words', async ({ page }) => {
  await page.goto('/stages/no-such-stage');
  await expect(page.getByText('There is no stage "no-such-stage".')).toBeVisible();
  const response = await page.request.get('/api/v1/stages/no-such-stage');
  expect(response.status()).toBe(404);
  expect(await response.json()).toMatchObject({ title: 'unknown_stage', status: 404 });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a stage is read, and what is folded opens', async ({ page }) => {
    await page.goto('/stages/receive');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Receive is ');
    await page.getByText(/^1 steady/).click();
    await expect(page.getByRole('link', { name: 'Damaged on arrival' }).first()).toBeVisible();
  });
});
