'use client';

/** The form of an action. It works without scripts: then the answer is the same page again. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { ActionFaults, TypedAction } from '@/lib/domain/action-request';
import type { ActionChoices } from '@/lib/domain/action-view';
import type { Named } from '@/lib/domain/contrast-view';
import styles from './action.module.css';

export interface ActionFormState {
  /** As it was typed. */
  readonly typed: TypedAction;
  readonly faults: ActionFaults;
  /** What is wrong with the whole; null when nothing is. */
  readonly problem: string | null;
  /** Another after each answer: what was typed is put into the fields anew. */
  readonly round: number;
}

export interface ActionFormProps {
  readonly action: (before: ActionFormState, form: FormData) => Promise<ActionFormState>;
  readonly initial: ActionFormState;
  readonly choices: ActionChoices;
  readonly does: string;
  readonly back: string;
}

export function ActionForm({ action, initial, choices, does, back }: ActionFormProps) {
  const [state, submit, pending] = useActionState(action, initial);
  const { typed, faults, problem, round } = state;
  const count = Object.keys(faults).length;
  return (
    <form action={submit} className={styles['form']} noValidate key={round}>
      {count === 0 && problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem ??
            `Nothing was saved: ${count === 1 ? 'one field needs' : `${count} fields need`} another look.`}
        </p>
      )}
      <Field form="action" name="text" label="What is to be done" fault={faults.text}>
        {(described) => <input {...described} required type="text" defaultValue={typed.text} />}
      </Field>
      <Who typed={typed} faults={faults} choices={choices} />
      <Field form="action" name="due" label="By which day" fault={faults.due}>
        {(described) => <input {...described} required type="date" defaultValue={typed.due} />}
      </Field>
      <About typed={typed} faults={faults} choices={choices} />
      <Expected typed={typed} faults={faults} />
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          {pending ? 'Saving…' : does}
        </button>
        <Link href={back}>Leave it</Link>
      </p>
    </form>
  );
}

interface PartProps {
  readonly typed: TypedAction;
  readonly faults: ActionFaults;
}

function Who({ typed, faults, choices }: PartProps & { readonly choices: ActionChoices }) {
  return (
    <div className={styles['pair']}>
      <Field form="action" name="team" label="Team that does it" fault={faults.team}>
        {(described) => (
          <select {...described} required defaultValue={typed.team}>
            <option value="">Choose a team</option>
            <Options items={choices.teams} kept={typed.team} />
          </select>
        )}
      </Field>
      <Field form="action" name="person" label="Person (may stay blank)" fault={faults.person}>
        {(described) => (
          <>
            <input
              {...described}
              type="text"
              list="action-people"
              defaultValue={typed.person}
              autoComplete="off"
            />
            <datalist id="action-people">
              {choices.people.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </div>
  );
}

function About({ typed, faults, choices }: PartProps & { readonly choices: ActionChoices }) {
  const parts = [
    { name: 'kpi', label: 'KPI', items: choices.kpis },
    { name: 'stage', label: 'Stage', items: choices.stages },
    { name: 'moment', label: 'Moment', items: choices.moments },
  ] as const;
  return (
    <div className={styles['pair']}>
      {parts.map(({ name, label, items }) => (
        <Field key={name} form="action" name={name} label={label} fault={faults[name]}>
          {(described) => (
            <select {...described} defaultValue={typed[name]}>
              <option value="">none</option>
              <Options items={items} kept={typed[name]} />
            </select>
          )}
        </Field>
      ))}
    </div>
  );
}

function Expected({ typed, faults }: PartProps) {
  return (
    <div className={styles['pair']}>
      <Field
        form="action"
        name="effect"
        label="What is expected of it"
        hint="For example: back within its usual range by W50."
        fault={faults.effect}
      >
        {(described) => <input {...described} type="text" defaultValue={typed.effect} />}
      </Field>
      <Field
        form="action"
        name="effectBy"
        label="By which period"
        hint="A period such as W50 or 2026-W50, or a date; may stand in the text."
        fault={faults.effectBy}
      >
        {(described) => <input {...described} type="text" defaultValue={typed.effectBy} />}
      </Field>
    </div>
  );
}

/** What was chosen before stays in the list, though it be gone from what can be chosen. */
function Options({ items, kept }: { readonly items: readonly Named[]; readonly kept: string }) {
  const gone = kept !== '' && !items.some(({ slug }) => slug === kept);
  return (
    <>
      {gone ? <option value={kept}>{kept}</option> : null}
      {items.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </>
  );
}
