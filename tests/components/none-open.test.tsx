/** A page on which something is missed and nothing is being done says so, and claims no more than that. */
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import { KpiActions } from '@/components/kpi/actions';
import { StageActions } from '@/components/stage/actions';
import { DueActions } from '@/components/team/actions';
import type { KpiView } from '@/lib/domain/kpi-view';
import type { StageView } from '@/lib/domain/stage-view';
import type { TeamView } from '@/lib/domain/team-view';

const frame = { now: '2026-11-23T08:00:00.000Z', asOf: null };
const organisation = { timeZone: 'Europe/London', locale: 'en-GB' };

const wordsOf = (card: ReactElement) =>
  renderToStaticMarkup(card)
    .replaceAll(/<\/?(?:a|span|b|strong)\b[^>]*>/g, '')
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** What the cards read of a view. */
const stage = (judged: number, onTarget: number) => {
  const read = { actions: [], stage: { slug: 's', name: 'S' }, frame, organisation };
  const shown = { ...read, scorecard: { judged, onTarget } } as unknown as StageView;
  return wordsOf(<StageActions shown={shown} view={{}} />);
};
const team = (broken: number) => {
  const read = { actions: [], team: { slug: 't', name: 'Stores' }, frame, organisation };
  const shown = { ...read, broken: Array.from({ length: broken }) } as unknown as TeamView;
  return wordsOf(<DueActions shown={shown} view={{}} periodLabel={String} />);
};
const kpi = (status: KpiView['status']) => {
  const read = { actions: [], kpi: { slug: 'k', name: 'K' }, answers: { slug: 't' } };
  const shown = { ...read, status, frame, organisation } as unknown as KpiView;
  return wordsOf(<KpiActions shown={shown} periodLabel={String} />);
};

describe('where no action is open', () => {
  it('a stage says how many of its KPIs miss their targets', () => {
    expect(stage(4, 1)).toContain('Yet 3 customer KPIs miss their targets.');
    expect(stage(4, 3)).toContain('Yet 1 customer KPI misses its target.');
    expect(stage(4, 4).join(' ')).toContain('No action is open here');
    expect(stage(4, 4).join(' ')).not.toContain('Yet');
  });

  it('a team says how many of those it answers for or shares are worse than usual', () => {
    expect(team(2)).toContain('Yet 2 KPIs that it answers for or shares are worse than usual.');
    expect(team(1)).toContain('Yet 1 KPI that it answers for or shares is worse than usual.');
    expect(team(0).join(' ')).toContain('No action is open with Stores');
    expect(team(0).join(' ')).not.toContain('Yet');
  });

  it('a KPI says that it misses, and nothing where nobody knows', () => {
    expect(kpi('off_target')).toContain('Yet it is off target.');
    expect(kpi('at_risk')).toContain('Yet it is at risk.');
    for (const status of ['on_target', 'no_data', 'too_few', 'no_target'] as const) {
      expect(kpi(status).join(' '), status).not.toContain('Yet');
    }
  });
});
