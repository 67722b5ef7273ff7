import type { Metadata } from 'next';
import { EnterPage } from '@/components/enter/enter';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { ENTER_PARAMETERS } from '@/lib/paths-data';
import { enterPage } from '@/lib/usecases/enter';
import { enterAction } from './actions';

export const metadata: Metadata = { title: 'Enter figures' };

export default async function EnterRoute({ searchParams }: { searchParams: SearchParameters }) {
  const look = await pickParameters(searchParams, ENTER_PARAMETERS);
  const loaded = await loadPage((context) => enterPage(context, look));
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That grid cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/data" newest={null} demo={shown.demo}>
      <EnterPage view={shown} look={look} action={enterAction.bind(null, look)} />
    </Page>
  );
}
