/** Reviews that were held before a team began to keep its silo KPIs to itself. */
import { describe, expect, it } from 'vitest';

import { canonicalJson } from '../../lib/domain/canonical-json';
import { type Minutes, type MinutesItem, readMinutes } from '../../lib/domain/minutes';
import type { ReviewFile } from '../../lib/domain/review-record';
import { seenFile, seenMinutes } from '../../lib/domain/review-seen';

/** As it is kept: what a test does not look at is left out. */
const whole = (part: object) => JSON.parse(JSON.stringify(part));

const item = (kpi: string): MinutesItem => ({
  title: `About ${kpi}`,
  kind: 'signal',
  state: 'done',
  said: `${kpi} is worse than usual`,
  planned: 5,
  spentSeconds: 240,
  note: `${kpi} fell`,
  asked: null,
  figures: [
    {
      ...{ kpi, name: `Name of ${kpi}`, period: '2026-W46', value: 7, unit: '%', decimals: 1 },
      ...{ status: 'off_target', target: 9, lower: null, upper: null, answers: 'Web', said: kpi },
    },
  ],
  checkIns: [],
  decisions: [`Mend ${kpi}`],
});

const MINUTES: Minutes = whole({
  items: [item('clicks'), item('picked')],
  actions: [
    { id: 1, text: 'Win clicks', kpi: 'Name of clicks' },
    { id: 2, text: 'Pick', kpi: 'Name of picked' },
    { id: 3, text: 'Anything', kpi: null },
  ],
  thanks: [{ team: 'Web', person: null, text: 'For clicks', evidence: 'Name of clicks' }],
});

const WITHOUT = {
  slug: (slug: string) => slug !== 'clicks',
  name: (name: string) => name !== 'Name of clicks',
};
const ALL = { slug: () => true, name: () => true };

describe('minutes, to one who may not see all of them', () => {
  it('keep the place and the time of what is withheld, and nothing else', () => {
    const seen = seenMinutes(MINUTES, WITHOUT);
    expect(JSON.stringify(seen)).not.toContain('clicks');
    expect(seen.items.map(({ title, spentSeconds }) => [title, spentSeconds])).toEqual([
      ['Withheld', 240],
      ['About picked', 240],
    ]);
    expect(seen.actions.map(({ id }) => id)).toEqual([2, 3]);
    expect(seen.thanks).toEqual([]);
  });

  it('are the same object to who sees all', () => {
    expect(seenMinutes(MINUTES, ALL)).toBe(MINUTES);
  });
});

describe('a review, to one who may not see all of it', () => {
  const file: ReviewFile = whole({
    review: {
      items: [
        { id: 1, title: 'About clicks', kpis: ['clicks'], note: 'clicks fell', asked: 'clicks?' },
        { id: 2, title: 'About picked', kpis: ['picked'], note: '', asked: null },
      ],
      decisions: [
        { id: 1, item: 1, text: 'Mend clicks', proposedBy: 'Zoë' },
        { id: 2, item: null, text: 'Go on', proposedBy: null },
      ],
      thanks: [{ id: 1, kpi: 'clicks', text: 'For clicks' }],
    },
    links: [
      { kind: 'minutes', content: canonicalJson(MINUTES), hash: 'of the whole' },
      { kind: 'correction', content: '{}', hash: 'another' },
    ],
  });

  it('says nothing of it, and the hash stays that of the whole', () => {
    const seen = seenFile(file, WITHOUT);
    expect(JSON.stringify(seen)).not.toContain('clicks');
    expect(seen.review?.items.map(({ title }) => title)).toEqual(['Withheld', 'About picked']);
    expect(seen.review?.decisions.map(({ text }) => text)).toEqual(['Withheld', 'Go on']);
    expect(seen.links[0]?.hash).toBe('of the whole');
    expect(readMinutes(seen.links[0]?.content ?? '').items).toHaveLength(2);
  });
});
