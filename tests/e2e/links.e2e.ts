/** Every link leads somewhere. */
import { contrastAnswer } from './answers';
import { ask } from './raw';
import { expect, test } from './test';

/** So many requests at a time: the embedded database answers one after the other anyhow. */
const AT_ONCE = 2;

/** Of links of one shape, such as all that lead to a KPI in a period, so many are followed. */
const OF_A_SHAPE = 6;

test('every link of the contrast and of three KPI pages leads to a page', async ({
  page,
  request,
  servers,
}) => {
  test.setTimeout(120_000);
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
      else if (!found.has(href)) found.set(href, path);
    }
  }
  expect(found.size).toBeGreaterThan(100);

  const cookies = await page.context().cookies(servers.demo);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const dead: string[] = [];
  const left = sampled(found);
  expect(left.length).toBeGreaterThan(80);
  const follow = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [href, from] = next;
      const { status } = await ask(servers.demo, href, { cookie });
      if (status !== 200) dead.push(`${status} ${href} on ${from}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, follow));
  expect(dead).toEqual([]);
});

/** Evenly spread links of each shape, the first and the last among them. */
function sampled(links: ReadonlyMap<string, string>): (readonly [string, string])[] {
  const shapes = new Map<string, (readonly [string, string])[]>();
  for (const link of links) {
    const shape = shapeOf(link[0]);
    shapes.set(shape, [...(shapes.get(shape) ?? []), link]);
  }
  return [...shapes.values()].flatMap((alike) => {
    const step = Math.max(1, (alike.length - 1) / (OF_A_SHAPE - 1));
    const kept = new Set(Array.from({ length: OF_A_SHAPE }, (_, nth) => Math.round(nth * step)));
    return alike.filter((_, index) => kept.has(index));
  });
}

/** `/kpis/returns?period=2026-W46` → `/kpis/* period`. */
function shapeOf(href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://localhost');
  const [, first = '', second] = pathname.split('/');
  return [`/${first}${second === undefined ? '' : '/*'}`, ...searchParams.keys()].join(' ');
}
