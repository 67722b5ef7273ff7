import type { Metadata } from 'next';
import { MomentsPage } from '@/components/moment/moments';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem, Welcome } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { momentRegister } from '@/lib/usecases/moments';
import { Still } from '../../still';

export const metadata: Metadata = { title: 'Moments of truth' };

export default async function MomentsRoute({ searchParams }: { searchParams: SearchParameters }) {
  const query = await pickParameters(searchParams, [
    'journey',
    'period',
    'segment',
    'asOf',
    'kind',
    'aim',
    'critical',
    'stage',
  ]);
  const loaded = await loadPage((context) => momentRegister(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/moments" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  if (shown === null) {
    return (
      <Page current="/moments" newest={null} demo={false}>
        <Welcome />
      </Page>
    );
  }
  return (
    <Page
      current="/moments"
      newest={newestFigure(shown.frame, shown.organisation)}
      demo={shown.demo}
    >
      <Still view={shown}>
        <MomentsPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}
