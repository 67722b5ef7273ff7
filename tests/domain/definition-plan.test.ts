import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kpi } from '../../lib/domain/catalog';
import type { Definition, MergeOptions } from '../../lib/domain/definition';
import { checkDefinition } from '../../lib/domain/definition-check';
import { type DefinitionPlan, planDefinition } from '../../lib/domain/definition-plan';
import {
  day,
  EMPTY_CATALOG,
  journey,
  kpi,
  moment,
  NO_BOUNDS,
  stage,
  target,
  team,
} from '../support/catalog-facts';
import { define, SMALL } from '../support/definition-facts';

/** A Sunday; its week began on 2026-11-16. */
const TODAY = day('2026-11-22');
const KEEP: MergeOptions = { prune: false };
const PRUNE: MergeOptions = { prune: true };

const CURRENT = planDefinition(EMPTY_CATALOG, SMALL, TODAY, KEEP).merged;

const planned = (over: Partial<Definition>, options = KEEP, current = CURRENT): DefinitionPlan =>
  planDefinition(current, define(over), TODAY, options);

/** `change kpi picked: weight` for each item. */
const said = ({ items }: DefinitionPlan): readonly string[] =>
  items.map(
    ({ action, entity, slug, fields }) =>
      `${action} ${entity}${slug === '' ? '' : ` ${slug}`}: ${fields.map(({ field }) => field).join(', ')}`,
  );

const smallKpi = (slug: string) => {
  const found = SMALL.kpis.find((each) => each.slug === slug);
  if (found === undefined) throw new RangeError(slug);
  return found;
};

describe('planDefinition', () => {
  it('creates everything in an empty catalogue, in the order of kinds', () => {
    const plan = planDefinition(EMPTY_CATALOG, SMALL, TODAY, KEEP);
    expect(plan.items.map(({ action, entity, slug }) => `${action} ${entity} ${slug}`)).toEqual([
      'change organisation ',
      'create team ops',
      'create team depot',
      'create journey j',
      'create stage buy',
      'create stage receive',
      'create moment door',
      'create dimension region',
      'create segment region/north',
      'create segment region/south',
      'create place depot-1',
      'create kpi on-time',
      'create kpi picked',
      'create kpi temperature',
      'create target on-time/week/2026-01-05',
      'create target on-time/week/segment=north/place=depot-1/2026-01-05',
      'create target picked/month/2026-01-05',
      'create target temperature/week/2026-01-05',
      'create annotation on-time/2026-10-26/New receiving screen',
    ]);
    expect(plan.items[0]?.fields).toEqual([
      { field: 'name', before: EMPTY_CATALOG.organisation.name, after: 'Dämmerung & Söhne' },
      { field: 'timeZone', before: 'Europe/Paris', after: 'Europe/Berlin' },
    ]);
    expect(plan.items[2]?.fields).toEqual([
      { field: 'lead', before: null, after: 'Zoë O’Neill' },
      { field: 'name', before: null, after: 'depot' },
      { field: 'parent', before: null, after: 'ops' },
      { field: 'retired', before: null, after: false },
      { field: 'siloWithheld', before: null, after: false },
    ]);
  });

  it('plans nothing when the same file is applied again, pruned or not', () => {
    for (const options of [KEEP, PRUNE]) {
      const again = planDefinition(CURRENT, SMALL, day('2027-03-01'), options);
      expect(again.items).toEqual([]);
      expect(again.write).toEqual(define({}));
      expect(again.removedTargets).toEqual([]);
      expect(again.merged).toEqual(CURRENT);
    }
  });

  it('leaves alone what the file does not name', () => {
    expect(planned({}).items).toEqual([]);
  });

  it('says an entity whole: what the file leaves out of it has its default', () => {
    const plan = planned({ teams: [team({ slug: 'depot', name: 'Depot' })] });
    expect(plan.items).toEqual([
      {
        action: 'change',
        entity: 'team',
        slug: 'depot',
        fields: [
          { field: 'lead', before: 'Zoë O’Neill', after: null },
          { field: 'name', before: 'depot', after: 'Depot' },
          { field: 'parent', before: 'ops', after: null },
        ],
      },
    ]);
  });

  it('changes only those settings of the organisation that the file has', () => {
    const plan = planned({ organisation: { smallestN: 20 } });
    expect(plan.items[0]?.fields).toEqual([{ field: 'smallestN', before: 10, after: 20 }]);
    expect(plan.merged.organisation.timeZone).toBe('Europe/Berlin');
  });

  it('retires what the file retires, and takes it back', () => {
    const retired = planned({ teams: [team({ slug: 'ops', retired: true })] });
    expect(said(retired)).toEqual(['retire team ops: retired']);
    expect(said(planned({ teams: [team({ slug: 'ops' })] }, KEEP, retired.merged))).toEqual([
      'change team ops: retired',
    ]);
  });

  it('ignores the order of lists whose order means nothing', () => {
    const links = {
      contributing: ['x', 'depot'],
      upstream: [
        { kpi: 'on-time', evidence: 'proven', note: 'é' },
        { kpi: 'temperature', evidence: 'suspected', note: null },
      ],
      stages: [
        { stage: 'buy', critical: false, reliability: false },
        { stage: 'receive', critical: true, reliability: false },
      ],
    } as const;
    const first = planned({ kpis: [{ ...smallKpi('picked'), ...links }] });
    const turned = {
      contributing: links.contributing.toReversed(),
      upstream: links.upstream.toReversed(),
      stages: links.stages.toReversed(),
    };
    expect(said(first)).toEqual(['change kpi picked: contributing, stages, upstream']);
    expect(
      planned({ kpis: [{ ...smallKpi('picked'), ...turned }] }, KEEP, first.merged).items,
    ).toEqual([]);
  });

  it('writes whole lists of the kinds that change, and nothing of the others', () => {
    const { write } = planned({
      places: [{ slug: 'depot-2', name: 'Dépôt 2', kind: null, retired: false }],
    });
    expect(write.places.map(({ slug }) => slug)).toEqual(['depot-1', 'depot-2']);
    expect({ ...write, places: [] }).toEqual(define({}));
  });

  it('compares by what is meant, not by handles of the database', () => {
    const withIds = { ...CURRENT, teams: CURRENT.teams.map((each, i) => ({ ...each, id: i + 7 })) };
    expect(planDefinition(withIds, SMALL, TODAY, KEEP).items).toEqual([]);
  });
});

