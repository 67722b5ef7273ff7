import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UpstreamLink } from '../../lib/domain/catalog';
import type { Status } from '../../lib/domain/status';
import { upstreamCycles, upstreamOf } from '../../lib/domain/upstream';

function linked(slug: string, ...upstream: readonly (string | UpstreamLink)[]) {
  return {
    slug,
    retired: false,
    upstream: upstream.map((link) =>
      typeof link === 'string' ? { kpi: link, evidence: 'suspected' as const, note: null } : link,
    ),
  };
}
const proven = (kpi: string): UpstreamLink => ({ kpi, evidence: 'proven', note: 'A/B test' });
const statusIn = (statuses: Readonly<Record<string, Status>>) => (slug: string) =>
  statuses[slug] ?? null;

describe('upstreamCycles', () => {
  it('names a cycle once, and finds none in a fan', () => {
    expect(upstreamCycles([linked('a', 'b'), linked('b', 'c'), linked('c', 'a')])).toEqual([
      ['a', 'b', 'c', 'a'],
    ]);
    expect(
      upstreamCycles([linked('a', 'b', 'c'), linked('b', 'd'), linked('c', 'd'), linked('d')]),
    ).toEqual([]);
  });

  it('names a knot behind a KPI that is in none, and both of two knots', () => {
    expect(
      upstreamCycles([
        linked('top', 'a', 'x'),
        linked('a', 'a'),
        linked('x', 'y'),
        linked('y', 'x'),
      ]),
    ).toEqual([
      ['a', 'a'],
      ['x', 'y', 'x'],
    ]);
  });

  it('follows a chain longer than the call stack', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => linked(`k${i}`, `k${i + 1}`));
    expect(upstreamCycles([...chain, linked('k50000')])).toEqual([]);
    const [round = []] = upstreamCycles([...chain, linked('k50000', 'k0')]);
    expect(round).toHaveLength(50_002);
  });

  it('finds a cycle exactly when the links cannot be put in an order', () => {
    const slugs = ['a', 'b', 'c', 'd', 'e'];
    const graph = fc.tuple(
      ...slugs.map((slug) => fc.subarray(slugs).map((links) => linked(slug, ...links))),
    );
    fc.assert(
      fc.property(graph, (kpis) => {
        let left = [...kpis];
        slugs.forEach(() => {
          const there = new Set(left.map(({ slug }) => slug));
          left = left.filter(({ upstream }) => upstream.some((link) => there.has(link.kpi)));
        });
        const cycles = upstreamCycles(kpis);
        expect(cycles.length > 0).toBe(left.length > 0);
        for (const cycle of cycles) {
          expect(cycle.at(0)).toBe(cycle.at(-1));
          cycle.slice(1).forEach((slug, i) => {
            const links = kpis.find((each) => each.slug === cycle[i])?.upstream ?? [];
            expect(links.map((link) => link.kpi)).toContain(slug);
          });
        }
      }),
    );
  });
});

describe('upstreamOf', () => {
  const kpis = [
    linked('delivered', proven('picked'), 'stock'),
    linked('picked', proven('staffed'), 'manifest'),
    linked('stock', 'forecast'),
    linked('staffed'),
    linked('manifest'),
    linked('forecast'),
  ];

  it('walks nearest first and marks where the miss starts', () => {
    const steps = upstreamOf(
      'delivered',
      kpis,
      statusIn({
        picked: 'off_target',
        staffed: 'at_risk',
        manifest: 'on_target',
        stock: 'on_target',
      }),
    );
    expect(
      steps.map(({ kpi, feeds, depth, miss, start }) => [kpi, feeds, depth, miss, start]),
    ).toEqual([
      ['picked', 'delivered', 1, true, false],
      ['stock', 'delivered', 1, false, false],
      ['staffed', 'picked', 2, true, true],
      ['manifest', 'picked', 2, false, false],
      // Behind `stock`, which is on target, nothing is followed.
    ]);
  });

  it('says proven only where every link on the way is', () => {
    const steps = upstreamOf('delivered', kpis, () => 'off_target');
    expect(
      steps.map(({ kpi, evidence, evidenceAlongPath }) => [kpi, evidence, evidenceAlongPath]),
    ).toEqual([
      ['picked', 'proven', 'proven'],
      ['stock', 'suspected', 'suspected'],
      ['staffed', 'proven', 'proven'],
      ['manifest', 'suspected', 'suspected'],
      ['forecast', 'suspected', 'suspected'],
    ]);
    expect(steps[0]?.note).toBe('A/B test');
    const behindSuspected = [linked('a', 'b'), linked('b', proven('c')), linked('c')];
    expect(upstreamOf('a', behindSuspected, () => null)[1]?.evidenceAlongPath).toBe('suspected');
  });

  it('looks past what nobody reported, and finds the miss behind it', () => {
    const steps = upstreamOf(
      'delivered',
      kpis,
      statusIn({ stock: 'no_data', forecast: 'off_target' }),
    );
    expect(steps.filter(({ start }) => start).map(({ kpi }) => kpi)).toEqual(['forecast']);
    expect(steps.find(({ kpi }) => kpi === 'picked')?.status).toBeNull();
  });

  it('leaves out retired KPIs, and is empty where nothing feeds', () => {
    const retired = kpis.map((each) => ({ ...each, retired: each.slug === 'picked' }));
    const steps = upstreamOf('delivered', retired, () => 'off_target');
    expect(steps.map(({ kpi }) => kpi)).toEqual(['stock', 'forecast']);
    expect(upstreamOf('forecast', kpis, () => 'off_target')).toEqual([]);
    expect(upstreamOf('nobody', kpis, () => 'off_target')).toEqual([]);
  });

  it('ends where links go round, and names each KPI once', () => {
    const round = [linked('a', 'b', 'c'), linked('b', 'c'), linked('c', 'a', 'b')];
    expect(upstreamOf('a', round, () => 'off_target').map(({ kpi }) => kpi)).toEqual(['b', 'c']);
  });
});
