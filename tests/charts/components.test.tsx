import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ChainChart } from '@/components/charts/chain';
import { ContrastTrend } from '@/components/charts/contrast-trend';
import { ProcessBehaviourChart } from '@/components/charts/process-behaviour';
import { ShareLine } from '@/components/charts/share-line';
import { Sparkline } from '@/components/charts/sparkline';
import { StatusMark, statusName } from '@/components/charts/status-mark';
import { standalone } from '@/lib/chart/palette';
import { chain } from '@/lib/domain/chain';
import { JUDGED_STATUSES, type Status, UNJUDGED_STATUSES } from '@/lib/domain/status';

import { phase, pointsOf, promised, restarted, widening } from './samples';

const html = (element: ReactElement) => renderToStaticMarkup(element);
const count = (text: string, part: string) => text.split(part).length - 1;
const formatValue = (value: number, against: number | null) =>
  value.toFixed(against === null ? 1 : 2);

const process = {
  points: promised,
  phases: [phase(0, 'locked')],
  annotations: [{ periodIndex: 20, text: 'new <screen>' }],
  targetLabel: 'target 95',
  unit: '%',
  name: 'Delivered on promised day is outside its usual range since W44',
  formatValue,
};
const trend = {
  trend: widening,
  name: 'The gap is 19.3 points',
  periodLabel: String,
  formatShare: (share: number) => `${(100 * share).toFixed(1)} %`,
  siloText: '84.5 %',
  stageText: '65.2 %',
  gapText: '19.3 points',
};

// A key used twice, or an attribute that React does not know, is reported here and nowhere else.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((...words) => {
    throw new Error(words.join(' '));
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('names', () => {
  it('speaks the finding, once for each width that is drawn', () => {
    const card = html(<ProcessBehaviourChart {...process} />);
    expect(count(card, `role="img" aria-label="${process.name}"`)).toBe(2);
    expect(count(html(<ProcessBehaviourChart {...process} size="wide" />), 'role="img"')).toBe(1);
    expect(count(html(<ContrastTrend {...trend} />), `aria-label="${trend.name}"`)).toBe(3);
  });

  it('hides a small chart that a text beside it explains', () => {
    expect(html(<Sparkline points={promised} name={null} />)).toContain('aria-hidden="true"');
    expect(html(<ShareLine shares={[1, 0.5]} status="at_risk" name={null} />)).not.toContain(
      'role',
    );
    expect(html(<Sparkline points={promised} name="falling" />)).toContain('aria-label="falling"');
  });

  it('speaks the range of the chain', () => {
    const stages = [{ slug: 'a', name: 'Buy', reliability: 0.9 }];
    const drawn = html(
      <ChainChart stages={stages} chain={chain(stages)} name="n" formatShare={trend.formatShare}>
        <p>About 9 in 10</p>
      </ChainChart>,
    );
    expect(drawn).toContain('at least 90.0 %, at most 90.0 %');
    expect(drawn.indexOf('About 9 in 10')).toBeGreaterThan(drawn.indexOf('Buy'));
  });

  it('has no range where no stage is measured', () => {
    const stages = [{ slug: 'a', name: 'Buy', reliability: null }];
    const drawn = html(
      <ChainChart stages={stages} chain={chain(stages)} name="n" formatShare={trend.formatShare} />,
    );
    expect(count(drawn, '<svg')).toBe(1);
    expect(drawn).toContain('not measured');
  });
});

