/** The page of a form: the form, and what belongs to its entry and has forms of its own. */

import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import ui from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { CatalogMove } from '@/lib/domain/catalog-move';
import type { FormPageView } from '@/lib/domain/catalog-view';
import { entryPartPath } from '@/lib/paths';
import styles from './catalog.module.css';
import { Dated } from './dated';
import { EntryForm, type EntryFormProps } from './entry-form';
import { CatalogHead } from './frame';
import { Outline } from './outline';
import below from './outline.module.css';

export interface FormPageProps extends Pick<EntryFormProps, 'action' | 'check'> {
  readonly shown: FormPageView;
  readonly notice: string | undefined;
  readonly move: (move: CatalogMove) => (form: FormData) => Promise<void>;
  /** Stands between title and form. */
  readonly above: ReactNode;
}

export function CatalogFormPage({ shown, notice, move, action, check, above }: FormPageProps) {
  const { address, sections, stamp, outline, dated, merge, preview, organisation } = shown;
  const form = (
    <EntryForm
      key={JSON.stringify(address)}
      sections={sections}
      action={action}
      check={check}
      initial={{
        typed: null,
        faults: {},
        others: [],
        effect: null,
        overtaken: null,
        stamp,
        round: 0,
      }}
      submit={shown.submit}
      back={shown.back}
      hasEffect={hasEffect(shown)}
    />
  );
  return (
    <>
      <CatalogHead crumbs={shown.crumbs} title={shown.title} lead={shown.lead} notice={notice} />
      {above}
      {dated === null ? null : <Dated dated={dated} organisation={organisation} remove={move} />}
      {form}
      {preview === null ? null : <Preview preview={preview} />}
      {outline === null || address.form !== 'entry' || address.slug === null ? null : (
        <div className={styles['below']}>
          <Outline journey={address.slug} stages={outline} move={move} />
        </div>
      )}
      {merge === null || address.form !== 'entry' || address.slug === null ? null : (
        <div className={styles['below']}>
          <Card id="merge" title="Merge into another team">
            <p className={styles['none']}>{merge}</p>
            <p className={styles['more']}>
              <Link
                href={entryPartPath('team', address.slug, 'merge')}
                className={`${ui['button']} ${ui['second']}`}
              >
                Merge it from a day on
              </Link>
            </p>
          </Card>
        </div>
      )}
    </>
  );
}

/** Judgements follow from KPIs, their targets and owners; the rest says by itself what it does. */
function hasEffect({ address }: FormPageView): boolean {
  if (address.form === 'entry') return address.kind === 'kpi' && address.slug !== null;
  return address.form !== 'template';
}

function Preview({ preview }: { readonly preview: NonNullable<FormPageView['preview']> }) {
  return (
    <div className={styles['below']}>
      <Card
        id="preview"
        title="What it brings"
        note="stages, each with its promise and moments of truth"
      >
        <ol className={below['preview']}>
          {preview.map(({ name, promise, moments }) => (
            <li key={name}>
              <strong>{name}</strong> “{promise}”<small>{moments.join(' · ')}</small>
            </li>
          ))}
        </ol>
      </Card>
    </div>
  );
}
