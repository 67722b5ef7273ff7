import type { Metadata } from 'next';
import { MethodsPage } from '@/components/methods/methods';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { methods } from '@/lib/usecases/methods';
import { Still } from '../../still';

export const metadata: Metadata = { title: 'Methods' };
// The rules name the organisation's own numbers.
export const dynamic = 'force-dynamic';

export default async function MethodsRoute({ searchParams }: { searchParams: SearchParameters }) {
  const query = await pickParameters(searchParams, ['asOf']);
  const loaded = await loadPage((context) => methods(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/methods" newest={null} demo={false}>
        <Problem title="The rules cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/methods" newest={null} demo={shown.demo}>
      <Still view={shown}>
        <MethodsPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}
