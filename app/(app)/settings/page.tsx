import type { Metadata } from 'next';
import { OverviewPage } from '@/components/catalog/overview';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { catalogOverview } from '@/lib/usecases/catalog/lists';

export const metadata: Metadata = { title: 'Catalogue' };

export default async function SettingsRoute({ searchParams }: { searchParams: SearchParameters }) {
  const { notice } = await pickParameters(searchParams, ['notice']);
  const loaded = await loadPage(catalogOverview);
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  return (
    <Page current="/settings" newest={null} demo={loaded.shown.demo}>
      <OverviewPage shown={loaded.shown} notice={notice} />
    </Page>
  );
}