describe('hover', () => {
  const titles = (element: ReactElement) =>
    [...html(element).matchAll(/<title>([^<]*)<\/title>/g)].map(([, text]) => text);

  it('gives the exact figures of every period', () => {
    const all = titles(<ProcessBehaviourChart {...process} size="medium" />);
    expect(all).toContain('W22: 93.90\u00a0% · target 95.0');
    expect(all).toContain('W47: 84.00\u00a0% · target 95.0 · signal');
    expect(all).toContain('W42: 93.70\u00a0% · target 95.0 · new &lt;screen&gt;');
    expect(all).toHaveLength(promised.length + 1);
  });

  it('says what is missing, in progress or reported in part', () => {
    const points = restarted.map((point, index) =>
      index === 1 ? { ...point, reported: { in: 5, of: 7 } } : point,
    );
    const all = titles(<ProcessBehaviourChart {...process} points={points} size="medium" />);
    expect(all).toContain('W24: no figure · target 75.0');
    expect(all).toContain('W23: 58.00\u00a0% · target 75.0 · 5 of 7 reported');
    expect(all).toContain('W37: 83.00\u00a0% · target 75.0 · in progress');
  });

  it('is left out of images', () => {
    const image = titles(<ProcessBehaviourChart {...process} size="medium" hover={false} />);
    expect(image).toEqual(['new &lt;screen&gt;']);
    expect(titles(<ContrastTrend {...trend} size="narrow" hover={false} />)).toEqual([]);
  });
});

describe('any size', () => {
  it.each([0, 1, 2, 3, 26, 104, 520])('draws %d points', (length) => {
    const points = pointsOf(Array.from({ length }, (_, i) => Math.sin(i) * 10));
    const drawn = html(<ProcessBehaviourChart {...process} size="large" points={points} />);
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
    expect(count(drawn, '<svg')).toBe(3);
  });

  it('draws nothing and no trend', () => {
    const drawn = html(
      <ContrastTrend {...trend} trend={[]} siloText={null} stageText={null} gapText={null} />,
    );
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('standing alone', () => {
  it.each([
    ['process', <ProcessBehaviourChart key="p" {...process} size="wide" hover={false} />],
    ['trend', <ContrastTrend key="t" {...trend} size="broad" hover={false} />],
    ['sparkline', <Sparkline key="s" points={promised} name="n" />],
  ])('%s needs no stylesheet and no script', (_, element) => {
    const svg = standalone(html(element));
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).not.toMatch(/var\(|class=|style=|<script|url\(|href=| id=/);
  });
});

describe('StatusMark', () => {
  const all: readonly Status[] = [...JUDGED_STATUSES, ...UNJUDGED_STATUSES];

  it('has a shape for each status that does not rest on colour', () => {
    const shapes = [
      ...all.map((status) => <StatusMark key={status} status={status} title={null} />),
      ...JUDGED_STATUSES.map((status) => (
        <StatusMark key={status} status={status} basis="overall" title={null} />
      )),
      <StatusMark key="w" status="on_target" watermelon title={null} />,
      <StatusMark key="wo" status="on_target" basis="overall" watermelon title={null} />,
    ].map((mark) =>
      html(mark)
        .replace(/fill="var[^"]*"/g, 'filled')
        .replace(/stroke="var[^"]*"/g, 'stroked'),
    );
    expect(new Set(shapes).size).toBe(all.length + JUDGED_STATUSES.length + 2);
  });

  it('speaks a name of its own for each', () => {
    const names = [
      ...all.map((status) => statusName(status)),
      statusName('on_target', 'own', true),
    ];
    expect(new Set(names).size).toBe(all.length + 1);
    expect(html(<StatusMark status="on_target" watermelon />)).toContain(
      '<title>green team, red stage</title>',
    );
    expect(html(<StatusMark status="at_risk" basis="overall" />)).toContain(
      '<title>at risk by its whole scorecard, nothing of its own here</title>',
    );
  });

  it('draws nothing that cannot be judged in green', () => {
    for (const status of UNJUDGED_STATUSES) {
      expect(html(<StatusMark status={status} />)).not.toContain('good');
    }
  });

  it('can be silent beside a text, or say something else', () => {
    expect(html(<StatusMark status="no_data" title={null} />)).toContain('aria-hidden="true"');
    expect(html(<StatusMark status="no_data" title="late since W44" />)).toContain(
      '<title>late since W44</title>',
    );
  });
});
