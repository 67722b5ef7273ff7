'use client';

/** One button that loads or removes the demo, and what is said where it cannot be. */
import Link from 'next/link';
import { useActionState } from 'react';
import form from '@/components/ui/form.module.css';

export interface DemoFormProps {
  /** What could not be done and why; null before. */
  readonly action: (before: string | null) => Promise<string | null>;
  readonly does: string;
  readonly doing: string;
  readonly danger: boolean;
  readonly back: string;
}

export function DemoForm({ action, does, doing, danger, back }: DemoFormProps) {
  const [problem, send, pending] = useActionState(action, null);
  return (
    <form action={send}>
      {problem === null ? null : <p role="alert">{problem}</p>}
      <p className={form['buttons']}>
        <button
          type="submit"
          disabled={pending}
          className={danger ? `${form['button']} ${form['remove']}` : form['button']}
        >
          {pending ? doing : does}
        </button>
        <Link href={back} prefetch={false}>
          Leave it
        </Link>
      </p>
    </form>
  );
}
