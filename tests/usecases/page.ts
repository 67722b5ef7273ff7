/** What a reader of the rendered contrast page sees, without the marks that carry no figure. */

/** Text of markup: drawings and tags gone, entities read. */
function textOf(html: string): string {
  return html
    .replaceAll(/<svg.*?<\/svg>/gs, '')
    .replaceAll('<small', ' <small')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x27;', '’')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .trim();
}

interface Row {
  readonly head: string;
  readonly cells: readonly string[];
}

function rowsOf(html: string): readonly Row[] {
  return [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) => {
    const [, head = ''] = /<th scope="row"[^>]*>(.*?)(?:<small|<\/th>)/s.exec(row) ?? [];
    const cells = [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => textOf(cell));
    return { head: textOf(head), cells };
  });
}

/** The section of the page with that id, up to the next one. */
function cardOf(page: string, id: string): string {
  const at = page.indexOf(`id="${id}"`);
  if (at < 0) throw new Error(`the page has no "${id}"`);
  const end = page.indexOf('</section>', at);
  return page.slice(at, end < 0 ? undefined : end);
}

export interface MatrixRow {
  /** Share and count of its own scorecard, as they stand beside each other. */
  readonly silo: string;
  readonly shared: string;
  readonly gap: string;
}

/** The accountability matrix by the name of the row. */
export function matrixOf(page: string): ReadonlyMap<string, MatrixRow> {
  const table = /<table class="[^"]*matrix[^"]*">.*?<\/table>/s.exec(page)?.[0] ?? '';
  return new Map(
    rowsOf(table).flatMap(({ head, cells }): [string, MatrixRow][] =>
      head === ''
        ? []
        : [[head, { silo: cells[0] ?? '', shared: cells.at(-2) ?? '', gap: cells.at(-1) ?? '' }]],
    ),
  );
}

export interface TrendRow {
  readonly period: string;
  readonly silo: string;
  readonly stages: string;
  readonly gap: string;
}

/** The table beneath the trend, newest first as the page has it. */
export function trendOf(page: string): readonly TrendRow[] {
  const table = /<table>.*?<\/table>/s.exec(cardOf(page, 'trend'))?.[0] ?? '';
  return rowsOf(table).flatMap(({ head, cells }) =>
    head === ''
      ? []
      : [
          {
            period: head,
            silo: cells[0] ?? '',
            stages: cells[1] ?? '',
            gap: cells[2] ?? '',
          },
        ],
  );
}

/** Whether a text shows a number, to as many digits as it has: `66.67 %` and `−1.5`. */
export function shows(text: string, exact: number): boolean {
  const found = /^([+−-]?)(\d+(?:\.(\d+))?)(?: %)?$/.exec(text);
  if (found === null) return false;
  const [, sign = '', digits = '', decimals = ''] = found;
  const rounded = Math.abs(exact).toFixed(decimals.length);
  const negative = exact < 0 && Number(rounded) !== 0;
  return digits === rounded && (sign === '−' || sign === '-') === negative;
}
