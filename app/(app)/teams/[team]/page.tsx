import { permanentRedirect } from 'next/navigation';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { TeamPage } from '@/components/team/team';
import { isAppError } from '@/lib/errors';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { teamPath } from '@/lib/paths';
import { renamedTeam, teamPage } from '@/lib/usecases/team';

interface RouteProps {
  readonly params: Promise<{ readonly team: string }>;
  readonly searchParams: SearchParameters;
}

export default async function TeamRoute({ params, searchParams }: RouteProps) {
  const { team: slug } = await params;
  const query = await pickParameters(searchParams, ['journey', 'period', 'segment', 'asOf']);
  const loaded = await loadPage(async (context) => {
    try {
      return await teamPage(context, slug, query);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unknown_team') throw error;
      const renamed = await renamedTeam(context, slug);
      if (renamed === null) throw error;
      permanentRedirect(teamPath(renamed, query));
    }
  });
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
      <title>{`${shown.team.name} · Throughline`}</title>
      <TeamPage shown={shown} />
      <Keys />
    </Page>
  );
}
