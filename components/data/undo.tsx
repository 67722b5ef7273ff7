/** What taking an import back does, said before it is done. */
import { DemoForm } from '@/components/start/demo-form';
import type { Organisation } from '@/lib/domain/catalog';
import { formatNumber } from '@/lib/format';
import { importPath } from '@/lib/paths-data';
import styles from './data.module.css';

export interface UndoPageProps {
  readonly id: number;
  readonly outcome: {
    readonly restored: number;
    readonly emptied: number;
    readonly kept: number;
  };
  readonly organisation: Organisation;
  readonly action: (before: string | null) => Promise<string | null>;
}

export function UndoPage({ id, outcome, organisation, action }: UndoPageProps) {
  const figures = (count: number) =>
    `${formatNumber(count, 0, organisation.locale)} ${count === 1 ? 'figure' : 'figures'}`;
  const { restored, emptied, kept } = outcome;
  return (
    <>
      <h1 className={styles['title']}>Take import {id} back?</h1>
      <ul className={styles['effects']}>
        <li>{figures(restored)} will say again what they said before it.</li>
        <li>{figures(emptied)} will be empty: nothing was known before it.</li>
        {kept === 0 ? null : (
          <li>{figures(kept)} stay as they are: a later import replaced them since.</li>
        )}
      </ul>
      <p className={styles['lead']}>
        It is reported anew and nothing is deleted: a look back still shows what was known, and this
        can itself be taken back.
      </p>
      <DemoForm
        action={action}
        does="Take it back"
        doing="Taking it back…"
        danger
        back={importPath(id)}
      />
    </>
  );
}
