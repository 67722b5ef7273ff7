/** On paper, A4 and Letter: the finding, the whole matrix and the act-on list. */
import { contrastAnswer } from './answers';
import { expect, type Page, test } from './test';

/** CSS pixels in a point, the measure of PDF. */
const POINT = 96 / 72;
/** What printers and browsers leave free on each side unless told otherwise, in millimetres. */
const MARGIN = 10;
const MARGIN_PX = (MARGIN * 96) / 25.4;

const SHEETS = [
  { name: 'A4', format: 'A4', landscape: false },
  { name: 'A4 across', format: 'A4', landscape: true },
  { name: 'Letter', format: 'Letter', landscape: false },
  { name: 'Letter across', format: 'Letter', landscape: true },
] as const;

for (const { name, format, landscape } of SHEETS) {
  test(`the contrast fits ${name}`, async ({ page, request }) => {
    const { stages, teams, signals } = await contrastAnswer(request);
    await page.goto('/');
    const margin = `${MARGIN}mm`;
    const paper = await page.pdf({
      format,
      landscape,
      margin: { top: margin, right: margin, bottom: margin, left: margin },
      // The page may ask for another orientation.
      preferCSSPageSize: true,
    });
    const { sheets, width, height } = measure(paper);
    expect(sheets).toBeLessThanOrEqual(4);

    await page.setViewportSize({
      width: Math.floor(width - 2 * MARGIN_PX),
      height: Math.floor(height - 2 * MARGIN_PX),
    });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
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

interface Paper {
  readonly sheets: number;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

function measure(pdf: Buffer): Paper {
  const text = pdf.toString('latin1');
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/.exec(text);
  const sheets = text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  expect(sheets, 'pages in the PDF').toBeGreaterThan(0);
  return { sheets, width: Number(box?.[1]) * POINT, height: Number(box?.[2]) * POINT };
}
