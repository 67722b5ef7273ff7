/** A small organisation, files of figures for it, and what of them is in the database. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { sql } from 'kysely';

import type { Database } from '../../db/client';
import { now } from '../../lib/runtime';
import { contextOf, operator } from '../../lib/usecases/context';
import { examine } from '../../lib/usecases/doctor';
import type { Place } from '../support/backends';
import { runHere } from '../support/terminal';

const KPIS = 20;
const DAYS = 400;
const DAY_MS = 86_400_000;
/** How many figures each file brings. */
export const ROWS = KPIS * DAYS;

const slugs = Array.from({ length: KPIS }, (_, index) => `kpi-${index}`);

const DEFINITION = `
organisation: { name: Stress, timeZone: Europe/Berlin, locale: en-GB }
teams: [{ slug: team, name: Team }]
journeys: [{ slug: journey, name: Journey, stages: [{ slug: stage, name: Stage }] }]
kpis:
${slugs
  .map(
    (slug) =>
      `  - { slug: ${slug}, name: ${slug}, unit: minutes, grain: day, aggregation: mean, ` +
      'direction: lower, lens: experience, accountable: team, stages: [stage] }\n',
  )
  .join('')}`;

export interface World {
  readonly env: Place['env'];
  /** Path of the file with this number; each has days of its own. */
  file(number: number): string;
  /** Path of a file with ten times as many figures. */
  longFile(): string;
  /** Number of figures in the database from each file, by its number. */
  figures(): Promise<ReadonlyMap<number, number>>;
  /** The same, and what the doctor finds wrong. */
  examine(): Promise<{
    readonly figures: ReadonlyMap<number, number>;
    readonly faults: readonly string[];
  }>;
  remove(): Promise<void>;
}

export async function worldAt(place: Place): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-figures-'));
  const definition = join(folder, 'definition.yaml');
  writeFileSync(definition, DEFINITION);
  const { code, err } = await runHere(['apply', definition], place.open);
  if (code !== 0) throw new Error(err);
  const write = (name: string, days: number, first: number) => {
    const path = join(folder, name);
    writeFileSync(path, figuresOf(days, first));
    return path;
  };
  return {
    env: place.env,
    file: (number) => write(`${number}.csv`, DAYS, number * DAYS),
    longFile: () => write('99.csv', 10 * DAYS, -10 * DAYS),
    figures: () => inDatabase(place, countByFile),
    examine: () =>
      inDatabase(place, async (opened) => {
        const findings = await examine(contextOf(opened.db, operator('a test'), now));
        return {
          figures: await countByFile(opened),
          faults: findings.flatMap(({ faults }) => faults),
        };
      }),
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
      await place.remove();
    },
  };
}

async function inDatabase<T>(place: Place, work: (opened: Database) => Promise<T>): Promise<T> {
  const opened = await place.open();
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

function figuresOf(days: number, first: number): string {
  const lines = ['kpi,period,value'];
  for (let day = first; day < first + days; day++) {
    const period = new Date(Date.UTC(2000, 0, 1) + day * DAY_MS).toISOString().slice(0, 10);
    for (const [index, slug] of slugs.entries()) {
      lines.push(`${slug},${period},${(day * 7 + index * 13) % 101}.25`);
    }
  }
  return `${lines.join('\n')}\n`;
}

async function countByFile({ db }: Database): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ name: string; figures: number }>`
    select i.name, count(*) as figures from observation o join import i on i.id = o.import_id
    group by i.name`.execute(db);
  return new Map(rows.map(({ name, figures }) => [Number(basename(name, '.csv')), figures]));
}
