/** What was measured, as a table, and what of it breaks a promise. */
import type { Machine } from './machine';
import { ratioOf, type Spread, spreadOf } from './measure';
import type { Served } from './served';
import type { Writes } from './writes';

/** A page may take so many times as long at the full size as at its tenth: the promise is about 1. */
const MOST_SLOWER = 3;

export interface MeasuredPage {
  readonly name: string;
  /** Of a page as of an earlier moment, which may cost more: the page that shows the same now. */
  readonly sameNow: string | null;
  readonly tenth: PageFigures;
  readonly full: PageFigures;
  readonly demo: PageFigures;
}

export interface PageFigures {
  /** Milliseconds, round by round. */
  readonly samples: readonly number[];
  /** Of `select 1` on the same database, in the same rounds. */
  readonly roundTrips: readonly number[];
  readonly queries: number;
  readonly kilobytes: number;
}

export interface Size {
  readonly kpis: number;
  readonly weeks: number;
  readonly segments: number;
}

export interface SizeFilled extends Size {
  /** As counted in the database before anything was measured. */
  readonly figures: number;
  /** Seconds. */
  readonly appending: number;
  readonly rollingUp: number;
}

export interface Measured {
  readonly date: string;
  readonly machine: Machine;
  /** Mean of a minute, before and after. */
  readonly load: { readonly before: number; readonly after: number };
  readonly tenth: SizeFilled;
  readonly full: SizeFilled;
  readonly pages: readonly MeasuredPage[];
  readonly writes: { readonly tenth: Writes; readonly full: Writes };
  /** Empty where it was not asked for. */
  readonly served: readonly Served[];
  readonly seconds: number;
}

/**
 * Promises that are broken by a wide margin, each in a sentence. Times are judged where the sizes
 * are those of the promise: a few thousand figures say nothing of growth.
 */
export function brokenPromises(
  { pages }: Pick<Measured, 'pages'>,
  judgesTimes: boolean,
): readonly string[] {
  return pages.flatMap(({ name, sameNow, tenth, full }) => {
    const broken: string[] = [];
    if (tenth.queries !== full.queries) {
      broken.push(
        `${name} asks ${tenth.queries} queries at a tenth and ${full.queries} at the full size.`,
      );
    }
    const slower = ratioOf(full.samples, tenth.samples);
    if (judgesTimes && sameNow === null && slower > MOST_SLOWER) {
      broken.push(
        `${name} takes ${slower.toFixed(1)} times as long at the full size as at a tenth; promised is about 1, and ${MOST_SLOWER} is too much.`,
      );
    }
    return broken;
  });
}

/** The whole report in plain text. */
export function reportOf(measured: Measured): string {
  const { machine, load, tenth, full, served } = measured;
  const sizes = [tenth, full]
    .map(
      ({ figures, kpis, weeks, segments, appending, rollingUp }) =>
        `${count(figures)} figures: ${kpis} KPIs × ${weeks} weeks × ${segments} segments, appended in ${appending.toFixed(1)} s, rolled up in ${rollingUp.toFixed(1)} s`,
    )
    .join('\n');
  return [
    `Throughline bench, ${measured.date}, ${Math.round(measured.seconds)} s`,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGib} GiB, Node ${machine.node}, load ${load.before.toFixed(1)} to ${load.after.toFixed(1)}`,
    `PostgreSQL ${machine.postgres}, shared_buffers ${machine.sharedBuffers}; PGlite ${machine.pglite} with the demo`,
    sizes,
    '',
    'Milliseconds: middle (least to most). Ratios are the middle of the rounds’ own.',
    '',
    pagesTable(measured),
    '',
    writesTable(measured),
    ...(served.length === 0 ? [] : ['', servedTable(served)]),
  ].join('\n');
}

function pagesTable({ tenth, full, pages }: Measured): string {
  const middle = (page: MeasuredPage) => spreadOf(page.full.samples).median;
  const asOfNow = (page: MeasuredPage) => {
    const now = pages.find(({ name }) => name === page.sameNow);
    return now === undefined ? '' : (middle(page) / middle(now)).toFixed(2);
  };
  return table(
    [
      ...['page', count(tenth.figures), count(full.figures), 'ratio', 'as of / now'],
      ...['× select 1', 'queries', 'kB', 'demo'],
    ],
    pages.map((page) => [
      page.name,
      times(spreadOf(page.tenth.samples)),
      times(spreadOf(page.full.samples)),
      ratioOf(page.full.samples, page.tenth.samples).toFixed(2),
      asOfNow(page),
      count(ratioOf(page.full.samples, page.full.roundTrips)),
      page.tenth.queries === page.full.queries
        ? `${page.full.queries}`
        : `${page.tenth.queries} and ${page.full.queries}`,
      page.full.kilobytes.toFixed(0),
      times(spreadOf(page.demo.samples)),
    ]),
  );
}

function writesTable({ tenth, full, writes }: Measured): string {
  const row = (name: string, read: (writes: Writes) => string) => [
    name,
    read(writes.tenth),
    read(writes.full),
  ];
  return table(
    ['writing', count(tenth.figures), count(full.figures)],
    [
      row(`import of ${count(writes.full.figures)} figures`, ({ importing }) => times(importing)),
      row('  of it the roll-up', ({ rollingUp }) => times(rollingUp)),
      row('  the same without roll-up', ({ withoutRollup }) => times(withoutRollup)),
      row('  with roll-up / without', ({ ratio }) => ratio.toFixed(2)),
      row('correction of one figure', ({ correcting }) => times(correcting)),
      row('doctor', ({ checking }) => times(checking)),
    ],
  );
}

function servedTable(served: readonly Served[]): string {
  return table(
    ['served over HTTP, the demo on PGlite', 'a second', 'ms', 'kB'],
    served.map((each) => [
      each.path,
      count(each.perSecond),
      each.median.toFixed(1),
      each.kilobytes.toFixed(1),
    ]),
  );
}

const count = (figure: number): string => Math.round(figure).toLocaleString('en');

function times({ median, min, max, rounds }: Spread): string {
  const written = (milliseconds: number) =>
    milliseconds < 10 ? milliseconds.toFixed(1) : count(milliseconds);
  if (rounds === 1) return written(median);
  return `${written(median)} (${written(min)}–${written(max)})`;
}

/** The first column to the left, the others to the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
