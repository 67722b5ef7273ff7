import { describe, expect, it } from 'vitest';
import type { TouchedMoment } from '../../lib/domain/team-view';
import { toldBefore } from '../../lib/domain/team-view-touches';

const line = (...slugs: string[]): TouchedMoment['lines'][number] => ({
  from: slugs[0] ?? '',
  through: slugs.slice(1).map((kpi) => ({ kpi, evidence: 'proven' })),
  moment: 'm',
  evidence: 'proven',
  part: 'answers',
  kpis: slugs.map((slug) => ({ slug, name: slug.toUpperCase(), status: null })),
});

describe('toldBefore', () => {
  const told = (...lines: readonly TouchedMoment['lines'][number][]) => {
    const from = toldBefore(lines.map((each) => ({ lines: [each] })));
    return lines.map((each) => from.get(each));
  };

  it('a way goes on from where it leaves one that was told', () => {
    expect(told(line('a', 'b', 'c'), line('a', 'b', 'd'), line('a', 'b'))).toEqual([0, 1, 1]);
  });

  it('a way told before as the beginning of a longer one is referred to whole', () => {
    expect(told(line('a', 'b'), line('a', 'b', 'c'), line('a', 'b', 'c'))).toEqual([0, 1, 2]);
  });

  it('the same KPI reached another way is told again', () => {
    expect(told(line('a', 'b', 'c'), line('x', 'b', 'c'), line('b', 'c'))).toEqual([0, 0, 0]);
  });

  it('the first KPI alone is never referred to', () => {
    expect(told(line('a'), line('a', 'b'), line('a'))).toEqual([0, 0, 0]);
  });
});
