import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kpi, UpstreamLink } from '../../lib/domain/catalog';
import { plainText } from '../../lib/domain/sentence';
import { feederRemark } from '../../lib/domain/sentence-origin';
import { type OriginFacts, stageOrigins } from '../../lib/domain/stage-origin';
import type { Status } from '../../lib/domain/status';
import { kpi } from '../support/catalog-facts';

type Says = Status | 'signals' | 'off and signals' | 'unknown';

const link = (text: string): UpstreamLink =>
  text.startsWith('!')
    ? { kpi: text.slice(1), evidence: 'proven', note: 'traced' }
    : { kpi: text, evidence: 'suspected', note: null };

/** KPIs by slug: what feeds them (proven with `!`), and what each says. */
function world(
  feeds: Readonly<Record<string, readonly string[]>>,
  says: Readonly<Record<string, Says>>,
) {
  const kpis = Object.entries(feeds).map(([slug, upstream]) =>
    kpi({ slug, accountable: `team-of-${slug}`, upstream: upstream.map(link) }),
  );
  const factsOf = (slug: string): OriginFacts | null => {
    const said = says[slug] ?? 'on_target';
    if (said === 'unknown') return null;
    const signalling = said === 'signals' || said === 'off and signals';
    const status: Status =
      said === 'signals' ? 'on_target' : said === 'off and signals' ? 'off_target' : said;
    return {
      kpi: { slug, name: slug },
      team: { slug: `team-of-${slug}`, name: `Team of ${slug}`, lead: null },
      status,
      value: 1,
      unit: '%',
      decimals: 1,
      direction: 'higher',
      target: null,
      said: [],
      signalling,
      change: null,
      broken: signalling || status === 'off_target' || status === 'at_risk',
    };
  };
  return {
    of: (...slugs: readonly string[]) =>
      stageOrigins({
        kpis: kpis.filter(({ slug }) => slugs.includes(slug)),
        catalog: kpis,
        factsOf,
        words: { dateName: (date) => date.slice(5) },
      }),
    kpis: kpis as readonly Kpi[],
  };
}

const off = 'off_target';
/** Receive as the pictures tell it. */
const RECEIVE = world(
  {
    satisfied: ['!delivered'],
    delivered: ['!promised', 'vans'],
    promised: ['!stock'],
    stock: ['record'],
    record: [],
    vans: [],
  },
  {
    satisfied: off,
    delivered: 'off and signals',
    promised: 'off and signals',
    stock: 'off and signals',
    vans: off,
  },
);

