import type { FieldDifference } from '@/lib/domain/entry-difference';

/** What somebody else changed since a form was opened, beside what was typed into it. */
export function Overtaken({ differences }: { readonly differences: readonly FieldDifference[] }) {
  return (
    <>
      <h2>Somebody else changed this meanwhile. Nothing is lost.</h2>
      {differences.length === 0 ? (
        <p>It is now as you typed it.</p>
      ) : (
        <ul>
          {differences.map(({ label, stored, typed }) => (
            <li key={label}>
              {label}: stored is “{stored}”, you typed “{typed}”.
            </li>
          ))}
        </ul>
      )}
      <p>Change what you want to take over, and save again: what you typed then holds.</p>
    </>
  );
}
