import type { Metadata } from 'next';
import { ImportList } from '@/components/data/imports';
import { Page, Problem } from '@/components/shell/page';
import { SourcesCard } from '@/components/source/source-list';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { readNumber } from '@/lib/http/query';
import { dataPage } from '@/lib/usecases/data';
import { listImports } from '@/lib/usecases/imports';
import { shownSources } from '@/lib/usecases/sources';
import { listUploads } from '@/lib/usecases/uploads';

export const metadata: Metadata = { title: 'Data' };

export default async function DataRoute({ searchParams }: { searchParams: SearchParameters }) {
  const { before } = await pickParameters(searchParams, ['before']);
  const loaded = await loadPage(async (context) => ({
    view: await dataPage(context),
    ...(await listImports(context, { before: readNumber('before', before) })),
    uploads: before === undefined ? await listUploads(context) : [],
    sources: await shownSources(context),
  }));
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/data" newest={null} demo={shown.view.demo}>
      <ImportList
        imports={shown.imports}
        next={shown.next}
        organisation={shown.view.organisation}
        view={shown.view}
        uploads={shown.uploads}
      >
        {shown.sources === null ? null : (
          <SourcesCard sources={shown.sources} organisation={shown.view.organisation} />
        )}
      </ImportList>
    </Page>
  );
}
