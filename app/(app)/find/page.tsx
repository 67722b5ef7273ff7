import type { Metadata } from 'next';
import { FindPage } from '@/components/find/find';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { find } from '@/lib/usecases/find';

export const metadata: Metadata = { title: 'Find' };

export default async function FindRoute({ searchParams }: { searchParams: SearchParameters }) {
  const query = await pickParameters(searchParams, ['q', 'asOf']);
  const loaded = await loadPage((context) => find(context, query));
  if ('problem' in loaded) {
    return (
      <Page current={null} newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current={null} newest={null} demo={shown.demo}>
      <FindPage question={shown.question} found={shown.found} />
      <Keys />
    </Page>
  );
}
