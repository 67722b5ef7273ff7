import { describe, expect, it } from 'vitest';

import { stampOf } from '../../lib/domain/entry';
import { overtakenBy } from '../../lib/domain/overtaken';

const LABELS = { chair: 'Chair', members: 'Members' };
const OPENED = { name: 'Weekly', chair: 'Ana', members: 'Zoë' };

describe('what somebody else changed', () => {
  it('is nothing where the form was opened with what is stored', () => {
    expect(overtakenBy(stampOf(OPENED), OPENED, { chair: 'Zoë' }, LABELS)).toBeNull();
  });

  it('stands beside what was typed, and only where the two differ', () => {
    const stored = { ...OPENED, chair: 'Olga' };
    const typed = { chair: 'Ana', members: ' Zoë\r\n' };
    expect(overtakenBy(stampOf(OPENED), stored, typed, LABELS)).toEqual({
      stamp: stampOf(stored),
      differences: [{ label: 'Chair', stored: 'Olga', typed: 'Ana' }],
    });
    expect(
      overtakenBy(stampOf(OPENED), stored, typed, LABELS, (field, text) => `${field} ${text}`),
    ).toMatchObject({ differences: [{ stored: 'chair Olga' }, { label: 'Members' }] });
  });

  it('is said too where a form speaks of no state at all, or is as it was typed', () => {
    expect(overtakenBy('', OPENED, OPENED, LABELS)).toEqual({
      stamp: stampOf(OPENED),
      differences: [],
    });
    const named = { ...OPENED, name: 'Monthly' };
    expect(overtakenBy(stampOf(OPENED), named, OPENED, LABELS)?.differences).toEqual([]);
  });
});
