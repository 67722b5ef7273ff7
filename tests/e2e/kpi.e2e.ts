/** The pages of KPIs say what the API says, and lists count what they list. */
import { contrastAnswer, type Status, seriesAnswer } from './answers';
import { expectRounded, figureIn, textOf } from './figures';
import { expect, test } from './test';

const SPOKEN: Readonly<Record<Status, RegExp>> = {
  on_target: /^on target/,
  at_risk: /^at risk/,
  off_target: /^off target/,
  no_target: /^no target/,
  not_yet_due: /^not yet due/,
  no_data: /^no data/,
  too_few: /^too few/,
};

test('the page of a KPI on the act-on list gives the figures of its series', async ({
  page,
  request,
}) => {
  const { signals } = await contrastAnswer(request);
  const kpi = signals.find((signal) => signal.good === false)?.kpi ?? '';
  const { points, unit } = await seriesAnswer(request, kpi);
  await page.goto(`/kpis/${kpi}?open=figures`);

  const figures = page
    .getByRole('table')
    .filter({ has: page.getByRole('columnheader', { name: 'Usual range' }) });
  const headings = await figures.first().getByRole('columnheader').allInnerTexts();
  const rows = await figures.locator('tbody').getByRole('row').all();
  const read = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  const column = (name: RegExp) => headings.findIndex((heading) => name.test(heading));
  const [value, target, status, range] = [/^%|Value/, /Target/, /Status/, /Usual range/].map(
    column,
  );

  const newest = points.findIndex(({ period }) => read[0]?.[0]?.startsWith(period.slice(-3)));
  expect(read.length).toBeGreaterThan(52);
  const shown = points.toReversed().slice(-read.length);
  expect(newest, 'the newest row is a period of the series').toBeGreaterThanOrEqual(0);
  for (const [index, point] of shown.entries()) {
    const row = read[index] ?? [];
    const cell = (at: number | undefined) => row[at ?? -1]?.trim() ?? '';
    expect(row[0]).toContain(point.period.slice(-3));
    if (point.value === null) expect(cell(value)).toMatch(/no figure/);
    else expectRounded(cell(value), point.value, `${kpi} ${point.period}`);
    expect(cell(status)).toMatch(SPOKEN[point.status]);
    if (point.target?.target != null) expectRounded(cell(target), point.target.target, 'target');
    if (point.limits.lower !== null && point.limits.upper !== null && cell(range) !== '–') {
      const [lower = '', upper = ''] = cell(range).split('–');
      expectRounded(
        lower,
        Math.max(point.limits.lower, unit === '%' ? 0 : Number.NEGATIVE_INFINITY),
        'lower',
      );
      expectRounded(
        upper,
        Math.min(point.limits.upper, unit === '%' ? 100 : Number.POSITIVE_INFINITY),
        'upper',
      );
    }
  }

  const now = shown[0];
  const finding = await textOf(page.locator('h1 + p'));
  expectRounded(finding, now?.value ?? Number.NaN, 'the finding');
  expect(finding.split('%')[1]?.trim()).toMatch(SPOKEN[now?.status ?? 'no_data']);
  await expect(
    page.getByRole('region', { name: 'Over time' }).getByRole('img'),
  ).toHaveAccessibleName(new RegExp(String(figureIn(finding).value)));
});

test('a list counts what it lists: all KPIs, those of a team, those of a stage', async ({
  page,
  request,
}) => {
  const { teams, stages } = await contrastAnswer(request);
  const addresses = ['/kpis', `/kpis?team=${teams[0]?.slug}`, `/kpis?stage=${stages[0]?.slug}`];
  for (const address of addresses) {
    await page.goto(address);
    const heading = await textOf(page.getByRole('heading', { level: 1 }));
    const statuses = await textOf(page.getByRole('list', { name: 'By status' }));
    const kpis: string[] = [];
    const next = page.getByRole('link', { name: /^Page \d+ of \d+ ›$/ });
    for (let isLast = false; !isLast; ) {
      const links = await page
        .getByRole('main')
        .getByRole('link')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      kpis.push(...links.filter((href) => /^\/kpis\/[^?]/.test(href)));
      isLast = (await next.count()) === 0;
      if (!isLast) await page.goto((await next.getAttribute('href')) ?? '');
    }
    expect(kpis.length, address).toBeGreaterThan(0);
    const counted = [...statuses.matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
    expect(counted, `${address}: ${statuses}`).toBe(kpis.length);
    expect(new Set(kpis).size, `${address}: no KPI twice`).toBe(kpis.length);
    expect(figureIn(heading).value, `${address}: ${heading}`).toBe(kpis.length);
  }
});

test('answers and shares of a team add up to its list', async ({ page, request }) => {
  const { teams } = await contrastAnswer(request);
  for (const { slug, silo } of teams.slice(0, 2)) {
    await page.goto(`/kpis?team=${slug}`);
    const said = await textOf(page.locator('h1 + p'));
    const [, answers = '', shares = ''] = /answers for (\d+), shares (\d+)/.exec(said) ?? [];
    const heading = await textOf(page.getByRole('heading', { level: 1 }));
    expect(Number(answers) + Number(shares)).toBe(figureIn(heading).value);
    expect(Number(answers)).toBeGreaterThanOrEqual(silo.due);
  }
});
