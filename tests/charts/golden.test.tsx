import { describe, it } from 'vitest';

import { ChainDots, ChainRangeBar } from '@/components/charts/chain';
import { ContrastTrend } from '@/components/charts/contrast-trend';
import { ProcessBehaviourChart } from '@/components/charts/process-behaviour';
import { ShareLine } from '@/components/charts/share-line';
import { Sparkline } from '@/components/charts/sparkline';
import { StatusMark } from '@/components/charts/status-mark';
import { chain } from '@/lib/domain/chain';
import { JUDGED_STATUSES, UNJUDGED_STATUSES } from '@/lib/domain/status';

import { expectGolden } from './golden';
import { crossing, phase, pointsOf, promised, restarted, widening } from './samples';

const oneDecimal = (value: number) => value.toFixed(1);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

describe('process behaviour chart', () => {
  const shared = { unit: '%', name: 'Outside its usual range since W44', formatValue: oneDecimal };

  it('shows a break from the usual range', () => {
    expectGolden(
      'process-medium',
      <ProcessBehaviourChart
        {...shared}
        size="medium"
        points={promised}
        phases={[phase(0, 'locked')]}
        annotations={[{ periodIndex: 20, text: 'new receiving screen' }]}
        targetLabel="target 95"
      />,
    );
  });

  it('shows gaps, phases, trial limits and a period in progress in 320 units', () => {
    expectGolden(
      'process-narrow',
      <ProcessBehaviourChart
        {...shared}
        size="narrow"
        points={restarted}
        phases={[phase(0, 'locked', 9), phase(10, 'trial')]}
        annotations={[
          { periodIndex: 3, text: 'strike' },
          { periodIndex: 10, text: 'new receiving screen in all stores of the north' },
        ]}
        targetLabel="target 75"
      />,
    );
  });

  it('gives no usual range with too little history, and steps where the target does', () => {
    expectGolden(
      'process-wide',
      <ProcessBehaviourChart
        {...shared}
        size="wide"
        hover={false}
        points={pointsOf([-4, 12, null, 3, 8]).map((point, index) => ({
          ...point,
          target: index < 2 ? 5 : 7.5,
        }))}
        phases={[phase(0, 'too_little_history')]}
        targetLabel="target 7.5"
      />,
    );
  });

  it('draws both ends of a range, figures reported in part, and signals that are neither', () => {
    expectGolden(
      'process-range',
      <ProcessBehaviourChart
        {...shared}
        size="medium"
        hover={false}
        unit="°C"
        points={pointsOf([21, 20.4, 22.1, 21.7, 24, 21.2, 20.9, 21.1], {
          lower: 19.6,
          upper: 22.8,
          center: 21.2,
          range: { low: 20, high: 23 },
        }).map((point, index) => ({
          ...point,
          signal: index === 4 ? 'neutral' : null,
          reported: { in: index === 6 ? 5 : 7, of: 7 },
        }))}
        phases={[phase(0, 'locked')]}
        targetLabel="target 20–23"
      />,
    );
  });

  it('says that there are no figures', () => {
    expectGolden(
      'process-empty',
      <ProcessBehaviourChart
        {...shared}
        size="narrow"
        hover={false}
        points={pointsOf([null, null, null], { target: 45 })}
        phases={[]}
        targetLabel="target 45"
      />,
    );
  });
});

describe('contrast trend', () => {
  const shared = { name: 'The gap is 19.8 points', periodLabel: String, formatShare: percent };

  it('tints the room between the lines', () => {
    expectGolden(
      'trend-broad',
      <ContrastTrend
        {...shared}
        size="broad"
        trend={widening}
        siloText="84.5 %"
        stageText="65.2 %"
        gapText="19.3 points"
      />,
    );
  });

  it('splits the tint where the lines cross, and leaves gaps open', () => {
    expectGolden(
      'trend-narrow',
      <ContrastTrend
        {...shared}
        size="narrow"
        trend={crossing}
        siloText="81.0 %"
        stageText="65.5 %"
        gapText="15.5 points"
      />,
    );
  });
});

describe('chain', () => {
  const stages = [
    { slug: 'a', name: 'Discover', reliability: 0.985 },
    { slug: 'b', name: 'Paying in the store or at the door', reliability: null },
    { slug: 'c', name: 'Receive', reliability: 0.87, status: 'off_target' as const },
    { slug: 'd', name: 'Get help', reliability: 0.92, status: 'at_risk' as const },
  ];

  it('shows dots', () => {
    expectGolden('chain-dots', <ChainDots stages={stages} name="n" formatShare={percent} />);
  });

  it('shows the range', () => {
    expectGolden(
      'chain-range',
      <ChainRangeBar chain={chain(stages)} name="n" formatShare={percent} />,
    );
  });
});

describe('small charts', () => {
  it('draws a line of a list', () => {
    expectGolden('sparkline', <Sparkline points={promised} name={null} />);
    expectGolden('sparkline-restarted', <Sparkline points={restarted} name="n" />);
  });

  it('draws a share', () => {
    expectGolden(
      'share-line',
      <ShareLine shares={[1, 1, 0.75, null, 0.5, null, 0.25]} status="off_target" name="n" />,
    );
  });

  it.each([...JUDGED_STATUSES, ...UNJUDGED_STATUSES])('marks %s', (status) => {
    expectGolden(`status-${status}`, <StatusMark status={status} />);
  });

  it('marks a green team in a red stage', () => {
    expectGolden('status-watermelon', <StatusMark status="on_target" watermelon />);
    expectGolden('status-overall', <StatusMark status="at_risk" basis="overall" />);
  });
});
