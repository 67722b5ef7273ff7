/**
 * New York's MTA, from its files to every answer: the definition and the profile of the example, the
 * performance feed as it stands, and the right answers that are published beside it.
 */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GET } from '../../app/api/v1/contrast/route';
import { ContrastPage } from '../../components/contrast/contrast';
import type { Database } from '../../db/client';
import { contrastAnswer } from '../../lib/domain/contrast-answer';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { requireContrast } from '../../lib/usecases/contrast';
import { examine } from '../../lib/usecases/doctor';
import { backends } from '../support/backends';
import { sharedData } from '../support/shared-data';
import { signedRequest, signIn } from '../support/signed-in';
import { differences, readExpected } from './expected-contrast';
import { type MatrixRow, matrixOf, shows, type TrendRow, trendOf } from './page';
import {
  apply,
  counts,
  exampleText,
  type Imported,
  importExample,
  loadExample,
  rowsIn,
  throughline,
  type World,
  worldOf,
} from './world';

const PERFORMANCE = sharedData('mta/performance.csv');
const EXPECTED = sharedData('mta/expected-contrast.json');
const skipped = PERFORMANCE === null || EXPECTED === null;
const why = skipped ? ' (skipped: the public data mta is not beside the project)' : '';

/** Months enough to see every journey in every year; all of them are asked where that is cheap. */
const SAMPLE = /-(01|06)$/;

describe.skipIf(skipped).each(backends)(`the MTA on $name${why}`, ({ name, open }) => {
  const months = readExpected(EXPECTED ?? '');
  let database: Database;
  let world: World;
  let first: Imported;
  beforeAll(async () => {
    database = await open();
    // Long after the last month, as the published answers have it: every lag has passed.
    world = worldOf(database, '2012-01-15T12:00:00Z');
    first = await loadExample(world.context, 'mta', PERFORMANCE ?? '');
    holdDatabase(database);
    await signIn(database);
  });
  afterAll(() => releaseDatabase());

  const view = (journey: string, period: string) =>
    requireContrast(world.context, { journey, period });

  it('has four journeys of 41 months to be compared', () => {
    expect(months).toHaveLength(4 * 41);
  });

  it('imports the file as it stands, with one outcome for each of its rows', () => {
    expect(counts(first)).toEqual({
      accepted: 2270,
      superseded: 0,
      unchanged: 0,
      ignored: 4234,
      rejected: 0,
    });
    const outcomes = Object.values(counts(first)).reduce((sum, count) => sum + count, 0);
    expect(outcomes).toBe(rowsIn(PERFORMANCE ?? ''));
  });

  it('answers every journey and month as published', async () => {
    const wrong: string[] = [];
    for (const { journey, month, answer } of months) {
      const found = contrastAnswer(await view(journey, month));
      wrong.push(...differences(found, answer, `${journey} ${month}`));
    }
    expect(wrong).toEqual([]);
  });

  it('answers the same over HTTP', async () => {
    const wrong: string[] = [];
    for (const { journey, month, answer } of months) {
      const url = `http://localhost/api/v1/contrast?journey=${journey}&period=${month}`;
      const response = await GET(signedRequest(url));
      expect(response.status).toBe(200);
      wrong.push(...differences(await response.json(), answer, `${journey} ${month}`));
    }
    expect(wrong).toEqual([]);
  });

  it('answers the same on the command line', async () => {
    const asked = months.filter(({ month }) => name === 'postgres' || SAMPLE.test(month));
    expect(asked.length).toBeGreaterThanOrEqual(28);
    const wrong: string[] = [];
    for (const { journey, month, answer } of asked) {
      const args = ['contrast', '--journey', journey, '--period', month, '--json'];
      const { exit, out, err } = await throughline(database, args);
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      wrong.push(...differences(JSON.parse(out), answer, `${journey} ${month}`));
    }
    expect(wrong).toEqual([]);
  });

  it('says the same on the page: shares, counts and gaps', async () => {
    const byMonth = new Map(months.map((each) => [`${each.journey} ${each.month}`, each.answer]));
    const asked = months.filter(({ month }) => /^(2008-01|2009-12|2010-06|2011-05)$/.test(month));
    expect(asked).toHaveLength(16);
    for (const { journey, month, answer } of asked) {
      const shown = await view(journey, month);
      const page = renderToStaticMarkup(createElement(ContrastPage, { shown }));
      const rows = matrixOf(page);
      for (const { slug, silo, sharedScore, gapPoints } of answer.teams) {
        const team = shown.contrast.teams.find((each) => each.slug === slug)?.name ?? slug;
        const row = rows.get(team);
        expect(row, `${team} in ${month}`).toSatisfy(
          (found: MatrixRow) =>
            isTold(
              found.silo,
              silo.share,
              silo.due === 0 ? 'none due' : `${silo.onTarget} of ${silo.due}`,
            ) &&
            isTold(found.shared, sharedScore, '') &&
            addsUp(found, gapPoints),
        );
      }
      const means = rows.get('What customers get');
      expect(means).toSatisfy((found: MatrixRow) => addsUp(found, answer.alignmentGapPoints));
      if (answer.alignmentGapPoints !== null) {
        // The sentence, the chart and the table tell the gap with the same digits.
        expect(page).toContain(`${means?.gap.replace(/^[+−]/, '')} points`);
      }
      // The line of the trend is that of the months before, each as published.
      const trend = trendOf(page).toReversed();
      expect(trend).toHaveLength(shown.trend.length);
      for (const [i, { period }] of shown.trend.entries()) {
        const published = byMonth.get(`${journey} ${period}`);
        const silo = mean(published?.teams.map((team) => team.silo) ?? []);
        const stages = mean(published?.stages.map((stage) => stage.experience) ?? []);
        expect(trend[i], period).toSatisfy(
          (row: TrendRow) =>
            isShown(row.silo, silo) &&
            isShown(row.stages, stages) &&
            (silo === null || stages === null || isDifference(row, silo - stages)),
        );
      }
    }
  });

  it('shows the thesis: in June 2010 three green teams, one red stage, three watermelons', async () => {
    const { contrast, headline } = await view('bus-trip', '2010-06');
    const maintenance = contrast.teams.filter(({ slug }) => slug.endsWith('-bus-maintenance'));
    expect(maintenance.map(({ silo }) => silo.share)).toEqual([1, 1, 1]);
    expect(contrast.stages.find(({ slug }) => slug === 'bus-trip-wait')?.experience).toMatchObject({
      status: 'off_target',
      onTarget: 0,
      due: 3,
    });
    expect(contrast.cells.filter(({ watermelon }) => watermelon)).toHaveLength(3);
    expect(headline.map(({ text }) => text).join('')).toContain('3 of 9 teams');
  });

  it('leaves what is shown for context and months with a target alone as they are', async () => {
    const wheelchairs = await throughline(database, ['series', 'mta-374955', '--json']);
    const { points } = JSON.parse(wheelchairs.out);
    expect(new Set(points.map(({ status }: { status: string }) => status))).toEqual(
      new Set(['no_target']),
    );
  });

  it('changes nothing when the same files come again, and says so', async () => {
    expect(await apply(world.context, exampleText('mta/definition.yaml'))).toEqual([]);
    const again = await importExample(world.context, 'mta', PERFORMANCE ?? '');
    expect(counts(again)).toEqual({
      accepted: 0,
      superseded: 0,
      unchanged: first.accepted,
      ignored: first.ignored,
      rejected: 0,
    });
    const said = await throughline(database, [
      'import',
      PERFORMANCE ?? '',
      '--profile',
      'examples/mta/profile.yaml',
    ]);
    expect(said.exit).toBe(0);
    expect(said.out).toContain(
      '0 accepted, 0 superseded, 2,270 unchanged, 4,234 ignored, 0 rejected. Nothing changed.',
    );
  });

  it('leaves a database that doctor is content with', async () => {
    expect((await examine(world.context)).flatMap(({ faults }) => faults)).toEqual([]);
  });
});

