/** axe finds nothing: every kind of page, wide and narrow, light and dark, folded and unfolded. */
import { AxeBuilder } from '@axe-core/playwright';

import { expect, LOOKS, PAGES, type Page, test } from './test';

/** What a rule of the first kind finds depends on colours and sizes; the others read the document. */
const OF_THE_LOOK = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
];

for (const { look, use, mainPages } of LOOKS) {
  test.describe(look, () => {
    test.use(use);
    for (const { name, path, server, main } of PAGES) {
      if (mainPages && !main) continue;
      test(`axe finds nothing on ${name}`, async ({ page, servers }) => {
        await page.goto(servers[server] + path);
        await unfold(page);
        expect(await violations(page, mainPages ? OF_THE_LOOK : null)).toEqual([]);
      });
    }
  });
}

/** Opens what is folded, except menus, which lie over the page. */
async function unfold(page: Page): Promise<void> {
  await page.locator('details:not([name])').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '');
  });
}

/** What is wrong and where, in a form that says so when it is not empty. */
async function violations(page: Page, only: readonly string[] | null): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).options({
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
    // Style sheets are read for a rule that is not asked.
    preload: false,
  });
  if (only !== null) builder.withRules([...only]);
  const { violations: found, passes } = await builder.analyze();
  expect(passes.length, 'axe looked at something').toBeGreaterThan(only === null ? 5 : 0);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
}
