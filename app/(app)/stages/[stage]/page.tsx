import type { Metadata } from 'next';
import { permanentRedirect } from 'next/navigation';
import { cache } from 'react';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { StagePage } from '@/components/stage/stage';
import { isAppError } from '@/lib/errors';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { stagePath } from '@/lib/paths';
import { renamedStage, stagePage } from '@/lib/usecases/stage';

interface RouteProps {
  readonly params: Promise<{ readonly stage: string }>;
  readonly searchParams: SearchParameters;
}

/** Once a request: the title needs the stage's name as well. */
const load = cache(async (slug: string, parameters: SearchParameters) => {
  const query = await pickParameters(parameters, ['journey', 'period', 'segment', 'asOf']);
  return loadPage(async (context) => {
    try {
      return await stagePage(context, slug, query);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unknown_stage') throw error;
      const renamed = await renamedStage(context, slug);
      if (renamed === null) throw error;
      permanentRedirect(stagePath(renamed, query));
    }
  });
});

export async function generateMetadata({ params, searchParams }: RouteProps): Promise<Metadata> {
  const loaded = await load((await params).stage, searchParams);
  return { title: 'shown' in loaded ? loaded.shown.stage.name : 'Stages' };
}

export default async function StageRoute({ params, searchParams }: RouteProps) {
  const loaded = await load((await params).stage, searchParams);
  if ('problem' in loaded) {
    return (
      <Page current="/stages" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page
      current="/stages"
      newest={newestFigure(shown.frame, shown.organisation)}
      demo={shown.demo}
    >
      <StagePage shown={shown} />
      <Keys />
    </Page>
  );
}
