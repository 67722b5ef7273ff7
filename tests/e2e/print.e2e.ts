/** On paper, A4 and Letter: the finding, the whole matrix and the act-on list. */
import { contrastAnswer } from './answers';
import { expect, type Page, test } from './test';

const MILLIMETRE = 96 / 25.4;
/** What printers and browsers leave free on each side unless told otherwise. */
const MARGIN = 10;

const SHEETS = [
  { name: 'A4, upright', format: 'A4', landscape: false, width: 210, height: 297 },
  { name: 'A4, across', format: 'A4', landscape: true, width: 297, height: 210 },
  { name: 'Letter, upright', format: 'Letter', landscape: false, width: 215.9, height: 279.4 },
  { name: 'Letter, across', format: 'Letter', landscape: true, width: 279.4, height: 215.9 },
] as const;

for (const { name, format, landscape, width, height } of SHEETS) {
  test(`the contrast fits ${name}`, async ({ page, request }) => {
    const { stages, teams, signals } = await contrastAnswer(request);
    await page.setViewportSize({
      width: Math.floor((width - 2 * MARGIN) * MILLIMETRE),
      height: Math.floor((height - 2 * MARGIN) * MILLIMETRE),
    });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.goto('/');

    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const matrix = page.getByRole('table').filter({ has: page.getByText('Stage owner') });
    for (const stage of stages) {
      await expect(matrix.getByRole('columnheader', { name: stage.name })).toBeVisible();
    }
    await expect(matrix.locator('tbody').getByRole('row')).toHaveCount(teams.length);
    const actOn = page.getByRole('region', { name: 'Act on' }).getByRole('listitem');
    await expect(actOn).toHaveCount(signals.filter((signal) => signal.good === false).length);
    await expect(actOn.first()).toBeVisible();
    expect(await cutOff(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      await page.evaluate(() => window.innerWidth),
    );
    // Paper is white, whatever the reader's screen looks like.
    expect(await inkOf(page)).toBeLessThan(0.2);

    const margin = `${MARGIN}mm`;
    const paper = await page.pdf({
      format,
      landscape,
      margin: { top: margin, right: margin, bottom: margin, left: margin },
    });
    expect(sheets(paper)).toBeLessThanOrEqual(landscape ? 4 : 3);
  });
}

/** What lies outside its box or the sheet: cells of tables, texts of charts. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const across = [...document.querySelectorAll('th, td, li, p, h1, h2, svg text')].filter(
      (each) => each.checkVisibility() && each.closest('.visually-hidden') === null,
    );
    return across.flatMap((each) => {
      const { left, right, width } = each.getBoundingClientRect();
      const overflows = each.matches('th, td') && each.scrollWidth > Math.ceil(width) + 1;
      return left < -0.5 || right > innerWidth + 0.5 || overflows
        ? [
            `${each.textContent?.trim().slice(0, 40)}: ${left.toFixed(0)}–${right.toFixed(0)} of ${innerWidth}`,
          ]
        : [];
    });
  });
}

/** How light the text is, 0 to 1. */
function inkOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const parts = getComputedStyle(document.body).color.match(/\d+/g) ?? [];
    return Math.max(...parts.slice(0, 3).map(Number)) / 255;
  });
}

function sheets(pdf: Buffer): number {
  const found = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
  expect(found.length, 'pages in the PDF').toBeGreaterThan(0);
  return found.length;
}
