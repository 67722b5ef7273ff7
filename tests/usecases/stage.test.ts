/** Stages and moments say what the contrast says, in the same period, for few questions. */
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { plainText } from '../../lib/domain/sentence';
import { stageAnswer } from '../../lib/domain/stage-answer';
import type { StageView } from '../../lib/domain/stage-view';
import { parseDefinition } from '../../lib/import/definition-file';
import type { Context } from '../../lib/usecases/context';
import { requireContrast } from '../../lib/usecases/contrast';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { loadDemo } from '../../lib/usecases/demo';
import { momentRegister } from '../../lib/usecases/moments';
import { renamedStage, stagePage } from '../../lib/usecases/stage';
import { stageList } from '../../lib/usecases/stages';
import { backends } from '../support/backends';
import { reset } from './reset';
import { type World, worldOf } from './world';

/** A Sunday: the newest week is not over, the one before is. */
const TODAY = '2026-11-22T08:00:00.000Z';
const MOST_QUERIES = 7;
const VIEWS = [{}, { period: '2026-W44' }, { period: '2026-10' }, { segment: 'north' }] as const;

/** Counts what is sent to the database. */
class Tally implements KyselyPlugin {
  count = 0;
  transformQuery: KyselyPlugin['transformQuery'] = ({ node }) => node;
  transformResult: KyselyPlugin['transformResult'] = async ({ result }) => {
    this.count += 1;
    return result;
  };
}

const counts = ({ scorecard, groups }: StageView) => ({
  onTarget: groups.reduce((sum, group) => sum + group.onTarget, 0) === scorecard.onTarget,
  due: groups.reduce((sum, group) => sum + group.due, 0) === scorecard.due,
});

