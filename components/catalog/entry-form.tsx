'use client';

/**
 * The form of an entry. Without scripts its answer is the same page again; with them it is checked as
 * one types, and says what saving would do.
 */
import Link from 'next/link';
import { useActionState, useEffect, useRef, useState } from 'react';
import ui from '@/components/ui/form.module.css';
import { Overtaken } from '@/components/ui/overtaken';
import type { FieldFaults, FormSection, Typed } from '@/lib/domain/entry';
import type { FieldDifference } from '@/lib/domain/entry-difference';
import styles from './form.module.css';
import { fieldId } from './form-field';
import { FormSections } from './form-sections';

export interface EntryFormState {
  /** What was typed, as it was typed; null before anything was sent. */
  readonly typed: Typed | null;
  readonly faults: FieldFaults;
  /** What is wrong with the whole. */
  readonly others: readonly string[];
  /** What saving would do; null where nobody asked. */
  readonly effect: readonly string[] | null;
  /** Fields that somebody else changed meanwhile; null where nobody did. */
  readonly overtaken: readonly FieldDifference[] | null;
  /** Which state of the entry the form speaks of. */
  readonly stamp: string | null;
  /** How many answers there were: what is wrong is looked at once for each. */
  readonly round: number;
}

export type Checked = Pick<EntryFormState, 'faults' | 'effect'>;

export interface EntryFormProps {
  readonly sections: readonly FormSection[];
  readonly action: (before: EntryFormState, form: FormData) => Promise<EntryFormState>;
  /** Says what is wrong and what saving would do, and saves nothing. */
  readonly check: (form: FormData) => Promise<Checked>;
  readonly initial: EntryFormState;
  readonly submit: string;
  readonly back: string;
  /** Whether what it does is worth asking for before it is saved. */
  readonly hasEffect: boolean;
}

const PAUSE_MS = 450;

/**
 * A form begins anew with the entry that it saved. Where somebody else saved it meanwhile, what is typed stays:
 * sending it says what they changed.
 */
export function EntryForm(props: EntryFormProps) {
  const { stamp } = props.initial;
  const [opened, open] = useState(stamp);
  const [isTyped, setTyped] = useState(false);
  if (opened !== stamp && !isTyped) open(stamp);
  return <OpenedForm key={opened} {...props} setTyped={setTyped} />;
}

function OpenedForm(props: EntryFormProps & { readonly setTyped: (isTyped: boolean) => void }) {
  const { sections, action, check, initial, submit, back, hasEffect, setTyped } = props;
  const [state, send, pending] = useActionState(action, initial);
  const { live, typing } = useLiveCheck(check, state);
  const summary = useRef<HTMLDivElement>(null);
  const { round } = state;
  useEffect(() => {
    if (round === 0) return;
    setTyped(true);
    summary.current?.focus();
  }, [round, setTyped]);
  const sentIn = useRef<number | null>(null);
  useEffect(() => {
    if (pending) sentIn.current = round;
    // It was sent and not answered here: it was saved, and the page leads on.
    else if (sentIn.current === round) setTyped(false);
  }, [pending, round, setTyped]);
  const faults = live?.faults ?? state.faults;
  const effect = live === null ? state.effect : live.effect;
  return (
    <form
      action={send}
      className={styles['form']}
      noValidate
      onInput={(event) => {
        setTyped(true);
        typing(event);
      }}
    >
      <Summary state={state} sections={sections} reference={summary} />
      {state.stamp === null ? null : <input type="hidden" name="stamp" value={state.stamp} />}
      {/* Fields are made anew for each answer: they begin with what was typed. */}
      <FormSections key={round} sections={sections} typed={state.typed} faults={faults} />
      <div role="status" className={styles['effect']}>
        {effect === null || effect.length === 0 ? null : (
          <>
            <h2>What this does</h2>
            <ul>
              {effect.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p className={ui['buttons']}>
        <button type="submit" className={ui['button']} disabled={pending}>
          {pending ? 'Saving…' : submit}
        </button>
        {hasEffect ? (
          <button
            type="submit"
            name="intent"
            value="look"
            className={`${ui['button']} ${ui['second']}`}
          >
            Show what it does
          </button>
        ) : null}
        <Link href={back} prefetch={false}>
          Leave it
        </Link>
      </p>
    </form>
  );
}

/**
 * Asks what is wrong after a pause in typing. Only fields that were touched, or were refused before,
 * are spoken of: nobody is told off for what is still to come.
 */
function useLiveCheck(check: EntryFormProps['check'], state: EntryFormState) {
  const [live, setLive] = useState<(Checked & { readonly round: number }) | null>(null);
  const touched = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const { round, faults: refused } = state;
  const typing = (event: React.FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    const { target } = event;
    if ('name' in target && typeof target.name === 'string') touched.current.add(target.name);
    clearTimeout(timer.current);
    asked.current += 1;
    const number = asked.current;
    timer.current = setTimeout(() => {
      check(new FormData(form)).then(
        (checked) => {
          // A newer question is on its way.
          if (number !== asked.current) return;
          const known = Object.entries(checked.faults).filter(
            ([name]) => isTouched(name, touched.current) || name in refused,
          );
          setLive({ faults: Object.fromEntries(known), effect: checked.effect, round });
        },
        // The server could not be asked: what is there stays, and sending the form says why.
        () => undefined,
      );
    }, PAUSE_MS);
  };
  // An answer to the form as sent is newer than what was found while it was typed.
  return { live: live?.round === round ? live : null, typing };
}

/** A section is touched when one of its fields is. */
function isTouched(name: string, touched: ReadonlySet<string>): boolean {
  return touched.has(name) || [...touched].some((each) => each.startsWith(`${name}.`));
}

function Summary({
  state,
  sections,
  reference,
}: {
  readonly state: EntryFormState;
  readonly sections: readonly FormSection[];
  readonly reference: React.RefObject<HTMLDivElement | null>;
}) {
  const { faults, others, overtaken, round } = state;
  const named = Object.entries(faults);
  if (named.length === 0 && others.length === 0 && overtaken === null) return null;
  const labels = new Map(
    sections.flatMap(({ name, title, fields, rows = [] }) => [
      [name, title] as const,
      ...[...fields, ...rows.flat()].map((field) => [field.name, field.label] as const),
    ]),
  );
  return (
    <div
      key={round}
      ref={reference}
      className={styles['summary']}
      role="alert"
      tabIndex={-1}
      // Without scripts the browser itself brings the reader here.
      // biome-ignore lint/a11y/noAutofocus: what was refused is where one has to go on
      autoFocus
    >
      {overtaken === null ? <h2>Nothing was saved yet.</h2> : <Overtaken differences={overtaken} />}
      {named.length + others.length === 0 ? null : (
        <ul>
          {named.map(([name, fault]) => (
            <li key={name}>
              <a href={`#${fieldId(name)}`}>{labels.get(name) ?? name}</a>: {fault}
            </li>
          ))}
          {others.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
