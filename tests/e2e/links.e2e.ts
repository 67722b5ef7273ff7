/** Every link leads somewhere. */
import { contrastAnswer } from './answers';
import { ask } from './raw';
import { expect, test } from './test';

/** So many requests at a time: the embedded database answers one after the other anyhow. */
const AT_ONCE = 4;

test('every link of the contrast and of three KPI pages leads to a page', async ({
  page,
  request,
  servers,
}) => {
  test.setTimeout(150_000);
  const { signals } = await contrastAnswer(request);
  const kpis = [...new Set(signals.map(({ kpi }) => kpi))].slice(0, 3);
  expect(kpis).toHaveLength(3);
  const found = new Map<string, string>();
  for (const path of ['/', '/kpis', ...kpis.map((kpi) => `/kpis/${kpi}`)]) {
    await page.goto(path);
    const links = await page
      .getByRole('link', { includeHidden: true })
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    for (const href of links) {
      expect(href, `a link on ${path}`).toMatch(/^[/#]/);
      if (href.startsWith('#')) await expect(page.locator(href), path).toHaveCount(1);
      // Of the reports behind figures, one for each period of each KPI, a few stand for all.
      else if (/[?&]figure=/.test(href) && !/W4\d/.test(href)) continue;
      else if (!found.has(href)) found.set(href, path);
    }
  }
  expect(found.size).toBeGreaterThan(100);

  const dead: string[] = [];
  const left = [...found];
  const follow = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [href, from] = next;
      const { status } = await ask(servers.demo, href);
      if (status !== 200) dead.push(`${status} ${href} on ${from}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, follow));
  expect(dead).toEqual([]);
});
