import type { Metadata } from 'next';
import { Page, Problem } from '@/components/shell/page';
import { SourceList } from '@/components/source/source-list';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { surroundings } from '@/lib/usecases/scope';
import { listSources } from '@/lib/usecases/sources';

export const metadata: Metadata = { title: 'Sources' };

export default async function SourcesRoute({ searchParams }: { searchParams: SearchParameters }) {
  const { notice } = await pickParameters(searchParams, ['notice']);
  const loaded = await loadPage(async (context) => ({
    ...(await surroundings(context)),
    sources: await listSources(context),
  }));
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="The sources cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/data" newest={null} demo={shown.demo}>
      <SourceList
        sources={shown.sources}
        organisation={shown.organisation}
        notice={notice === 'removed' ? 'The source is removed; what it brought stays.' : null}
      />
    </Page>
  );
}
