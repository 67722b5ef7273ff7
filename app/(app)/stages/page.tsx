import type { Metadata } from 'next';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem, Welcome } from '@/components/shell/page';
import { StagesPage } from '@/components/stage/stages';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { stageList } from '@/lib/usecases/stages';
import { Still } from '../../still';

export const metadata: Metadata = { title: 'Stages' };

export default async function StagesRoute({ searchParams }: { searchParams: SearchParameters }) {
  const query = await pickParameters(searchParams, ['journey', 'period', 'segment', 'asOf']);
  const loaded = await loadPage((context) => stageList(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/stages" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  if (shown === null) {
    return (
      <Page current="/stages" newest={null} demo={false}>
        <Welcome />
      </Page>
    );
  }
  return (
    <Page
      current="/stages"
      newest={newestFigure(shown.frame, shown.organisation)}
      demo={shown.demo}
    >
      <Still view={shown}>
        <StagesPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}
