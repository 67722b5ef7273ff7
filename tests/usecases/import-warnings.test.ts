/** What looks wrong in an import is said, after a dry run as well, and never blocks. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { applyDefinition } from '../../lib/usecases/definitions';
import { backends } from '../support/backends';
import { kpi } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { reset } from './reset';
import { SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const WEEKS = [30, 31, 32, 33, 34, 35, 36, 37];
const MONTHLY = define({
  kpis: [
    kpi({
      slug: 'visits',
      accountable: 'site',
      grain: 'month',
      aggregation: 'sum',
      unit: 'visits',
      scale: 1,
      decimals: 0,
    }),
  ],
});

describe.each(backends)('warnings on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    for (const definition of [SHOP, MONTHLY]) {
      await applyDefinition(world.context, definition, { dryRun: false, prune: false });
    }
  });

  const shares = (place: string, last: number) =>
    WEEKS.map((week, i) => `found,2026-W${week},${place},${i === 7 ? last : 80 + (i % 2)},100\n`);
  const file = (rows: readonly string[]) =>
    `kpi,period,place,numerator,denominator\n${rows.join('')}`;

  it('tell of a figure far off, in a dry run and in the import, and not again', async () => {
    const text = file([...shares('', 80), ...shares('yard-1', 1)]);
    const dry = await importText(world.context, text, { dryRun: true });
    expect(dry.warnings).toMatchObject([{ kind: 'far_off', kpi: 'found', period: '2026-W37' }]);
    expect(dry.warnings[0]?.message).toContain(
      '1 in 2026-W37 (yard-1) is far from what is usual, 80:',
    );
    const done = await importText(world.context, text);
    expect(done).toMatchObject({ accepted: 16, rejected: 0, warnings: dry.warnings });
    expect((await importText(world.context, text)).warnings).toEqual([]);
    // The depot opens again: that is usual.
    const again = await importText(world.context, file(['found,2026-W37,yard-1,80,100\n']));
    expect(again).toMatchObject({ superseded: 1, warnings: [] });
  });

  it('tell of targets of 0 that are always met, unless the profile says what 0 means', async () => {
    const text = `kpi,period,numerator,denominator,target\n${WEEKS.map((week) => `found,2026-W${week},8${week % 10},100,${week < 34 ? 75 : 0}\n`).join('')}`;
    const profile = (target: string) =>
      `columns: {kpi: kpi, period: period, numerator: numerator, denominator: denominator, target: ${target}}\ntargetPerPeriod: true`;
    const plain = await importText(world.context, text, {
      profile: profile('target'),
      dryRun: true,
    });
    expect(plain.warnings).toMatchObject([{ kind: 'zero_target', period: '2026-W34', figures: 4 }]);
    const knowing = await importText(world.context, text, {
      profile: profile('{column: target, missing: [0]}'),
    });
    expect(knowing).toMatchObject({ accepted: 8, warnings: [] });
  });

  it('tell of months that are the year to date', async () => {
    const months = (values: readonly number[]) =>
      `kpi,period,value\n${values.map((value, i) => `visits,2026-${String(i + 1).padStart(2, '0')},${value}\n`).join('')}`;
    const monthly = [100, 110, 90, 105, 95, 100, 98];
    let total = 0;
    const toDate = monthly.map((value) => {
      total += value;
      return total;
    });
    expect((await importText(world.context, months(monthly))).warnings).toEqual([]);
    const { warnings } = await importText(world.context, months(toDate));
    expect(warnings).toMatchObject([{ kind: 'year_to_date', kpi: 'visits' }]);
  });
});