describe.each(backends)('stages and moments on $name', ({ open }) => {
  let database: Database;
  let world: World;
  let context: Context;
  beforeAll(async () => {
    database = await open();
    world = worldOf(database, TODAY);
    context = world.context;
    await reset(database.db);
    await loadDemo(context);
  });
  afterAll(() => database.close());

  it.each(VIEWS)('agree with the contrast in %j', async (query) => {
    const whole = await requireContrast(context, query);
    const list = await stageList(context, query);
    expect(list?.frame.period).toEqual(whole.frame.period);
    for (const { slug, experience, reliability } of whole.contrast.stages) {
      const page = await stagePage(context, slug, query);
      const column = whole.stages.find((each) => each.slug === slug);
      expect(page.frame.period, slug).toEqual(whole.frame.period);
      expect(page.scorecard, slug).toEqual(experience);
      expect(page.reliabilityShare, slug).toBe(reliability);
      expect(page.column, slug).toEqual(column);
      expect(page.strip.map(({ status }) => status)).toEqual(
        whole.contrast.stages.map((stage) => stage.experience.status),
      );
      expect(counts(page), slug).toEqual({ onTarget: true, due: true });
      const line = list?.lines.find((each) => each.slug === slug);
      expect(line?.scorecard, slug).toEqual(experience);
      expect(line?.history, slug).toEqual(column?.history);
      const cells = whole.contrast.cells.filter((cell) => cell.stage === slug);
      expect(
        page.teams.map(({ slug: team, basis, status, watermelon }) => ({
          team,
          basis,
          status,
          watermelon,
        })),
      ).toEqual(
        expect.arrayContaining(
          cells.map(({ team, basis, status, watermelon }) => ({ team, basis, status, watermelon })),
        ),
      );
      expect(page.teams).toHaveLength(cells.length);
      // Shares of the demo are unweighted: the counts give them.
      for (const { slug: team, onTarget, due } of page.teams) {
        const share = cells.find((cell) => cell.team === team)?.share ?? null;
        expect(due === 0 ? null : onTarget / due, `${team} in ${slug}`).toBe(share);
      }
    }
  });

  it('tell the story of the new receiving screen from its start', async () => {
    const page = await stagePage(context, 'receive', {});
    expect(plainText(page.finding)).toBe(
      'Receive is off target since W43, 1 week after “New receiving screen, 12 stores” (12 Oct): 1 of 4 customer KPIs is met.',
    );
    expect(plainText(page.reliability)).toBe('For 87 of 100 customers the whole stage went right.');
    expect(page.origins.map(({ of }) => of.slug)).toEqual(['delivered-on-promised-day']);
    const [origin] = page.origins;
    expect(origin?.steps.find(({ role }) => role === 'start')).toMatchObject({
      kpi: { slug: 'in-stock-as-shown-online' },
      team: { slug: 'supply-chain', lead: 'P. Nowak' },
      link: { evidence: 'proven' },
    });
    expect(page.silo.find(({ kpi }) => kpi.slug === 'stock-record-correct')).toMatchObject({
      status: 'on_target',
      greenUpstreamOf: { slug: 'in-stock-as-shown-online', evidence: 'suspected' },
    });
    expect(page.notes[0]?.text).toBe('New receiving screen, 12 stores');
    expect(page.gaps.map(({ gap }) => gap)).toEqual([
      { kind: 'moment_without_kpi', moment: 'hundredth-order', stage: 'receive' },
    ]);
    expect(page.figures).toMatchObject({ in: 11, of: 11 });
  });

  it('say nothing of where it starts while the period is in progress', async () => {
    const page = await stagePage(context, 'receive', { period: '2026-W47' });
    expect(plainText(page.finding)).toBe('Receive is not judged yet: W47 is in progress.');
    expect(page.origins).toEqual([]);
    expect(page.moments.map(({ since }) => since)).toEqual([null, null, null]);
  });

  it('give the register of moments the status and order that their pages give', async () => {
    const register = await momentRegister(context, {});
    expect(register?.of).toBe(18);
    expect(register?.prioritised).toEqual({ count: 18, fewest: 10, most: 20 });
    for (const { slug } of register?.stages ?? []) {
      const page = await stagePage(context, slug, {});
      const items = register?.items.filter(({ stage }) => stage.slug === slug) ?? [];
      const facts = ({ slug: moment, status, since }: (typeof page.moments)[number]) =>
        `${moment} ${status} ${since}`;
      expect(new Set(page.moments.map(facts))).toEqual(
        new Set(items.map(({ slug: moment, status, since }) => `${moment} ${status} ${since}`)),
      );
    }
    expect(register?.items.slice(0, 3).map(({ slug }) => slug)).toEqual([
      'checks-stock',
      'first-delivery',
      'third-contact',
    ]);
    const critical = await momentRegister(context, { critical: 'yes', stage: 'receive' });
    expect(critical?.items.map(({ slug }) => slug)).toEqual(['first-delivery']);
    expect(critical?.of).toBe(18);
    await expect(momentRegister(context, { kind: 'third' })).rejects.toThrow(
      'kind is "third"; it must be one of zero, first, second, ultimate.',
    );
  });

  it(`ask the database at most ${MOST_QUERIES} times`, async () => {
    const asked = async (work: (counted: Context) => Promise<unknown>) => {
      const tally = new Tally();
      await work({ ...context, db: database.db.withPlugin(tally) });
      return tally.count;
    };
    for (const query of [{}, { asOf: '2026-11-20' }, { segment: 'north' }]) {
      expect(await asked((c) => stagePage(c, 'receive', query))).toBeLessThanOrEqual(MOST_QUERIES);
      expect(await asked((c) => stageList(c, query))).toBeLessThanOrEqual(MOST_QUERIES);
      expect(await asked((c) => momentRegister(c, query))).toBeLessThanOrEqual(MOST_QUERIES);
    }
  });

  it('answer the API with the same facts', async () => {
    const page = await stagePage(context, 'get-help', {});
    const answer = stageAnswer(page);
    expect(answer.experience).toEqual(page.scorecard);
    expect(answer.kpis.map(({ kpi }) => kpi)).toHaveLength(
      page.groups.reduce((sum, { shown, steady }) => sum + shown.length + steady.length, 0),
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });

  it('follow a stage to its new name, and say of a retired one that it is gone', async () => {
    const read = parseDefinition(await exportDefinition(context));
    if ('faults' in read) throw new Error('an export is a definition');
    const { definition } = read;
    const renamed = {
      ...definition,
      renames: [{ entity: 'stage', from: 'receive', to: 'get-it' }] as const,
      stages: definition.stages.map((stage) =>
        stage.slug === 'receive' ? { ...stage, slug: 'get-it' } : stage,
      ),
      moments: definition.moments.map((moment) =>
        moment.stage === 'receive' ? { ...moment, stage: 'get-it' } : moment,
      ),
      kpis: definition.kpis.map((kpi) => ({
        ...kpi,
        stages: kpi.stages.map((mapping) =>
          mapping.stage === 'receive' ? { ...mapping, stage: 'get-it' } : mapping,
        ),
      })),
    };
    await applyDefinition(context, renamed, { dryRun: false, prune: false });
    await expect(stagePage(context, 'receive', {})).rejects.toMatchObject({
      code: 'unknown_stage',
      status: 404,
    });
    expect(await renamedStage(context, 'receive')).toBe('get-it');
    expect(await renamedStage(context, 'never')).toBeNull();
    expect((await stagePage(context, 'get-it', {})).scorecard.due).toBe(4);

    const retired = {
      ...renamed,
      renames: [],
      stages: renamed.stages.map((stage) =>
        stage.slug === 'choose' ? { ...stage, retired: true } : stage,
      ),
    };
    await applyDefinition(context, retired, { dryRun: false, prune: false });
    await expect(stagePage(context, 'choose', {})).rejects.toThrow(
      'Choose is no longer a stage of Buy and own: it was retired.',
    );
  });
});
