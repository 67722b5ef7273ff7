/** How a file is read as a whole: kept under a name, taken from what was kept, or written by hand. */
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import type { Reading } from '@/lib/domain/upload-view';
import { profilePath } from '@/lib/paths-upload';
import { KeepForm, type KeepFormProps } from './keep-form';
import styles from './upload.module.css';

export interface ProfileProps {
  readonly reading: Reading;
  readonly profiles: readonly string[];
  readonly act: (form: FormData) => Promise<void>;
  readonly keep: KeepFormProps['action'];
}

export function Profile({ reading, profiles, act, keep }: ProfileProps) {
  const { profileName, text, from, faults } = reading;
  return (
    <Card id="profile" title="Profile" note="how the file is read, kept for the next one">
      <div className={styles['profile']}>
        {profileName === null ? null : (
          <p>
            Read by <strong>{profileName}</strong>.{' '}
            <a href={profilePath(profileName)} download className="alone">
              Download it
            </a>{' '}
            for <code>npx throughline import FILE --profile …</code>
          </p>
        )}
        {faults.length > 0 ? null : (
          <KeepForm action={keep} name={profileName ?? ''} key={profileName} />
        )}
        {profiles.length === 0 ? null : (
          <form action={act} className={styles['keep']}>
            <Field
              form="pick"
              name="profile"
              label="Read it by one that was kept"
              fault={undefined}
            >
              {(described) => (
                <select {...described} defaultValue={profileName ?? profiles[0]}>
                  {profiles.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              )}
            </Field>
            <p className={form['buttons']}>
              <button type="submit" name="intent" value="pick" className={styles['plain']}>
                Take it
              </button>
              <button type="submit" name="intent" value="forget" className={styles['plain']}>
                Forget it
              </button>
            </p>
          </form>
        )}
        {from === 'guess' ? null : (
          <form action={act}>
            <button type="submit" name="intent" value="guess" className={styles['plain']}>
              Find it out anew
            </button>
          </form>
        )}
        <details open={reading.choices === null}>
          <summary>As text</summary>
          <form action={act} className={styles['text']}>
            <Field
              form="text"
              name="text"
              label="Profile as text (YAML)"
              hint="As --profile of the command line takes it. It can say more than the fields above: several KPIs from one row, names replaced, columns subtracted."
              fault={undefined}
            >
              {(described) => (
                <textarea
                  {...described}
                  rows={Math.min(24, text.split('\n').length + 2)}
                  spellCheck={false}
                  defaultValue={text}
                  key={text}
                />
              )}
            </Field>
            <p className={form['buttons']}>
              <button type="submit" name="intent" value="text" className={styles['plain']}>
                Read it by this
              </button>
            </p>
          </form>
        </details>
      </div>
    </Card>
  );
}