describe('who answers', () => {
  const history: Kpi['accountable'] = [
    { team: 'ops', from: null },
    { team: 'depot', from: day('2026-06-01') },
  ];
  const one = (slug: string): Kpi['accountable'] => [{ team: slug, from: null }];
  const given = (before: Kpi['accountable'], file: Kpi['accountable'], over: Partial<Kpi> = {}) => {
    const known = { ...smallKpi('picked'), accountable: before };
    const current = { ...CURRENT, kpis: [known] };
    const plan = planned({ kpis: [{ ...known, accountable: file, ...over }] }, KEEP, current);
    return { plan, accountable: plan.merged.kpis[0]?.accountable };
  };

  it('stays as it was when the file names who answers last', () => {
    const { plan, accountable } = given(history, one('depot'));
    expect(accountable).toEqual(history);
    expect(plan.items).toEqual([]);
  });

  it.each([
    ['week', '2026-11-16'],
    ['day', '2026-11-22'],
    ['month', '2026-11-01'],
    ['quarter', '2026-10-01'],
    ['year', '2026-01-01'],
  ] as const)('changes hands on the first day of the present %s', (grain, from) => {
    expect(given(one('ops'), one('depot'), { grain }).accountable).toEqual([
      { team: 'ops', from: null },
      { team: 'depot', from: day(from) },
    ]);
  });

  it('keeps what was before, and says the change', () => {
    const { plan, accountable } = given(history, one('ops'));
    expect(accountable).toEqual([...history, { team: 'ops', from: day('2026-11-16') }]);
    expect(plan.items).toEqual([
      {
        action: 'change',
        entity: 'kpi',
        slug: 'picked',
        fields: [{ field: 'accountable', before: history, after: accountable }],
      },
    ]);
  });

  it('follows the fiscal year that the file brings along', () => {
    const known = { ...smallKpi('picked'), grain: 'year' as const };
    const plan = planned(
      { organisation: { fiscalYearStart: 4 }, kpis: [{ ...known, accountable: one('depot') }] },
      KEEP,
      { ...CURRENT, kpis: [known] },
    );
    expect(plan.merged.kpis[0]?.accountable.at(-1)).toEqual({
      team: 'depot',
      from: day('2026-04-01'),
    });
  });

  it('leaves one entry for two changes within a period, none for there and back', () => {
    const changed: Kpi['accountable'] = [
      { team: 'ops', from: null },
      { team: 'depot', from: day('2026-11-16') },
    ];
    expect(given(changed, one('web')).accountable).toEqual([
      { team: 'ops', from: null },
      { team: 'web', from: day('2026-11-16') },
    ]);
    expect(given(changed, one('ops')).accountable).toEqual(one('ops'));
  });

  it('replaces the history by a list in the file', () => {
    const list: Kpi['accountable'] = [
      { team: 'web', from: null },
      { team: 'depot', from: day('2025-01-01') },
    ];
    expect(given(history, list).accountable).toEqual(list);
  });
});

