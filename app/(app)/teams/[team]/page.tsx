import type { Metadata } from 'next';
import { Follow } from '@/components/follow/follow';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { TeamPage } from '@/components/team/team';
import { loadPage, type SearchParameters, slugPage } from '@/lib/http/page';
import { teamPath } from '@/lib/paths';
import { followState } from '@/lib/usecases/follows';
import { renamedTeam, teamPage } from '@/lib/usecases/team';
import { Still } from '../../../still';
import { followAction } from '../../follow';

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
  const { team: slug } = await params;
  const thing = { kind: 'team', slug } as const;
  const [loaded, followed] = await Promise.all([
    load(slug, searchParams),
    loadPage((context) => followState(context, thing)),
  ]);
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
      <TeamPage
        shown={shown}
        follow={
          <Follow
            state={'shown' in followed ? followed.shown : null}
            kind="team"
            action={followAction.bind(null, thing)}
          />
        }
        still={(part, children) => (
          <Still view={shown} part={part}>
            {children}
          </Still>
        )}
      />
      <Keys />
    </Page>
  );
}
