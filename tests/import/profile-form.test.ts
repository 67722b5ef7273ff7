/** A profile as a form shows it, and what the form says back. */
import { describe, expect, it } from 'vitest';

import { columnField, type ProfileChoices } from '../../lib/domain/profile-choices';
import { type ProfileFile, parseProfile } from '../../lib/import/profile-file';
import { choicesOf, choicesSent, fileOf } from '../../lib/import/profile-form';
import { profileText } from '../../lib/import/profile-writer';

const fileIn = (text: string): ProfileFile => {
  const parsed = parseProfile(text);
  if ('file' in parsed) return parsed.file;
  throw new Error(JSON.stringify(parsed.faults));
};

const HEADER = ['metric', 'when', 'actual', 'goal', 'orders', 'rest'];
const FULL = `encoding: windows-1252
separator: ;
columns:
  kpi: { column: metric, map: { A: orders }, slugify: true, prefix: x-, suffix: -y, missing: [ none ] }
  period: when
  value: { column: actual, subtract: rest2, scale: 100 }
  target: { column: goal, missing: [ 0, n/a ] }
constants:
  segment: north
  place: store-1
missing:
  - "-"
dateFormat: DD/MM/YYYY
decimalComma: true
thousands: .
targetPerPeriod: true
unknownKpi: skip
duplicates: mean
`;

/** What a browser sends of the choices as they are shown. */
function sent(choices: ProfileChoices): (field: string) => string {
  const { columns, ...whole } = choices;
  const fields: Record<string, string> = { ...whole, columns: String(columns.length) };
  columns.forEach(({ name, role, of, missing, prefix, slugify, scale }, place) => {
    const said = {
      column: name,
      role: role ?? '',
      of,
      missing,
      prefix,
      slugify: slugify ? 'yes' : '',
      scale,
    };
    for (const [field, value] of Object.entries(said)) {
      fields[columnField(field as 'role', place)] = value;
    }
  });
  return (field) => fields[field] ?? '';
}

describe('a profile in a form', () => {
  it.each([
    FULL,
    'columns:\n  kpi: metric\n  period: when\n  value: actual\n',
    'columns:\n  period: when\nkpis:\n  - kpi: a\n    value: actual\n  - kpi: b\n    numerator: goal\n    denominator: orders\n',
    'columns:\n  period: when\n  value: actual\nconstants:\n  kpi: orders\nseparator: "\\t"\n',
  ])('comes back as it was: %#', (text) => {
    const file = fileIn(text);
    const choices = choicesOf(file, HEADER);
    if (choices === null) throw new Error('the form cannot say it');
    expect(profileText(fileOf(choicesSent(sent(choices)), file, false))).toBe(profileText(file));
  });

  it.each([
    'columns:\n  period: when\nkpis:\n  - kpi: a\n    value: actual\n  - kpi: b\n    value: actual\n',
    'columns:\n  kpi: metric\n  period: when\n  numerator: actual\nconstants:\n  denominator: 5\n',
  ])('says so where a form cannot show it: %#', (text) => {
    expect(choicesOf(fileIn(text), HEADER)).toBeNull();
  });

  it('forgets of a column that becomes something else what was said of it', () => {
    const file = fileIn(FULL);
    const choices = choicesOf(file, HEADER);
    if (choices === null) throw new Error('the form cannot say it');
    const columns = choices.columns.map((choice) =>
      choice.name === 'metric'
        ? { ...choice, role: 'segment' as const, slugify: false, prefix: '', missing: '' }
        : choice,
    );
    expect(fileOf({ ...choices, columns, segment: '' }, file, false).columns?.segment).toBe(
      'metric',
    );
  });

  it('keeps what rows that name their own columns may bring later', () => {
    const file = fileIn(
      'columns:\n  kpi: kpi\n  period: period\n  value: value\n  segment: segment\n',
    );
    const choices = choicesOf(file, ['kpi', 'period', 'value']);
    if (choices === null) throw new Error('the form cannot say it');
    expect(fileOf(choices, file, true).columns).toEqual(file.columns);
    expect(fileOf(choices, file, false).columns).not.toHaveProperty('segment');
  });

  it('takes nothing but what it offers, whatever is sent', () => {
    const choices = choicesSent((field) => (field === 'columns' ? '1e9' : `${field}<script>`));
    expect(choices.columns).toHaveLength(1000);
    expect(choices).toMatchObject({ numbers: 'point', duplicates: 'refuse', unknownKpi: 'refuse' });
    expect(choices.columns[0]?.role).toBeNull();
  });
});