describe('the stages of a journey', () => {
  const positions = (plan: DefinitionPlan) =>
    plan.merged.stages.map(({ slug, position }) => `${slug} ${position}`);

  it('are in the order of the file, the others after them', () => {
    const plan = planned({
      stages: [
        stage({ slug: 'use', name: 'Use', position: 0 }),
        stage({ slug: 'receive', name: 'Receive', position: 1 }),
      ],
    });
    expect(positions(plan)).toEqual(['use 0', 'receive 1', 'buy 2']);
    expect(said(plan)).toEqual([
      'create stage use: journey, name, position, retired',
      'change stage buy: position',
    ]);
  });

  it('keep their places when the file names none of them', () => {
    const plan = planned({
      journeys: [journey({ slug: 'k' })],
      stages: [stage({ slug: 'return', journey: 'k', position: 4 })],
    });
    expect(positions(plan)).toEqual(['buy 0', 'receive 1', 'return 0']);
  });
});

describe('targets and annotations', () => {
  it('are told apart by KPI, grain, segment, place and first day', () => {
    const plan = planned({
      targets: [
        target({ kpi: 'on-time', bounds: { ...NO_BOUNDS, target: 96, atRisk: 90 } }),
        target({ kpi: 'on-time', from: day('2026-07-06'), bounds: { ...NO_BOUNDS, target: 97 } }),
        target({ kpi: 'on-time', segment: 'south' }),
      ],
    });
    expect(said(plan)).toEqual([
      'change target on-time/week/2026-01-05: bounds',
      'create target on-time/week/2026-07-06: bounds, from, grain, kpi',
      'create target on-time/week/segment=south/2026-01-05: bounds, from, grain, kpi, segment',
    ]);
    expect(plan.write.targets).toHaveLength(3);
    expect(plan.merged.targets).toHaveLength(6);
  });

  it('change in what they say, and an annotation with another text is another one', () => {
    const [note] = SMALL.annotations;
    if (note === undefined) throw new RangeError('no annotation');
    const plan = planned({
      annotations: [
        { ...note, restartsLimits: false },
        { ...note, text: 'Second note of the day' },
      ],
    });
    expect(said(plan)).toEqual([
      'change annotation on-time/2026-10-26/New receiving screen: restartsLimits',
      'create annotation on-time/2026-10-26/Second note of the day: date, kpi, restartsLimits, text',
    ]);
  });
});

describe('prune', () => {
  it('retires what the file does not name, and removes its targets and annotations', () => {
    const plan = planned(
      { teams: [team({ slug: 'ops' })], targets: SMALL.targets.slice(0, 1) },
      PRUNE,
    );
    expect(said(plan).map((text) => text.split(':')[0])).toEqual([
      'retire team depot',
      'retire journey j',
      'retire stage buy',
      'retire stage receive',
      'retire moment door',
      'retire segment region/north',
      'retire segment region/south',
      'retire place depot-1',
      'retire kpi on-time',
      'retire kpi picked',
      'retire kpi temperature',
      'retire target on-time/week/segment=north/place=depot-1/2026-01-05',
      'retire target picked/month/2026-01-05',
      'retire target temperature/week/2026-01-05',
      'retire annotation on-time/2026-10-26/New receiving screen',
    ]);
    expect(plan.removedTargets).toEqual(SMALL.targets.slice(1));
    expect(plan.removedAnnotations).toEqual(SMALL.annotations);
    expect(plan.write.targets).toEqual([]);
    expect(plan.items.at(-1)?.fields).toContainEqual({
      field: 'text',
      before: 'New receiving screen',
      after: null,
    });
    // Nothing is deleted that could have figures.
    expect(plan.merged.kpis).toHaveLength(3);
  });

  it('keeps the segments of a dimension that the file names, and retires the others', () => {
    const dimensions = SMALL.dimensions.map((each) => ({
      ...each,
      segments: each.segments.slice(0, 1),
    }));
    expect(planned({ dimensions }).items).toEqual([]);
    expect(said(planDefinition(CURRENT, { ...SMALL, dimensions }, TODAY, PRUNE))).toEqual([
      'retire segment region/south: retired',
    ]);
  });
});

