/** One choice of a form whose choices end up in the address. */
import form from './form.module.css';

export interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  /** What no choice is called; null where there is always one. */
  readonly any: string | null;
  readonly value: string | null | undefined;
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function Choice({ name, label, any, value, options }: ChoiceProps) {
  return (
    <label>
      {label}
      {/* Made anew by another choice, as a form keeps what was chosen in it. */}
      <select key={value ?? ''} className={form['control']} name={name} defaultValue={value ?? ''}>
        {any === null ? null : <option value="">{any}</option>}
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/**
 * Things with a slug as options.
 *
 * @example [{ slug: 'web', name: 'Web' }].map(namedOption) // [['web', 'Web']]
 */
export const namedOption = ({ slug, name }: { readonly slug: string; readonly name: string }) =>
  [slug, name] as const;
