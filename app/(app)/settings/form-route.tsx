/** What the routes of forms share: the page of the form at an address. */
import { permanentRedirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { CatalogFormPage } from '@/components/catalog/form-page';
import { Page, Problem } from '@/components/shell/page';
import type { FormAddress } from '@/lib/domain/catalog-form';
import { ENTRY_KINDS, type EntryKind } from '@/lib/domain/entry';
import { AppError } from '@/lib/errors';
import { loadPage } from '@/lib/http/page';
import { CATALOG_LISTS } from '@/lib/paths';
import { formPage } from '@/lib/usecases/catalog/form-page';
import { checkEntryAction, moveAction, saveEntryAction } from './actions';

/** The kind that a part of an address names; null for anything else. */
export function kindOfList(list: string): EntryKind | null {
  return ENTRY_KINDS.find((each) => CATALOG_LISTS[each] === list) ?? null;
}

/** Next's own page for what is not found stays blank without scripts. */
export async function UnknownRoute() {
  const loaded = await loadPage<never>(async () => {
    throw new AppError('unknown_page', 'There is no such page in the catalogue.', { status: 404 });
  });
  return (
    <Page current="/settings" newest={null} demo={false}>
      <Problem
        title="That address cannot be shown."
        text={'problem' in loaded ? loaded.problem : ''}
      />
    </Page>
  );
}

export async function FormRoute({
  address,
  pathOf,
  notice,
  above = null,
}: {
  readonly address: FormAddress;
  /** The address of this page for a slug. */
  readonly pathOf: (slug: string) => string;
  readonly notice: string | undefined;
  /** Stands between title and form. */
  readonly above?: ReactNode;
}) {
  const loaded = await loadPage((context) => formPage(context, address));
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  if ('movedTo' in shown) permanentRedirect(pathOf(shown.movedTo));
  const here = 'slug' in address && address.slug !== null ? pathOf(address.slug) : '/settings';
  return (
    <Page current="/settings" newest={null} demo={shown.demo}>
      <CatalogFormPage
        shown={shown}
        above={above}
        notice={notice}
        action={saveEntryAction.bind(null, address)}
        check={checkEntryAction.bind(null, address)}
        move={(move) => moveAction.bind(null, move, here)}
      />
    </Page>
  );
}