describe('renames', () => {
  it.each([
    ['team', 'ops'],
    ['journey', 'j'],
    ['stage', 'receive'],
    ['moment', 'door'],
    ['place', 'depot-1'],
    ['kpi', 'on-time'],
    ['kpi', 'picked'],
  ] as const)(
    'carry the references to the %s "%s" along, and change nothing else',
    (entity, from) => {
      const renames = [{ entity, from, to: 'new-slug' }];
      const plan = planned({ renames });
      expect(plan.items).toEqual([
        {
          action: 'rename',
          entity,
          slug: 'new-slug',
          fields: [{ field: 'slug', before: from, after: 'new-slug' }],
        },
      ]);
      expect(plan.write).toEqual(define({ renames }));
      // No reference to the old slug is left, and none dangles.
      expect(checkDefinition(define({}), plan.merged)).toEqual([]);
      expect(planned({ renames }, KEEP, plan.merged).items).toEqual([]);
      const quoted = new RegExp(`"(?:slug|parent|team|journey|stage|moment|place|kpi)":"${from}"`);
      expect(JSON.stringify(plan.merged[`${entity}s`])).not.toMatch(quoted);
    },
  );

  it('come before all else, so that the file speaks of the new slug', () => {
    const plan = planned({
      renames: [{ entity: 'team', from: 'depot', to: 'depots' }],
      teams: [team({ slug: 'depots', name: 'depot', parent: 'ops', lead: 'Zoë O’Neill' })],
      kpis: [{ ...smallKpi('on-time'), accountable: [{ team: 'depots', from: null }] }],
    });
    expect(said(plan)).toEqual(['rename team depots: slug']);
  });

  it('do nothing in a catalogue without the old slug', () => {
    expect(planned({ renames: [{ entity: 'kpi', from: 'gone', to: 'picked' }] }).items).toEqual([]);
  });
});

