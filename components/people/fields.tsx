/** What is said of a person, or of a key: in forms of more than one page part. */
import { Field } from '@/components/ui/field';
import { ROLES, type Role } from '@/lib/domain/principal';
import { ROLE_WORDS } from '@/lib/domain/role-words';
import styles from './people.module.css';

export interface Team {
  readonly slug: string;
  readonly name: string;
}

export function RoleField({ form, chosen }: { readonly form: string; readonly chosen: Role }) {
  return (
    <Field form={form} name="role" label="Role" fault={undefined}>
      {(described) => (
        <select {...described} defaultValue={chosen}>
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {ROLE_WORDS[each].name}: {ROLE_WORDS[each].does}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function TeamsField({
  legend,
  teams,
  chosen,
}: {
  readonly legend: string;
  readonly teams: readonly Team[];
  readonly chosen: readonly string[];
}) {
  if (teams.length === 0) return null;
  return (
    <fieldset className={styles['teams']}>
      <legend>{legend}</legend>
      <div>
        {teams.map(({ slug, name }) => (
          <label key={slug}>
            <input
              type="checkbox"
              name="teams"
              value={slug}
              defaultChecked={chosen.includes(slug)}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
