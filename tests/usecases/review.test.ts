/** A whole review: its agenda from the figures, its moment pinned, its minutes for good. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { NOTHING_TYPED } from '../../lib/domain/action-request';
import { readMinutes } from '../../lib/domain/minutes';
import { minutesPdf } from '../../lib/pdf/minutes';
import { typefaces } from '../../lib/runtime';
import { closeAction, openAction } from '../../lib/usecases/act';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { minutesPage, minutesText } from '../../lib/usecases/minutes';
import { reviewPage } from '../../lib/usecases/review';
import { closeReview, correctMinutes } from '../../lib/usecases/review/close';
import { decide, markItem, notePresent, saveNote, showItem } from '../../lib/usecases/review/meet';
import { openReview } from '../../lib/usecases/review/open';
import {
  changeSeries,
  retireSeries,
  reviewList,
  seriesPage,
  startSeries,
} from '../../lib/usecases/reviews';
import { backends } from '../support/backends';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const SERIES = {
  name: 'Weekly « review »',
  journey: 'order',
  cadence: 'week',
  weekday: '1',
  startsAt: '09:00',
  timeZone: 'Pacific/Auckland',
  chair: 'Ana, COO',
  members: 'Zoë\nJ. Müller',
};

const ACTION = {
  ...NOTHING_TYPED,
  text: 'Roll back',
  team: 'shops',
  due: '2026-10-30',
  kpi: 'delivered',
};

describe.each(backends)('reviews on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-10-20T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await startSeries(world.context, SERIES);
    world.at('2026-10-26T08:00:00.000Z');
    await importText(world.context, FIGURES);
  });

  async function held(key = '2026-W43', item?: string) {
    const page = await reviewPage(world.context, key, { item });
    if (page.state !== 'held') throw new Error(`it is ${page.state}`);
    return page.view;
  }

  it('are due, missed, and held in the zone of their series', async () => {
    const entries = async () =>
      (await reviewList(world.context)).series[0]?.entries.map(({ period, state, meetsAt }) => [
        period.key,
        state,
        meetsAt,
      ]);
    expect(await entries()).toEqual([
      ['2026-W44', 'coming', '2026-11-01T20:00:00.000Z'],
      ['2026-W43', 'due', '2026-10-25T20:00:00.000Z'],
    ]);
    world.at('2026-11-02T08:00:00.000Z');
    expect((await entries())?.map(([, state]) => state)).toEqual(['coming', 'due', 'missed']);
  });

  it('keep the figures of their moment, and name what was restated', async () => {
    await openReview(world.context, '2026-W43', undefined);
    await expect(openReview(world.context, '2026-W43', undefined)).rejects.toMatchObject({
      code: 'review_open',
    });
    const kinds = (await held()).agenda.map(({ kind }) => kind);
    expect(kinds.at(-1)).toBe('decisions');
    expect(kinds).toContain('routine');
    const before = await held('2026-W43', String(kinds.indexOf('routine') + 1));
    const shown = before.shown.items.map(({ kpi, value }) => [kpi.slug, value]);
    expect(shown).toContainEqual(['delivered', 70]);
    world.at('2026-10-26T09:00:00.000Z');
    await importText(
      world.context,
      'kpi,period,numerator,denominator\ndelivered,2026-W43,99,100\n',
    );
    const after = await held('2026-W43', String(kinds.indexOf('routine') + 1));
    expect(after.shown.items.map(({ kpi, value }) => [kpi.slug, value])).toEqual(shown);
    await closeReview(world.context, '2026-W43', undefined);
    const { restated } = await minutesPage(world.context, '2026-W43', undefined);
    expect(restated).toMatchObject([{ kpi: { slug: 'delivered' }, shown: 70, known: 99 }]);
  });

  it('carry an action over without a copy, and keep the first minutes to the byte', async () => {
    await openReview(world.context, '2026-W43', undefined);
    const first = await held();
    const id = await openAction(world.context, ACTION, first.review.id);
    await decide(world.context, first.review.id, first.agenda[0]?.id ?? 0, {
      text: 'Stop installs',
      by: 'Logistics',
    });
    await closeReview(world.context, '2026-W43', undefined);
    const minutes = async () => (await minutesPage(world.context, '2026-W43', undefined)).links[0];
    const written = await minutes();
    const onPaper = async () =>
      minutesPdf(await minutesPage(world.context, '2026-W43', undefined), {
        paper: 'a4',
        typefaces: typefaces(),
      });
    const printed = await onPaper();
    expect(readMinutes(written?.content ?? '').actions).toMatchObject([
      { id, state: 'open', isNew: true },
    ]);
    world.at('2026-11-02T08:00:00.000Z');
    await openReview(world.context, '2026-W44', undefined);
    const next = await held('2026-W44');
    expect(next.agenda[0]).toMatchObject({
      kind: 'promises',
      subtitle: expect.stringContaining('1 late'),
    });
    expect(next.shown.actions).toMatchObject([
      { id, openedIn: { period: '2026-W43' }, daysLate: 3 },
    ]);
    await closeAction(
      world.context,
      id,
      { state: 'done', outcome: 'All 12 stores' },
      { version: 1, review: next.review.id },
    );
    expect((await held('2026-W44')).shown.actions).toMatchObject([{ id, state: 'done' }]);
    await closeReview(world.context, '2026-W44', undefined);
    expect(await minutes()).toEqual(written);
    expect(Buffer.compare(await onPaper(), printed)).toBe(0);
    const { rows } = await sql`select 1 from action`.execute(database.db);
    expect(rows).toHaveLength(1);
    expect(await minutesText(world.context, '2026-W43', undefined)).toContain(
      'Decided:** Stop installs',
    );
  });

  it('lose nothing that two people type in one note', async () => {
    await openReview(world.context, '2026-W43', undefined);
    const { review, agenda } = await held();
    const item = agenda[0]?.id ?? 0;
    const { note } = await saveNote(world.context, review.id, item, { base: '', text: 'one\ntwo' });
    await saveNote(world.context, review.id, item, { base: note, text: 'one!\ntwo' });
    await saveNote(world.context, review.id, item, { base: note, text: 'one\ntwo\nthree' });
    const both = (await held()).agenda[0]?.note ?? '';
    expect(both).toBe('one!\ntwo\nthree');
    await Promise.all(
      ['a', 'b'].map((text) =>
        saveNote(world.context, review.id, item, { base: both, text: `${text}\n${both}` }),
      ),
    );
    expect((await held()).agenda[0]?.note.split('\n').toSorted()).toEqual(
      ['a', 'b', 'one!', 'three', 'two'].toSorted(),
    );
  });

  it('count time, and tell of every change those who follow', async () => {
    await openReview(world.context, '2026-W43', undefined);
    const { review, agenda } = await held();
    const heard: string[] = [];
    const stop = await database.listen('throughline_review', (payload) => heard.push(payload));
    world.at('2026-10-26T08:02:00.000Z');
    await showItem(world.context, review.id, agenda[1]?.id ?? 0);
    await markItem(world.context, review.id, agenda[0]?.id ?? 0, 'done');
    await notePresent(world.context, review.id, 'Ana\nZoë, Ana');
    const now = await held();
    expect(now.current?.id).toBe(agenda[1]?.id);
    expect(now.agenda[0]).toMatchObject({ spentSeconds: 120, state: 'done' });
    expect(now.review.present).toEqual(['Ana', 'Zoë']);
    await expect.poll(() => heard).toEqual([2, 3, 4].map((version) => `${review.id} ${version}`));
    await stop();
  });

  it('stay as they were when their series is changed, and when it is ended', async () => {
    await openReview(world.context, '2026-W43', undefined);
    const [{ series } = { series: null }] = (await reviewList(world.context)).series;
    const slug = series?.slug ?? '';
    await expect(retireSeries(world.context, slug, true)).rejects.toMatchObject({
      code: 'review_open',
    });
    await closeReview(world.context, '2026-W43', slug);
    const minutes = async () => (await minutesPage(world.context, '2026-W43', slug)).links;
    const written = await minutes();
    const other = { ...SERIES, name: 'Monday’s', chair: 'Zoë', weekday: '4', timeZone: 'UTC' };
    await changeSeries(world.context, slug, { ...other, journey: '', cadence: 'quarter' });
    expect((await seriesPage(world.context, slug)).typed).toMatchObject({
      ...other,
      journey: 'order',
      cadence: 'week',
    });
    const entries = async () => (await reviewList(world.context)).series[0]?.entries ?? [];
    expect((await entries()).map(({ meetsAt, state }) => [meetsAt, state])).toEqual([
      ['2026-11-05T09:00:00.000Z', 'coming'],
      // The moment that was pinned, after the last import.
      ['2026-10-26T08:00:00.001Z', 'closed'],
    ]);
    await retireSeries(world.context, slug, true);
    expect((await entries()).map(({ state }) => state)).toEqual(['closed']);
    expect(await minutes()).toEqual(written);
    world.at('2026-11-05T09:00:00.000Z');
    await expect(openReview(world.context, '2026-W44', slug)).rejects.toMatchObject({
      code: 'series_retired',
    });
    await retireSeries(world.context, slug, false);
    await openReview(world.context, '2026-W44', slug);
    expect((await held('2026-W44')).review.present).toEqual(['Zoë', 'J. Müller']);
  });

  it('are chained, so that a byte changed by hand is found', async () => {
    await openReview(world.context, '2026-W43', undefined);
    await closeReview(world.context, '2026-W43', undefined);
    await correctMinutes(world.context, '2026-W43', undefined, 'Ana was there too.');
    const { links } = await minutesPage(world.context, '2026-W43', undefined);
    expect(links.map(({ kind }) => kind)).toEqual(['minutes', 'correction']);
    expect(links[1]?.hashBefore).toBe(links[0]?.hash);
    const faults = async () =>
      (await examine(world.context)).find(({ check }) => check.includes('minutes'))?.faults;
    expect(await faults()).toEqual([]);
    const review = (await held().catch(() => null))?.review.id ?? 1;
    await expect(saveNote(world.context, review, 1, { base: '', text: 'x' })).rejects.toMatchObject(
      {
        code: 'review_closed',
      },
    );
    await expect(
      sql`update minutes_link set content = replace(content, '70', '80')`.execute(database.db),
    ).rejects.toThrow('append-only');
    await database.db.transaction().execute(async (tx) => {
      await sql`select set_config('throughline.maintenance', 'on', true)`.execute(tx);
      await sql`update minutes_link set content = replace(content, ':70', ':71') where number = 1`.execute(
        tx,
      );
    });
    expect(await faults()).toHaveLength(1);
  });
});