describe('properties of a plan', () => {
  const slug = fc.constantFrom('a', 'b', 'c');
  const some = <T>(item: fc.Arbitrary<T>, nameOf: (item: T) => string) =>
    fc.uniqueArray(item, { selector: nameOf, maxLength: 3 });
  const bySlug = ({ slug: name }: { readonly slug: string }) => name;
  const date = fc
    .constantFrom('2026-01-05', '2026-06-01', '2026-11-16', '2026-11-22', '2027-01-01')
    .map(day);
  const accountable: fc.Arbitrary<Kpi['accountable']> = fc
    .tuple(
      slug,
      fc.uniqueArray(fc.record({ team: slug, from: date }), {
        selector: ({ from }) => from,
        maxLength: 2,
      }),
    )
    .map(([first, rest]) => [
      { team: first, from: null },
      ...rest.toSorted((one, other) => (one.from < other.from ? -1 : 1)),
    ]);
  const retired = fc.boolean();
  const definition: fc.Arbitrary<Definition> = fc.record({
    organisation: fc.constantFrom({}, { smallestN: 5 }, { fiscalYearStart: 4 }),
    teams: some(fc.record({ slug, parent: fc.option(slug), retired }).map(team), bySlug),
    journeys: some(fc.record({ slug, retired }).map(journey), bySlug),
    stages: some(
      fc.record({ slug, journey: slug, position: fc.nat(2), retired }).map(stage),
      bySlug,
    ),
    moments: some(fc.record({ slug, stage: slug }).map(moment), bySlug),
    dimensions: some(
      fc.record({
        slug,
        name: slug,
        segments: some(fc.record({ slug, name: slug, retired }), bySlug),
      }),
      bySlug,
    ),
    places: some(fc.record({ slug, name: slug, kind: fc.constant(null), retired }), bySlug),
    kpis: some(
      fc
        .record({
          slug,
          accountable,
          moment: fc.option(slug),
          contributing: fc.uniqueArray(slug),
          stages: fc.uniqueArray(slug),
          grain: fc.constantFrom('day', 'week', 'month', 'year'),
          weight: fc.constantFrom(1, 0.5),
        })
        .map(kpi),
      bySlug,
    ),
    targets: some(
      fc.record({ kpi: slug, segment: fc.option(slug), from: date }).map(target),
      (each) => `${each.kpi} ${each.segment} ${each.from}`,
    ),
    annotations: some(
      fc.record({
        kpi: slug,
        date,
        text: slug,
        reason: fc.constantFrom(null, 'why'),
        restartsLimits: fc.boolean(),
      }),
      (each) => `${each.kpi} ${each.date} ${each.text}`,
    ),
    renames: fc.array(
      fc.record({
        entity: fc.constantFrom('team', 'journey', 'stage', 'moment', 'place', 'kpi'),
        from: fc.constantFrom('a', 'b', 'c', 'd'),
        to: fc.constantFrom('a', 'b', 'c', 'd'),
      }),
      { maxLength: 2 },
    ),
  });
  const options = fc.record({ prune: fc.boolean() });
  /** Everything there is to refer to. */
  const ABC = ['a', 'b', 'c'];
  const whole = define({
    teams: ABC.map((each) => team({ slug: each })),
    journeys: ABC.map((each) => journey({ slug: each })),
    stages: ABC.map((each) => stage({ slug: each, journey: 'a' })),
    moments: ABC.map((each) => moment({ slug: each, stage: each })),
    places: ABC.map((each) => ({ slug: each, name: each, kind: null, retired: false })),
    kpis: ABC.map((each) => kpi({ slug: each, accountable: 'a' })),
  });
  const { merged: start } = planDefinition(EMPTY_CATALOG, whole, TODAY, KEEP);
  const catalog = definition.map(
    (file) => planDefinition(start, { ...file, renames: [] }, TODAY, KEEP).merged,
  );
  /**
   * A check refuses renames that go round, references to what is not there, and KPIs whose moment
   * moved away from their stage.
   */
  const sound = (file: Definition, current: typeof CURRENT, merge: MergeOptions) =>
    checkDefinition(file, current, merge).every(
      ({ path, message }) =>
        !path.startsWith('renames') &&
        !message.startsWith('There is no') &&
        !message.endsWith('is not mapped.'),
    );

  it('is empty when the file is applied again, then or a year later', () => {
    fc.assert(
      fc.property(catalog, definition, options, (current, file, merge) => {
        fc.pre(sound(file, current, merge));
        const { merged } = planDefinition(current, file, TODAY, merge);
        for (const today of [TODAY, day('2027-11-22')]) {
          const again = planDefinition(merged, file, today, merge);
          expect(again.items).toEqual([]);
          expect(again.merged).toEqual(merged);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('writes enough: applying what there is to write gives what was planned', () => {
    fc.assert(
      fc.property(catalog, definition, options, (current, file, merge) => {
        fc.pre(sound(file, current, merge));
        const plan = planDefinition(current, file, TODAY, merge);
        const written = planDefinition(current, plan.write, TODAY, KEEP).merged;
        const gone = new Set(plan.removedTargets.map((each) => JSON.stringify(each)));
        const goneNotes = new Set(plan.removedAnnotations.map((each) => JSON.stringify(each)));
        expect({
          ...written,
          targets: written.targets.filter((each) => !gone.has(JSON.stringify(each))),
          annotations: written.annotations.filter((each) => !goneNotes.has(JSON.stringify(each))),
        }).toEqual(plan.merged);
      }),
      { numRuns: 150 },
    );
  });

  it('loses no entity that could have figures, and keeps every owner there was before today', () => {
    fc.assert(
      fc.property(catalog, definition, options, (current, file, merge) => {
        const single = file.kpis.map((each) => ({
          ...each,
          accountable: [each.accountable[0]] satisfies Kpi['accountable'],
        }));
        const plan = planDefinition(current, { ...file, kpis: single, renames: [] }, TODAY, merge);
        const after = new Map(plan.merged.kpis.map((each) => [each.slug, each.accountable]));
        for (const { slug: name, accountable: before } of current.kpis) {
          const kept = before.filter(({ from }) => from === null || from < '2026-01-01');
          expect(after.get(name)?.slice(0, kept.length)).toEqual(kept);
        }
      }),
    );
  });

  it('depends on nothing but its arguments', () => {
    fc.assert(
      fc.property(catalog, definition, options, (current, file, merge) => {
        const copy = structuredClone({ current, file });
        const one = planDefinition(current, file, TODAY, merge);
        expect(planDefinition(copy.current, copy.file, TODAY, merge)).toEqual(one);
        expect({ current, file }).toEqual(copy);
      }),
    );
  });
});
