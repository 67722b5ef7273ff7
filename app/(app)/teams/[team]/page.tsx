import type { Metadata } from 'next';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { TeamPage } from '@/components/team/team';
import { type SearchParameters, slugPage } from '@/lib/http/page';
import { teamPath } from '@/lib/paths';
import { renamedTeam, teamPage } from '@/lib/usecases/team';
import { Still } from '../../../still';

interface RouteProps {
  readonly params: Promise<{ readonly team: string }>;
  readonly searchParams: SearchParameters;
}

const load = slugPage({
  asked: ['journey', 'period', 'segment', 'asOf'],
  load: teamPage,
  unknown: 'unknown_team',
  renamed: renamedTeam,
  pathOf: teamPath,
});

export async function generateMetadata({ params, searchParams }: RouteProps): Promise<Metadata> {
  const loaded = await load((await params).team, searchParams);
  return 'problem' in loaded ? {} : { title: loaded.shown.team.name };
}

export default async function TeamRoute({ params, searchParams }: RouteProps) {
  const loaded = await load((await params).team, searchParams);
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
        <TeamPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}
