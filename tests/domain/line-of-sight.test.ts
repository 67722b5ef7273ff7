/** Line of sight: from a team's KPIs down to the moments of truth. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UpstreamLink } from '../../lib/domain/catalog';
import { downstreamOf, lineOfSight } from '../../lib/domain/line-of-sight';
import { kpi } from '../support/catalog-facts';

const link = (slug: string, evidence: UpstreamLink['evidence'] = 'suspected'): UpstreamLink => ({
  kpi: slug,
  evidence,
  note: null,
});
const moments = [{ slug: 'checks-stock' }, { slug: 'first-delivery' }];

/** stock record → in stock (measures "checks stock") → promise → delivered (measures "first delivery"). */
const CHAIN = [
  kpi({ slug: 'record' }),
  kpi({ slug: 'in-stock', moment: 'checks-stock', upstream: [link('record')] }),
  kpi({ slug: 'promise', upstream: [link('in-stock', 'proven')] }),
  kpi({
    slug: 'delivered',
    moment: 'first-delivery',
    upstream: [link('promise', 'proven'), link('vans')],
  }),
  kpi({ slug: 'vans' }),
];
const said = (from: readonly string[], kpis = CHAIN) =>
  lineOfSight(from, kpis, moments).map(({ from: start, through, moment, evidence }) =>
    [start, ...through.map((step) => step.kpi), moment, evidence].join(' '),
  );

describe('lineOfSight', () => {
  it('follows a KPI to every moment that it reaches, in the order of moments', () => {
    expect(said(['record'])).toEqual([
      'record in-stock checks-stock suspected',
      'record in-stock promise delivered first-delivery suspected',
    ]);
  });

  it.each([
    ['a KPI of the moment itself is direct', ['delivered'], ['delivered first-delivery direct']],
    [
      'a way is proven when every link is',
      ['in-stock'],
      ['in-stock checks-stock direct', 'in-stock promise delivered first-delivery proven'],
    ],
    ['and suspected when one is not', ['vans'], ['vans delivered first-delivery suspected']],
    [
      'a way that is the tail of a longer one is not said twice',
      ['record', 'promise'],
      [
        'record in-stock checks-stock suspected',
        'record in-stock promise delivered first-delivery suspected',
      ],
    ],
    [
      'two ways that only end alike are both said',
      ['promise', 'vans'],
      ['promise delivered first-delivery proven', 'vans delivered first-delivery suspected'],
    ],
    ['nothing leads anywhere from no KPI', [], []],
    ['nor from one that is not there', ['gone'], []],
  ])('%s', (_, from, expected) => expect(said(from)).toEqual(expected));

  it('takes the shorter of two ways, and of two as short the proven one', () => {
    const kpis = [
      kpi({ slug: 'a' }),
      kpi({ slug: 'b', upstream: [link('a')] }),
      kpi({ slug: 'c', upstream: [link('a', 'proven')] }),
      kpi({
        slug: 'end',
        moment: 'checks-stock',
        upstream: [link('b', 'proven'), link('c', 'proven')],
      }),
    ];
    expect(said(['a'], kpis)).toEqual(['a c end checks-stock proven']);
    const short = [
      ...kpis.slice(0, 3),
      {
        ...kpi({ slug: 'end', moment: 'checks-stock', upstream: [link('c', 'proven'), link('a')] }),
      },
    ];
    expect(said(['a'], short)).toEqual(['a end checks-stock suspected']);
  });

  it('stops at a retired KPI, and knows only the moments it is given', () => {
    const retired = CHAIN.map((each) =>
      each.slug === 'promise' ? { ...each, retired: true } : each,
    );
    expect(said(['record'], retired)).toEqual(['record in-stock checks-stock suspected']);
    expect(lineOfSight(['record'], CHAIN, [])).toEqual([]);
  });

  it('ends where links go round, and each way is a way of links', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const graph = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(graph, fc.subarray(names), (edges, from) => {
        const kpis = names.map((slug) =>
          kpi({
            slug,
            moment: slug > 'c' ? 'checks-stock' : null,
            upstream: edges.filter(([, to]) => to === slug).map(([feeder]) => link(feeder)),
          }),
        );
        for (const { from: start, through } of lineOfSight(from, kpis, moments)) {
          const path = [start, ...through.map((step) => step.kpi)];
          expect(new Set(path).size).toBe(path.length);
          for (const [i, slug] of path.slice(1).entries()) {
            expect(edges).toContainEqual([path[i], slug]);
          }
          expect([...downstreamOf([start], kpis)]).toEqual(expect.arrayContaining(path));
        }
      }),
    );
  });
});

describe('downstreamOf', () => {
  it('holds the KPIs themselves and all that they feed', () => {
    expect([...downstreamOf(['in-stock'], CHAIN)]).toEqual(['in-stock', 'promise', 'delivered']);
    expect([...downstreamOf([], CHAIN)]).toEqual([]);
  });
});