describe('stageOrigins', () => {
  it('walks up while KPIs miss, and ends at the last that does', () => {
    const [origin, ...others] = RECEIVE.of('satisfied', 'delivered');
    expect(others).toEqual([]);
    expect(origin?.of.slug).toBe('delivered');
    expect(origin?.steps.map(({ kpi: { slug }, role }) => `${slug} ${role}`)).toEqual([
      'record feeder',
      'stock start',
      'promised link',
      'vans feeder',
      'delivered end',
    ]);
    expect(plainText(origin?.finding ?? [])).toBe(
      'It starts at stock, where Team of stock answers: every link from there to delivered is proven.',
    );
  });

  it('names the other misses of the stage that it goes on to, as proven or not', () => {
    expect(RECEIVE.of('satisfied', 'delivered')[0]?.carries).toEqual([
      { slug: 'satisfied', name: 'satisfied', evidence: 'proven' },
    ]);
  });

  it('says of a green KPI suspected upstream that it is both', () => {
    const record = RECEIVE.of('delivered')[0]?.steps.find(({ kpi: { slug } }) => slug === 'record');
    expect(record?.link).toEqual({
      feeds: { slug: 'stock', name: 'stock' },
      evidence: 'suspected',
      note: null,
    });
    expect(record && plainText(feederRemark(record))).toBe(
      'Green, yet suspected upstream of stock',
    );
  });

  it('goes on past a KPI on target that signals for the worse', () => {
    const [origin] = world({ a: ['!b'], b: ['!c'], c: [] }, { a: off, b: 'signals', c: off }).of(
      'a',
    );
    expect(origin?.steps.map(({ kpi: { slug } }) => slug)).toEqual(['c', 'b', 'a']);
  });

  it('stops below a KPI that holds, though one above it misses', () => {
    const [origin] = world({ a: ['b'], b: ['c'], c: [] }, { a: off, c: off }).of('a');
    expect(origin?.steps.map(({ kpi: { slug }, role, alone }) => [slug, role, alone])).toEqual([
      ['b', 'feeder', false],
      ['a', 'end', true],
    ]);
    expect(plainText(origin?.finding ?? [])).toBe(
      'a misses without a signal, where Team of a answers: the one KPI that feeds it is on target.',
    );
  });

  it('says of a miss alone that it may start there only where it signals', () => {
    const [origin] = world({ a: ['b'], b: [] }, { a: 'off and signals' }).of('a');
    expect(plainText(origin?.finding ?? [])).toMatch(
      /^It may start here, with a, where Team of a answers: the one KPI that feeds it is on target\./,
    );
  });

  it('says that a start without a signal explains no change', () => {
    const [origin] = world({ a: ['!b'], b: [] }, { a: 'off and signals', b: off }).of('a');
    expect(plainText(origin?.finding ?? [])).toContain(
      'It misses without a signal, so what changed at a is not explained by it',
    );
  });

  it('prefers the way that is proven to the longer one', () => {
    const { of } = world(
      { a: ['b', '!d'], b: ['c'], c: [], d: [] },
      { a: off, b: off, c: off, d: off },
    );
    const steps = of('a')[0]?.steps ?? [];
    expect(steps.find(({ role }) => role === 'start')?.kpi.slug).toBe('d');
    expect(
      steps.filter(({ role }) => role === 'feeder').map(({ kpi: { slug } }) => slug),
    ).toContain('c');
  });

  it('is less certain where a link is only suspected, or cannot be read', () => {
    const say = (feeds: string, b: Says) =>
      plainText(world({ a: [feeds], b: [] }, { a: off, b }).of('a')[0]?.finding ?? []);
    expect(say('b', off)).toBe(
      'It may start at b, where Team of b answers: from there to a, not every link is proven.',
    );
    expect(say('!b', 'unknown')).toContain('of what feeds it, not all can be read here');
    expect(say('!b', 'no_data')).toContain('the one KPI that feeds it cannot be judged');
  });

  it('traces a miss again that has a start of its own beside the shared one', () => {
    const { of } = world(
      { x: [], a: ['!x'], y: [], b: ['!a', '!y'] },
      { x: off, a: off, y: off, b: off },
    );
    expect(of('a', 'b').map((origin) => origin.of.slug)).toEqual(['a', 'b']);
  });

  it('has nothing to trace where nothing breaks', () =>
    expect(world({ a: ['b'], b: [] }, { b: off }).of('a')).toEqual([]));

  it('names every break of the stage exactly once, each step before what it feeds', () => {
    const slugs = ['a', 'b', 'c', 'd', 'e', 'f'];
    const says = fc.constantFrom<Says>('on_target', off, 'at_risk', 'signals', 'no_data');
    const graph = fc.tuple(
      fc.tuple(
        ...slugs.map((_, i) => fc.subarray(slugs.slice(i + 1).flatMap((s) => [s, `!${s}`]))),
      ),
      fc.tuple(...slugs.map(() => says)),
    );
    fc.assert(
      fc.property(graph, ([links, said]) => {
        const feeds = Object.fromEntries(
          slugs.map((slug, i) => [
            slug,
            // One link to each: the proven one where both were drawn.
            (links[i] ?? []).filter((l, _, all) => l.startsWith('!') || !all.includes(`!${l}`)),
          ]),
        );
        const of = Object.fromEntries(slugs.map((slug, i) => [slug, said[i] ?? 'on_target']));
        const origins = world(feeds, of).of('a', 'b', 'c');
        const broken = ['a', 'b', 'c'].filter(
          (s) => !['on_target', 'no_data'].includes(of[s] ?? ''),
        );
        const told = origins.flatMap(({ of: { slug }, carries }) => [
          slug,
          ...carries.map((c) => c.slug),
        ]);
        expect(new Set(told)).toEqual(new Set(broken));
        expect(new Set(origins.map((origin) => origin.of.slug)).size).toBe(origins.length);
        for (const { steps } of origins) {
          const at = new Map(steps.map(({ kpi: { slug } }, i) => [slug, i]));
          expect(at.size).toBe(steps.length);
          expect(steps.filter(({ role, alone }) => role === 'start' || alone)).toHaveLength(1);
          for (const {
            kpi: { slug },
            link: fed,
          } of steps) {
            const next = fed === null ? undefined : at.get(fed.feeds.slug);
            if (next !== undefined) expect(at.get(slug)).toBeLessThan(next);
          }
        }
      }),
    );
  });
});
