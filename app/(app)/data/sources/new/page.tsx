import type { Metadata } from 'next';
import { Page, Problem } from '@/components/shell/page';
import { SourceForm } from '@/components/source/source-form';
import { SourceFormHead } from '@/components/source/source-head';
import { EMPTY_SOURCE } from '@/lib/domain/source';
import { loadPage } from '@/lib/http/page';
import { sourcesPath } from '@/lib/paths-data';
import { newSourcePage } from '@/lib/usecases/sources';
import { sourceAction } from '../actions';

export const metadata: Metadata = { title: 'Add a source' };

/** Drawn for each request: it reads the database. */
export const dynamic = 'force-dynamic';

export default async function NewSourceRoute() {
  const loaded = await loadPage(newSourcePage);
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That form cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  return (
    <Page current="/data" newest={null} demo={loaded.shown.demo}>
      <SourceFormHead title="Add a source" back={sourcesPath()} />
      <SourceForm
        action={sourceAction.bind(null, null)}
        initial={{
          typed: EMPTY_SOURCE,
          passwordTyped: false,
          faults: {},
          problem: null,
          differences: null,
          stamp: null,
          tried: null,
        }}
        hasPassword={false}
        back={sourcesPath()}
        save="Add it"
      />
    </Page>
  );
}
