/** What is typed into the form that marks a change: taken, or refused with the cure. */
import { describe, expect, it } from 'vitest';

import { LONGEST_CHANGE_TEXT, readChange } from '../../lib/domain/change-request';
import { day } from '../support/catalog-facts';

const TYPED = { date: '2026-10-26', text: 'New screen', reason: 'Asked for', restartsLimits: true };
const FACTS = { today: day('2026-11-22'), marked: [] };

it('takes what is whole, without spaces at the ends and line breaks within', () => {
  const typed = {
    ...TYPED,
    date: ' 2026-10-26 ',
    text: ' New\r\n screen ',
    reason: '\tAsked  for',
  };
  expect(readChange(typed, FACTS)).toEqual({ change: TYPED });
});

describe('refuses', () => {
  it.each([
    [{ date: '' }, { date: /as a date/ }],
    [{ date: '26/10/2026' }, { date: /as a date/ }],
    [{ date: '2026-02-30' }, { date: /as a date/ }],
    [{ date: '2026-11-23' }, { date: /to come/ }],
    [{ date: '1826-10-26' }, { date: /100 years/ }],
    [{ text: ' \n ' }, { text: /what changed/ }],
    [{ text: 'é'.repeat(LONGEST_CHANGE_TEXT + 1) }, { text: /81 characters/ }],
    [{ reason: '' }, { reason: /why/ }],
    [{ reason: 'x'.repeat(501) }, { reason: /at most 500/ }],
    [
      { date: '', text: '', reason: '' },
      { date: /./, text: /./, reason: /./ },
    ],
  ])('%o', (over, wanted) => {
    const read = readChange({ ...TYPED, ...over }, FACTS);
    const faults = 'faults' in read ? read.faults : {};
    expect(Object.keys(faults)).toEqual(Object.keys(wanted));
    for (const [field, pattern] of Object.entries(wanted)) {
      expect(Object.entries(faults)).toContainEqual([field, expect.stringMatching(pattern)]);
    }
  });

  it('the same change on the same day, not the same on another', () => {
    const facts = { ...FACTS, marked: [{ date: day('2026-10-26'), text: 'New screen' }] };
    expect(readChange(TYPED, facts)).toHaveProperty('faults.text');
    expect(readChange({ ...TYPED, date: '2026-10-27' }, facts)).toHaveProperty('change');
  });
});

it('takes today, and the longest text', () => {
  const typed = { ...TYPED, date: '2026-11-22', text: 'x'.repeat(LONGEST_CHANGE_TEXT) };
  expect(readChange(typed, FACTS)).toHaveProperty('change');
});
