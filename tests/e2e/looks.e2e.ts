/** Every kind of page as it looks, wide and narrow, light and dark, folded and unfolded: axe finds nothing, and nothing scrolls sideways. */
import { AxeBuilder } from '@axe-core/playwright';

import { textOf } from './figures';
import { DESK, expect, PAGES, type Page, PHONE, test } from './test';

/** What these rules find depends on colours and sizes; the others read the document, which is the same in every look. */
const OF_THE_LOOK = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
];

test.describe('1320 px', () => {
  test.use({ ...DESK, colorScheme: 'light' });
  for (const { name, path, server } of PAGES) {
    test(`axe finds nothing on ${name}, light and dark`, async ({ page, servers }) => {
      await page.goto(servers[server] + path);
      await unfold(page);
      expect(await violations(page, null), 'light').toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(page, OF_THE_LOOK), 'dark').toEqual([]);
    });
  }
});

test.describe('360 px', () => {
  test.use({ ...PHONE, colorScheme: 'dark' });
  for (const { name, path, server } of PAGES) {
    test(`${name} does not scroll sideways, whatever is opened, and axe finds nothing`, async ({
      page,
      servers,
    }) => {
      await page.goto(servers[server] + path);
      const { width } = PHONE.viewport;
      expect(await contentWidth(page)).toBeLessThanOrEqual(width);
      for (const summary of await page.locator('summary:visible').all()) {
        await summary.click();
        expect(await contentWidth(page), await textOf(summary)).toBeLessThanOrEqual(width);
        // What is open may lie over what comes next.
        await summary.click();
      }
      await unfold(page);
      expect(await violations(page, OF_THE_LOOK), 'dark').toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      expect(await violations(page, OF_THE_LOOK), 'light').toEqual([]);
    });
  }
});

function contentWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

/** Opens what is folded, except menus, which lie over the page. */
async function unfold(page: Page): Promise<void> {
  await page.locator('details:not([name])').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '');
  });
}

/** What is wrong and where, in a form that says so when it is not empty. */
async function violations(page: Page, only: readonly string[] | null): Promise<readonly string[]> {
  // The other mode opens a page of its own for each run; it is for frames of other origins, which ours have none of.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({
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
