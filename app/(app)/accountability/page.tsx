import type { Metadata } from 'next';
import { AccountabilityPage } from '@/components/accountability/accountability';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { accountability } from '@/lib/usecases/accountability';
import { Still } from '../../still';

export const metadata: Metadata = { title: 'Accountability' };

export default async function AccountabilityRoute({
  searchParams,
}: {
  searchParams: SearchParameters;
}) {
  const query = await pickParameters(searchParams, [
    'journey',
    'period',
    'segment',
    'asOf',
    'team',
    'stage',
    'lens',
    'page',
    'gap',
  ]);
  const loaded = await loadPage((context) => accountability(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/accountability" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page
      current="/accountability"
      newest={newestFigure(shown.frame, shown.organisation)}
      demo={shown.demo}
    >
      <Still view={shown}>
        <AccountabilityPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}
