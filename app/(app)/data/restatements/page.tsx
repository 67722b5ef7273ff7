import type { Metadata } from 'next';
import { RestatementsPage } from '@/components/data/restatements';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { restatementsPage } from '@/lib/usecases/data';

export const metadata: Metadata = { title: 'Figures that changed' };

export default async function RestatementsRoute({
  searchParams,
}: {
  searchParams: SearchParameters;
}) {
  const look = await pickParameters(searchParams, ['kpi', 'team', 'source', 'page']);
  const loaded = await loadPage((context) => restatementsPage(context, look));
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That list cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { organisation, demo, paged, teams, names } = loaded.shown;
  return (
    <Page current="/data" newest={null} demo={demo}>
      <RestatementsPage
        organisation={organisation}
        look={look}
        paged={paged}
        teams={teams}
        names={names}
      />
    </Page>
  );
}
