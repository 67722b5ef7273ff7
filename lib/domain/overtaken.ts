/** Whether somebody else changed an entry since its form was opened. */
import { stampOf } from './entry';
import type { FieldDifference } from './entry-difference';

export interface Overtaken {
  /** Of the entry as it is stored now: whoever saves again after seeing it means it. */
  readonly stamp: string;
  readonly differences: readonly FieldDifference[];
}

type Texts<Name extends string> = { readonly [name in Name]?: string | undefined };

/**
 * What is stored beside what was typed, where the entry is not the one that its form was opened with;
 * null where it is. A form says which it was opened with by the stamp of its fields.
 *
 * @param seen the stamp that the form was opened with
 * @param labels the fields that can be changed, with what the form calls them
 * @param worded a field's value as the form shows it, where that is not its text
 *
 * @example overtakenBy(stampOf(before), now, typed, { chair: 'Chair' })
 * // { stamp: '…', differences: [{ label: 'Chair', stored: 'Ana', typed: 'Zoë' }] }
 */
export function overtakenBy<Name extends string>(
  seen: string,
  stored: Texts<Name>,
  typed: Texts<Name>,
  labels: { readonly [name in Name]?: string },
  worded: (name: string, text: string) => string = (_, text) =>
    text.replaceAll('\r\n', '\n').trim(),
): Overtaken | null {
  const stamp = stampOf(stored);
  if (seen === stamp) return null;
  const differences = Object.entries<string | undefined>(labels).flatMap(([name, label = name]) => {
    const [here, mine] = [textOf(stored, name), textOf(typed, name)].map((text) =>
      worded(name, text),
    );
    return here === undefined || mine === undefined || here === mine
      ? []
      : [{ label, stored: here, typed: mine }];
  });
  return { stamp, differences };
}

const textOf = (texts: Readonly<Record<string, string | undefined>>, name: string): string =>
  texts[name] ?? '';
