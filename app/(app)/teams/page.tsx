import type { Metadata } from 'next';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { TeamListPage } from '@/components/team/team-list';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { teamList } from '@/lib/usecases/team-list';
import { Still } from '../../still';

export const metadata: Metadata = { title: 'Teams' };

export default async function TeamsRoute({ searchParams }: { searchParams: SearchParameters }) {
  const query = await pickParameters(searchParams, ['journey', 'period', 'segment', 'asOf']);
  const loaded = await loadPage((context) => teamList(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/teams" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/teams" newest={newestFigure(shown.frame, shown.organisation)} demo={shown.demo}>
      <Still view={shown}>
        <TeamListPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}
