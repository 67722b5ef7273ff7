import type { Metadata } from 'next';
import { permanentRedirect } from 'next/navigation';
import { cache } from 'react';
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

const ASKED = ['journey', 'period', 'segment', 'asOf'] as const;

/** Once a request, for the title and the page: texts are the same text, objects are never the same. */
const load = cache((slug: string, asked: string) =>
  loadPage(async (context) => {
    const query: { readonly [name in (typeof ASKED)[number]]?: string } = JSON.parse(asked);
    try {
      return await teamPage(context, slug, query);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unknown_team') throw error;
      const renamed = await renamedTeam(context, slug);
      if (renamed === null) throw error;
      permanentRedirect(teamPath(renamed, query));
    }
  }),
);

async function loadOnce({ params, searchParams }: RouteProps) {
  return load((await params).team, JSON.stringify(await pickParameters(searchParams, ASKED)));
}

export async function generateMetadata(props: RouteProps): Promise<Metadata> {
  const loaded = await loadOnce(props);
  return 'problem' in loaded ? {} : { title: loaded.shown.team.name };
}

export default async function TeamRoute(props: RouteProps) {
  const loaded = await loadOnce(props);
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
      <TeamPage shown={shown} />
      <Keys />
    </Page>
  );
}
