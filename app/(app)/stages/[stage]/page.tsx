import { permanentRedirect } from 'next/navigation';
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

export default async function StageRoute({ params, searchParams }: RouteProps) {
  const { stage: slug } = await params;
  const query = await pickParameters(searchParams, ['journey', 'period', 'segment', 'asOf']);
  const loaded = await loadPage(async (context) => {
    try {
      return await stagePage(context, slug, query);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unknown_stage') throw error;
      const renamed = await renamedStage(context, slug);
      if (renamed === null) throw error;
      permanentRedirect(stagePath(renamed, query));
    }
  });
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
      <title>{`${shown.stage.name} · Throughline`}</title>
      <StagePage shown={shown} />
      <Keys />
    </Page>
  );
}
