/** axe finds nothing: every kind of page, wide and narrow, light and dark, folded and unfolded. */
import { AxeBuilder } from '@axe-core/playwright';

import { expect, LOOKS, PAGES, type Page, test } from './test';

for (const { look, use, mainPages } of LOOKS) {
  test.describe(look, () => {
    test.use(use);
    for (const { name, path, server, main } of PAGES) {
      if (mainPages && !main) continue;
      test(`axe finds nothing on ${name}`, async ({ page, servers }) => {
        await page.goto(servers[server] + path);
        expect(await violations(page)).toEqual([]);
        if ((await unfold(page)) > 0) expect(await violations(page)).toEqual([]);
      });
    }
  });
}

/** Opens what is folded, except menus, which lie over the page; says how much there was. */
async function unfold(page: Page): Promise<number> {
  const folded = page.locator('details:not([name]):not([open]) > summary:visible');
  const count = await folded.count();
  // Each one that opens leaves the list.
  for (let left = count; left > 0; left -= 1) await folded.first().click();
  return count;
}

/** What is wrong and where, in a form that says so when it is not empty. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found, passes } = await new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze();
  expect(passes.length, 'axe looked at something').toBeGreaterThan(5);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
}
