'use client';

/** What can be done to an embed that stands: another look, another key, an end. */
import { useActionState } from 'react';
import sections from '@/components/catalog/form.module.css';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { Overtaken } from '@/components/ui/overtaken';
import { EMBED_LABELS } from '@/lib/domain/embed-typed';
import type { FieldDifference } from '@/lib/domain/entry-difference';
import styles from './embed.module.css';
import { Made } from './made';
import { type MakeState, Origins } from './make-form';

type Act = (before: MakeState, form: FormData) => Promise<MakeState>;

export interface ReviseState extends MakeState {
  /** What somebody else changed meanwhile; null where nobody did. */
  readonly differences: readonly FieldDifference[] | null;
  /** Which state of the embed the form speaks of. */
  readonly stamp: string;
}

export type ReviseAction = (before: ReviseState, form: FormData) => Promise<ReviseState>;

export function ReviseForm({
  action,
  initial,
  stamp,
  installation,
}: {
  readonly action: ReviseAction;
  readonly initial: MakeState;
  readonly stamp: string;
  readonly installation: readonly string[];
}) {
  const [state, submit, pending] = useActionState(action, { ...initial, differences: null, stamp });
  const { typed, faults, problem, differences } = state;
  const said = Object.values(faults);
  return (
    <form action={submit} className={styles['fields']} noValidate>
      <input type="hidden" name="stamp" value={state.stamp} />
      {differences === null ? null : (
        <div className={sections['summary']} role="alert">
          <Overtaken differences={differences} />
        </div>
      )}
      {differences !== null || (said.length === 0 && problem === null) ? null : (
        <p className={form['problem']} role="alert">
          {problem ?? `Nothing was changed: ${said.join(' ')}`}
        </p>
      )}
      <Field form="revise" name="title" label={EMBED_LABELS.title} fault={faults.title}>
        {(described) => <input {...described} type="text" defaultValue={typed.title} />}
      </Field>
      <Field form="revise" name="accent" label={EMBED_LABELS.accent} fault={faults.accent}>
        {(described) => <input {...described} type="text" defaultValue={typed.accent} />}
      </Field>
      <Field form="revise" name="theme" label={EMBED_LABELS.theme} fault={faults.theme}>
        {(described) => (
          <select {...described} defaultValue={typed.theme}>
            <option value="viewer">as the viewer prefers</option>
            <option value="light">light</option>
            <option value="dark">dark</option>
          </select>
        )}
      </Field>
      <Origins typed={typed} faults={faults} installation={installation} />
      <Field form="revise" name="expires" label={EMBED_LABELS.expires} fault={faults.expires}>
        {(described) => <input {...described} type="date" defaultValue={typed.expires} />}
      </Field>
      <input type="hidden" name="size" value={typed.size} />
      <input type="hidden" name="span" value={typed.span} />
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          Save
        </button>
      </p>
    </form>
  );
}

export function ReplaceForm({
  action,
  initial,
  signing,
}: {
  readonly action: Act;
  readonly initial: MakeState;
  readonly signing: string | null;
}) {
  const [{ made, faults, problem }, submit, pending] = useActionState(action, initial);
  if (made !== null) return <Made made={made} />;
  return (
    <form action={submit} className={styles['fields']} noValidate>
      {problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem}
        </p>
      )}
      {signing === 'EdDSA' ? (
        <Field form="replace" name="publicKey" label="Your new public key" fault={faults.publicKey}>
          {(described) => <textarea {...described} rows={3} />}
        </Field>
      ) : null}
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          {signing === null ? 'Give it another address' : 'Replace its key'}
        </button>
      </p>
    </form>
  );
}

export function RevokeForm({ action }: { readonly action: () => Promise<void> }) {
  return (
    <form action={action}>
      <button type="submit" className={`${form['button']} ${form['remove']}`}>
        Take it back
      </button>
    </form>
  );
}
