/** Keys of programs: made, listed, taken back. */
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import type { ApiKey, keyState } from '@/lib/domain/access';
import type { Organisation } from '@/lib/domain/catalog';
import { formatInstant } from '@/lib/format-period';
import { type Act, ActForm } from './act-form';
import { type Team, TeamsField } from './fields';
import styles from './people.module.css';

export interface KeysProps {
  readonly keys: readonly (ApiKey & { readonly state: ReturnType<typeof keyState> })[];
  readonly teams: readonly Team[];
  readonly organisation: Organisation;
  readonly add: Act;
  readonly revoke: (prefix: string) => Act;
}

export function Keys({ keys, teams, organisation, add, revoke }: KeysProps) {
  return (
    <Card id="keys" title="Keys of programs" note="with which they read or write over HTTP">
      {keys.length === 0 ? <p className={styles['none']}>There is none.</p> : null}
      <ul className={styles['list']}>
        {keys.map((key) => (
          <li key={key.id}>
            <details>
              <summary>
                <strong>{key.name}</strong>
                <small>
                  <code>tl_{key.prefix}…</code>
                </small>
                <small>{key.state === 'good' ? scopeOf(key) : key.state}</small>
              </summary>
              <div className={styles['about']}>
                <p className={styles['none']}>{aboutKey(key, organisation)}</p>
                {key.state === 'revoked' ? null : (
                  <ActForm action={revoke(key.prefix)} does="Take it back" of={key.name} danger />
                )}
              </div>
            </details>
          </li>
        ))}
      </ul>
      <details>
        <summary>New key</summary>
        <div className={styles['about']}>
          <ActForm action={add} does="Make the key">
            <div className={styles['fields']}>
              <Field form="key" name="name" label="What it is for" fault={undefined}>
                {(described) => <input {...described} type="text" maxLength={80} />}
              </Field>
              <Field form="key" name="scope" label="It may" fault={undefined}>
                {(described) => (
                  <select {...described} defaultValue="read">
                    <option value="read">read</option>
                    <option value="write">read and write</option>
                  </select>
                )}
              </Field>
              <Field
                form="key"
                name="expires"
                label="Its last day"
                hint="Empty: none."
                fault={undefined}
              >
                {(described) => <input {...described} type="date" />}
              </Field>
            </div>
            <TeamsField legend="Writes only for (none: for all)" teams={teams} chosen={[]} />
          </ActForm>
        </div>
      </details>
    </Card>
  );
}

function scopeOf({ scope, teams }: ApiKey): string {
  if (scope === 'read') return 'reads';
  if (teams === null) return 'reads and writes';
  return `writes for ${teams.length === 0 ? 'nobody: its teams are gone' : teams.join(', ')}`;
}

function aboutKey(key: ApiKey, { timeZone, locale }: Organisation): string {
  const at = (instant: string) => formatInstant(instant, timeZone, locale);
  const made = `Made ${at(key.createdAt)} by ${key.createdBy}`;
  const used = key.usedAt === null ? 'never used' : `last used ${at(key.usedAt)}`;
  const until = key.expiresAt === null ? '' : `; good until ${at(key.expiresAt)}`;
  return `${made}; ${used}${until}.`;
}
