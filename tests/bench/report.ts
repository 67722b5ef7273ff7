/** What was measured, as a table, and what of it breaks a promise. */
import type { Following } from './following';
import type { Imports, ImportWay } from './imports';
import type { Machine } from './machine';
import { median, ratioOf, type Spread, spreadOf } from './measure';
import type { Answer } from './served';
import type { Writes } from './writes';

/** What is promised of pages whose view is remembered, and of the start. Milliseconds, MiB, times. */
const PROMISED = {
  besidesSql: 60,
  sqlRatio: 1.2,
  demo: 150,
  drawn: 1.3,
  firstPage: 2_500,
  idle: 200,
  csv: 0.25,
  ndjson: 0.15,
  heard: 200,
  allHeard: 1_000,
  following: 200,
} as const;

/** Pages that promises are made of. */
const PROMISED_PAGES = ['contrast', 'stage', 'team', 'KPI', 'agenda of a review'];

export interface MeasuredPage {
  readonly name: string;
  readonly tenth: PageFigures;
  readonly full: PageFigures;
  readonly demo: PageFigures;
}

/** Round by round. */
export interface PageFigures {
  /** After a change, when the view has to be made; empty of the demo. */
  readonly anew: readonly Answer[];
  /** When nothing has changed since. */
  readonly again: readonly Answer[];
}

/** Milliseconds, round by round. */
export interface Drawing {
  /** A page of Next that shows one word. */
  readonly empty: readonly number[];
  readonly pages: readonly { readonly name: string; readonly samples: readonly number[] }[];
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
  /** On PostgreSQL at the full size: milliseconds, and MiB where it is known. */
  readonly start: { readonly firstPage: number; readonly idle: number | null };
  readonly pages: readonly MeasuredPage[];
  readonly drawing: Drawing;
  readonly writes: { readonly tenth: Writes; readonly full: Writes };
  readonly imports: Imports;
  readonly following: Following;
  readonly seconds: number;
}

type Judged = Pick<Measured, 'pages' | 'drawing' | 'start' | 'following'>;

const all = (answers: readonly Answer[]) => answers.map((answer) => answer.all);
const sql = (answers: readonly Answer[]) => answers.map((answer) => answer.sql);
const besides = (answers: readonly Answer[]) => answers.map((answer) => answer.all - answer.sql);

/** Promises that are broken, each in a sentence. */
export function brokenPromises({ pages, drawing, start, following }: Judged): readonly string[] {
  const broken: string[] = [];
  const atMost = (what: string, found: number | null, promised: number, unit: string) => {
    if (found === null || found <= promised) return;
    broken.push(
      `${what}: ${found.toFixed(found < 10 ? 2 : 0)}${unit}; promised is ${promised}${unit}.`,
    );
  };
  for (const { name, tenth, full, demo } of pages) {
    if (!PROMISED_PAGES.includes(name)) continue;
    atMost(`${name}, time besides SQL`, median(besides(full.again)), PROMISED.besidesSql, ' ms');
    atMost(
      `${name}, SQL at the full size to a tenth`,
      ratioOf(sql(full.again), sql(tenth.again)),
      PROMISED.sqlRatio,
      ' times',
    );
    atMost(`${name} of the demo on PGlite`, median(all(demo.again)), PROMISED.demo, ' ms');
  }
  for (const { name, samples } of drawing.pages) {
    const ratio = ratioOf(samples, drawing.empty);
    atMost(`${name} drawn, to an empty page`, ratio, PROMISED.drawn, ' times');
  }
  atMost('a change to the middle of those who follow', following.median, PROMISED.heard, ' ms');
  atMost('a change to the last who follows', following.longest, PROMISED.allHeard, ' ms');
  atMost('memory of those who follow', following.memory, PROMISED.following, ' MiB');
  atMost('start to the first page', start.firstPage, PROMISED.firstPage, ' ms');
  atMost('memory at rest', start.idle, PROMISED.idle, ' MiB');
  return broken;
}

