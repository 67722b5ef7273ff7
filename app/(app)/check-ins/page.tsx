import type { Metadata } from 'next';
import { CheckInsPage } from '@/components/review/check-ins';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { checkInList } from '@/lib/usecases/check-ins';

export const metadata: Metadata = { title: 'Check-ins' };

export default async function CheckInsRoute({ searchParams }: { searchParams: SearchParameters }) {
  const query = await pickParameters(searchParams, ['team', 'period']);
  const loaded = await loadPage((context) => checkInList(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  return (
    <Page current="/reviews" newest={null} demo={loaded.shown.demo}>
      <CheckInsPage shown={loaded.shown} />
      <Keys />
    </Page>
  );
}