/** A share in % without its sign, rounded to the digits that it has, and what stands after it. */
function isTold(text: string, share: number | null, after: string): boolean {
  const figure = text.slice(0, text.length - after.length).trim();
  return text.endsWith(after) && (share === null ? figure === '–' : shows(figure, 100 * share));
}

/** The gap as published, and what a reader with a calculator gets from the row. */
function addsUp({ silo, shared, gap }: MatrixRow, exact: number | null): boolean {
  if (exact === null) return gap === '–';
  const between = Number.parseFloat(silo) - Number.parseFloat(shared);
  const decimals = /\.(\d+)/.exec(gap)?.[1]?.length ?? 0;
  return shows(gap, between) && Math.abs(between - exact) <= 10 ** -decimals;
}

/** Of those that enter the mean: rows and stages that are not without data. In %. */
function mean(
  cards: readonly { readonly share: number | null; readonly status?: string }[],
): number | null {
  const shares = cards.flatMap(({ share, status }) =>
    share === null || status === 'no_data' ? [] : [share],
  );
  if (shares.length === 0) return null;
  return (100 * shares.reduce((total, share) => total + share, 0)) / shares.length;
}

/** What a reader with a calculator gets from the two shares as shown, and no further from the truth. */
function isDifference({ silo, stages, gap }: TrendRow, exact: number): boolean {
  const decimals = /\.(\d+)/.exec(gap)?.[1]?.length ?? 0;
  const difference = Number.parseFloat(silo) - Number.parseFloat(stages);
  return shows(gap, difference) && Math.abs(difference - exact) <= 10 ** -decimals;
}

const isShown = (text: string, exact: number | null): boolean =>
  exact === null ? text === 'no data' : shows(text, exact);
