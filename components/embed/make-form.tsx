'use client';

/** Who may frame the embed, until when, how it is opened; and the button that makes it. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { EmbedFaults, TypedEmbed } from '@/lib/domain/embed-request';
import { embedsPath } from '@/lib/paths-embed';
import styles from './embed.module.css';
import { Made, type MadeShown } from './made';

export interface MakeState {
  readonly typed: TypedEmbed;
  readonly faults: EmbedFaults;
  readonly problem: string | null;
  readonly made: MadeShown | null;
}

export interface MakeFormProps {
  readonly action: (before: MakeState, form: FormData) => Promise<MakeState>;
  readonly initial: MakeState;
  /** What was chosen in the form beside this one. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly installation: readonly string[];
}

export function MakeForm({ action, initial, chosen, installation }: MakeFormProps) {
  const [state, submit, pending] = useActionState(action, initial);
  const { typed, faults, problem, made } = state;
  if (made !== null) return <Made made={made} />;
  const others = Object.keys(faults).length;
  return (
    <form action={submit} className={styles['fields']} noValidate>
      {others === 0 && problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem ?? `Nothing was made: ${Object.values(faults).join(' ')}`}
        </p>
      )}
      {Object.entries(chosen).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Origins typed={typed} faults={faults} installation={installation} />
      <Field
        form="make"
        name="expires"
        label="Its last day"
        hint="Empty: it stands until it is taken back."
        fault={faults.expires}
      >
        {(described) => <input {...described} type="date" defaultValue={typed.expires} />}
      </Field>
      <Opening typed={typed} faults={faults} />
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          {pending ? 'Making it…' : 'Make the embed'}
        </button>
        <Link href={embedsPath()}>Leave it</Link>
      </p>
    </form>
  );
}

export function Origins({
  typed,
  faults,
  installation,
}: {
  readonly typed: TypedEmbed;
  readonly faults: EmbedFaults;
  readonly installation: readonly string[];
}) {
  const among =
    installation.length === 0
      ? 'Empty: any site.'
      : `Among those that this installation allows: ${installation.join(', ')}.`;
  return (
    <Field
      form="make"
      name="origins"
      label="Sites that may frame it"
      hint={`One a line, such as https://intranet.example.com. ${among} Browsers keep to this for the page in a frame; for pictures they cannot: whoever has the address of a picture can show it anywhere.`}
      fault={faults.origins}
    >
      {(described) => <textarea {...described} rows={2} defaultValue={typed.origins} />}
    </Field>
  );
}

function Opening({ typed, faults }: { readonly typed: TypedEmbed; readonly faults: EmbedFaults }) {
  return (
    <details open={typed.signing !== undefined && typed.signing !== ''}>
      <summary>Signed by your own server, for each reader</summary>
      <div className={styles['fields']}>
        <Field
          form="make"
          name="signing"
          label="How it is opened"
          hint="A server that signs chooses the segment or place for each of its readers, and they see no other."
          fault={faults.signing}
        >
          {(described) => (
            <select {...described} defaultValue={typed.signing}>
              <option value="">by its address</option>
              <option value="HS256">signed with a shared key (HS256)</option>
              <option value="EdDSA">signed with your own key pair (EdDSA)</option>
            </select>
          )}
        </Field>
        <Field form="make" name="signable" label="What the server chooses" fault={faults.signable}>
          {(described) => (
            <select {...described} defaultValue={typed.signable}>
              <option value="">nothing</option>
              <option value="segment">the segment</option>
              <option value="place">the place</option>
              <option value="segment place">segment and place</option>
            </select>
          )}
        </Field>
        <Field
          form="make"
          name="publicKey"
          label="Your public key, for EdDSA"
          hint="As PEM or JWK. The private key stays with you."
          fault={faults.publicKey}
        >
          {(described) => <textarea {...described} rows={3} defaultValue={typed.publicKey} />}
        </Field>
      </div>
    </details>
  );
}