/** The whole report in plain text. */
export function reportOf(measured: Measured): string {
  const { machine, load, tenth, full, start } = measured;
  const sizes = [tenth, full]
    .map(
      ({ figures, kpis, weeks, segments, appending, rollingUp }) =>
        `${count(figures)} figures: ${kpis} KPIs × ${weeks} weeks × ${segments} segments, appended in ${appending.toFixed(1)} s, rolled up in ${rollingUp.toFixed(1)} s`,
    )
    .join('\n');
  const idle = start.idle === null ? 'unknown' : `${count(start.idle)} MiB`;
  return [
    `Throughline bench, ${measured.date}, ${Math.round(measured.seconds)} s`,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGib} GiB, Node ${machine.node}, load ${load.before.toFixed(1)} to ${load.after.toFixed(1)}`,
    `PostgreSQL ${machine.postgres}, shared_buffers ${machine.sharedBuffers}; the demo on PGlite`,
    sizes,
    `Start to the first page ${times(spreadOf([start.firstPage]))} ms, memory at rest ${idle}, on PostgreSQL at the full size.`,
    '',
    'Over HTTP, milliseconds: middle (least to most). SQL is what the server waits for, rows read included.',
    'Anew: after a change, when the view has to be made. Again: nothing has changed since.',
    '',
    pagesTable(measured),
    '',
    drawingTable(measured.drawing),
    '',
    writesTable(measured),
    '',
    importsTable(measured.imports),
    '',
    followingLine(measured.following),
  ].join('\n');
}

function pagesTable({ tenth, full, pages }: Measured): string {
  return table(
    [
      ...['page', `anew ${count(tenth.figures)}`, 'of it SQL', `anew ${count(full.figures)}`],
      ...['of it SQL', 'again, besides SQL', 'SQL', 'SQL to a tenth', 'kB', 'gzip', 'demo again'],
    ],
    pages.map((page) => [
      page.name,
      times(spreadOf(all(page.tenth.anew))),
      times(spreadOf(sql(page.tenth.anew))),
      times(spreadOf(all(page.full.anew))),
      times(spreadOf(sql(page.full.anew))),
      times(spreadOf(besides(page.full.again))),
      times(spreadOf(sql(page.full.again))),
      ratioOf(sql(page.full.again), sql(page.tenth.again)).toFixed(2),
      count(median(page.full.again.map(({ kilobytes }) => kilobytes))),
      count(median(page.full.again.map(({ compressed }) => compressed))),
      times(spreadOf(all(page.demo.again))),
    ]),
  );
}

function drawingTable({ empty, pages }: Drawing): string {
  return table(
    ['drawn in Chromium, from the request', 'ms', 'to an empty page'],
    [
      ['an empty page of Next', times(spreadOf(empty)), ''],
      ...pages.map(({ name, samples }) => [
        name,
        times(spreadOf(samples)),
        ratioOf(samples, empty).toFixed(2),
      ]),
    ],
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

/** What imports of many figures break. */
export function brokenImports({ csv, ndjson }: Imports): readonly string[] {
  const atLeast = (what: string, { ratio }: ImportWay, promised: number) =>
    ratio >= promised
      ? []
      : [`${what}, rows per second to copy: ${ratio.toFixed(3)}; promised is ${promised}.`];
  return [
    ...atLeast('import of CSV', csv, PROMISED.csv),
    ...atLeast('import of NDJSON over HTTP', ndjson, PROMISED.ndjson),
  ];
}

export function importsTable({ figures, csv, ndjson }: Imports): string {
  const row = (name: string, { seconds, copying, ratio, rollingUp, peak }: ImportWay) => [
    name,
    seconds.toFixed(1),
    count(figures / seconds),
    copying.toFixed(1),
    ratio.toFixed(3),
    rollingUp === null ? 'not known' : `${((100 * rollingUp) / seconds).toFixed(0)} %`,
    peak === null ? 'not known' : `${count(peak)} MiB`,
  ];
  return table(
    [
      `${count(figures)} figures at once`,
      ...['s', 'rows a second', 'copy, s', 'to copy', 'of it the roll-up', 'memory on top'],
    ],
    [row('CSV', csv), row('NDJSON over HTTP', ndjson)],
  );
}

function followingLine({ followers, changes, median, longest, memory }: Following): string {
  const more = memory === null ? '' : `; ${count(memory)} MiB of memory on top`;
  return `${count(followers)} who follow a review hear of a change after ${count(median)} ms, the last after ${count(longest)} ms (${changes} changes)${more}.`;
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
