/** The lists of the contrast page hold the signals, and the missing figures, of the API. */
import type { Locator } from '@playwright/test';

import { contrastAnswer } from './answers';
import { figureIn, textOf } from './figures';
import { expect, test } from './test';

/** The lists of what to act on, one below the other: which items each holds. */
const PARTS = [
  { title: /^New this week/, isIts: (isNew: boolean, isMet: boolean) => isNew && !isMet },
  { title: /^Standing/, isIts: (isNew: boolean, isMet: boolean) => !isNew && !isMet },
  { title: /^Still on target, yet worse than usual/, isIts: (_: boolean, isMet: boolean) => isMet },
];

test('the lists hold the signals, and the figures that are missing, of the API', async ({
  page,
  request,
}) => {
  const answer = await contrastAnswer(request);
  await page.goto('/');

  const bad = answer.signals.filter((signal) => signal.good === false);
  const actOn = page.getByRole('region', { name: 'Act on' });
  expect(bad.length, 'the demo has something to act on').toBeGreaterThan(0);
  // New misses, standing ones, then what is still on target: in each the order of the answer.
  const order = new Map(bad.map(({ kpi }, index) => [kpi, index]));
  const listed = await slugsIn(actOn);
  expect(listed.toSorted()).toEqual([...order.keys()].toSorted());
  const found: string[] = [];
  for (const { title, isIts } of PARTS) {
    const heading = page.getByRole('heading', { level: 3 }).filter({ hasText: title });
    const part = actOn.locator('section').filter({ has: heading });
    const inPart = await slugsIn(part);
    expect(inPart.length, `the demo has some: ${title}`).toBeGreaterThan(0);
    const marks = await part
      .getByRole('listitem')
      .evaluateAll((items) =>
        items.map((item) => item.querySelector('svg title')?.textContent ?? ''),
      );
    for (const [index, kpi] of inPart.entries()) {
      const state = bad.find((signal) => signal.kpi === kpi)?.state;
      expect(isIts(state === 'new', marks[index] === 'on target'), `${title}: ${kpi}`).toBe(true);
    }
    expect(inPart).toEqual(inPart.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
    found.push(...inPart);
  }
  expect(listed).toEqual(found);

  const { budget } = answer;
  const said = await textOf(actOn.getByText(/chance alone would give/));
  const figures =
    /(\d+) KPIs? ha(?:ve charts|s a chart)\. (\d+) new signals? .* would give ([\d.]+): .*?(\d+) standing from before, where chance alone would give ([\d.]+)/.exec(
      said,
    );
  expect(figures?.slice(1)).toEqual([
    String(budget.expected.kpis),
    String(budget.new),
    budget.expected.new.toFixed(1),
    String(budget.standing),
    budget.expected.standing.toFixed(1),
  ]);

  for (const [title, good] of [
    ['Good news', true],
    ['Changed', null],
  ] as const) {
    const others = answer.signals.filter((signal) => signal.good === good).map(({ kpi }) => kpi);
    const folded = page.getByRole('group').filter({ hasText: new RegExp(`^${title}: `) });
    await expect(folded).toHaveCount(others.length > 0 ? 1 : 0);
    if (others.length === 0) continue;
    await expect(folded).toContainText(`${title}: ${others.length} `);
    await folded.getByRole('heading').click();
    expect((await slugsIn(folded)).toSorted()).toEqual(others.toSorted());
  }

  const alone = page.getByRole('group').filter({ hasText: /^Leave alone/ });
  const count = figureIn(await textOf(alone.getByRole('heading'))).value;
  await alone.getByRole('heading').click();
  expect(await slugsIn(alone)).toHaveLength(count);

  const { missing, of } = answer.figures;
  const opener = page.getByText(`${missing.length} of ${of} figures missing`);
  await opener.click();
  const list = page.getByRole('group').filter({ has: opener });
  expect(await slugsIn(list)).toEqual(missing.map(({ kpi }) => kpi));
});

/** The KPIs that the items of a list lead to. */
async function slugsIn(list: Locator): Promise<readonly string[]> {
  const links = await list.getByRole('listitem').getByRole('link').all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
  return addresses.flatMap((href) => /^\/kpis\/([^?]+)/.exec(href ?? '')?.[1] ?? []);
}
