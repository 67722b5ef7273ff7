import { describe, expect, it } from 'vitest';
import { demoDefinition } from '../../db/demo/definition';
import { accountabilityGaps, PRIORITISED_MOMENTS } from '../../lib/domain/accountability';
import { periodContaining } from '../../lib/domain/calendar';
import { checkDefinition } from '../../lib/domain/definition-check';
import { participation } from '../../lib/domain/participation';
import { accountableOn } from '../../lib/domain/target';
import { CALENDAR, catalogOf, date } from './story';

const today = date('2026-11-22');
const catalog = catalogOf(today);
const slugs = (items: readonly { readonly slug: string }[]) => items.map(({ slug }) => slug);

describe('the definition of the demo', () => {
  it.each([
    ['teams', slugs(catalog.teams), 8],
    ['stages', slugs(catalog.stages), 8],
    ['moments', slugs(catalog.moments), 18],
    ['places', slugs(catalog.places), 28],
    ['kpis', slugs(catalog.kpis), 69],
  ])('names every one of its %s once', (_, found, count) => {
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength(count);
  });

  it('is one that the product would apply', () => {
    const empty = { teams: [], journeys: [], stages: [], moments: [], dimensions: [], places: [] };
    const nothing = { ...empty, kpis: [], targets: [], annotations: [] };
    const current = { organisation: catalog.organisation, ...nothing };
    expect(checkDefinition(demoDefinition(today), current)).toEqual([]);
  });

  it('annotates KPIs that there are', () => {
    const kpis = new Set(slugs(catalog.kpis));
    expect(catalog.annotations.filter((note) => !kpis.has(note.kpi))).toEqual([]);
  });

  it('links upstream KPIs from the stock record to the third contact', () => {
    const evidence = (of: string, on: string) =>
      catalog.kpis.find((kpi) => kpi.slug === of)?.upstream.find((link) => link.kpi === on)
        ?.evidence;
    expect(evidence('in-stock-as-shown-online', 'stock-record-correct')).toBe('suspected');
    expect(evidence('promise-date-kept-by-stock', 'in-stock-as-shown-online')).toBe('proven');
    expect(evidence('delivered-on-promised-day', 'promise-date-kept-by-stock')).toBe('proven');
    expect(evidence('third-contact-in-30-days', 'delivered-on-promised-day')).toBe('suspected');
  });

  it('gives each stage one KPI that says for how many customers it went right', () => {
    for (const stage of slugs(catalog.stages)) {
      const found = catalog.kpis.filter((kpi) =>
        kpi.stages.some((mapping) => mapping.stage === stage && mapping.reliability),
      );
      expect(found.map((kpi) => [kpi.lens, kpi.aggregation, kpi.scale])).toEqual([
        ['experience', 'ratio', 100],
      ]);
    }
  });

  it('has KPIs of every lens, kind and direction that a page tells apart', () => {
    const seen = (of: keyof (typeof catalog.kpis)[number]) =>
      new Set(catalog.kpis.map((kpi) => kpi[of]));
    expect(seen('lens')).toEqual(new Set(['silo', 'experience']));
    expect(seen('kind')).toEqual(new Set(['perception', 'operation', 'asset']));
    expect(seen('direction')).toEqual(new Set(['higher', 'lower', 'range', 'none']));
    expect(seen('aggregation')).toEqual(new Set(['ratio', 'mean', 'nps', 'sum', 'last']));
    expect(seen('grain')).toEqual(new Set(['week', 'month']));
    expect(seen('dimension')).toEqual(new Set([null, 'region', 'tier']));
    expect(new Set(catalog.moments.map((moment) => moment.kind)).size).toBe(4);
  });

  it('has the gaps that the map of who answers is there to show, and no others', () => {
    const gaps = accountabilityGaps(catalog, { date: today, hasData: () => true });
    const kinds = new Map<string, number>();
    for (const { kind } of gaps) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    expect(Object.fromEntries(kinds)).toEqual({
      kpi_without_target: 2,
      kpi_without_stage: 1,
      moment_without_kpi: 2,
      team_measures_nothing: 9,
    });
    const prioritised = catalog.moments.filter((moment) => moment.priority !== null).length;
    expect(prioritised).toBeGreaterThanOrEqual(PRIORITISED_MOMENTS.fewest);
    expect(prioritised).toBeLessThanOrEqual(PRIORITISED_MOMENTS.most);
  });

  it('lets every team take part in the journey', () => {
    expect([...participation(catalog, today).keys()].toSorted()).toEqual(
      slugs(catalog.teams).toSorted(),
    );
  });

  it('changes an owner and a target on a Monday within its history', () => {
    const moved = catalog.kpis.filter((kpi) => kpi.accountable.length > 1);
    expect(slugs(moved)).toEqual(['checkout-effort']);
    const effort = moved[0];
    if (effort === undefined) throw new Error('no KPI changed hands');
    expect(accountableOn(effort, date('2026-02-08'))).toBe('stores');
    expect(accountableOn(effort, date('2026-02-09'))).toBe('digital');

    const raised = catalog.targets.filter((target) => target.kpi === 'queue-under-4-min');
    expect(raised.map(({ from, bounds }) => [from, bounds.target])).toEqual([
      ['2024-11-18', 88],
      ['2026-05-11', 90],
    ]);
    for (const { from, grain } of catalog.targets) {
      expect(periodContaining(from, grain, CALENDAR).start).toBe(from);
    }
  });

  it('notes the new receiving screen where it is felt, and restarts the limits of another KPI', () => {
    const notes = catalog.annotations.filter(({ text }) => text.includes('receiving screen'));
    expect(new Set(notes.map((note) => note.date))).toEqual(new Set(['2026-10-12']));
    expect(notes.map((note) => note.kpi)).toContain('delivered-on-promised-day');
    expect(notes.some((note) => note.restartsLimits)).toBe(false);
    expect(
      catalog.annotations.filter((note) => note.restartsLimits).map((note) => note.kpi),
    ).toEqual(['calls-answered-in-60-s']);
  });

  it('says the same of the same day, and moves with it', () => {
    expect(demoDefinition(today)).toEqual(demoDefinition(today));
    const later = demoDefinition(date('2026-11-29'));
    expect(later.annotations.map((note) => note.date)).toContain('2026-10-19');
    expect(later.kpis.map((kpi) => kpi.slug)).toEqual(slugs(catalog.kpis));
  });
});
