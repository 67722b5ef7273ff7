/** Twelve points in a row on one side: the page proposes to mark the change. */
import { expect, it } from 'vitest';

import type { PeriodKey } from '../../lib/domain/calendar';
import { phaseProposal } from '../../lib/domain/phase-proposal';
import { processChart } from '../../lib/domain/process-chart';

const OPTIONS = { phaseStarts: [], method: 'xmr', direction: 'higher' } as const;

/** Twenty points around 50 and then the given ones. */
function proposalOf(after: readonly (number | null)[], phaseStarts: readonly number[] = []) {
  const values = [...Array.from({ length: 20 }, (_, i) => 50 + (i % 2 === 0 ? 1 : -1)), ...after];
  const points = values.map((value, i) => ({
    period: `p${String(i).padStart(2, '0')}` as PeriodKey,
    value,
  }));
  return phaseProposal({ points, chart: processChart(points, { ...OPTIONS, phaseStarts }) });
}

it('names the first of the run, how long it is and on which side', () => {
  expect(proposalOf(Array(12).fill(50.5))).toEqual({ from: 'p20', points: 12, side: 'above' });
  // The last point of the baseline lies below as well.
  expect(proposalOf(Array(14).fill(49.5))).toEqual({ from: 'p19', points: 15, side: 'below' });
});

it('proposes nothing for fewer, on the centre, after a gap, or once it is marked', () => {
  expect(proposalOf(Array(11).fill(50.5))).toBeNull();
  expect(proposalOf(Array(12).fill(50))).toBeNull();
  expect(proposalOf([...Array(11).fill(50.5), null, 50.5])).toBeNull();
  expect(proposalOf(Array(12).fill(50.5), [20])).toBeNull();
});
