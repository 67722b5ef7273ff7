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

const ASKED = ['journey', 'period', 'segment', 'asOf'] as const;

/** Once a request, for the title and the page: texts are the same text, objects are never the same. */
const load = cache((slug: string, asked: string) =>
  loadPage(async (context) => {
    const query: { readonly [name in (typeof ASKED)[number]]?: string } = JSON.parse(asked);
    try {
      return await stagePage(context, slug, query);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unknown_stage') throw error;
      const renamed = await renamedStage(context, slug);
      if (renamed === null) throw error;
      permanentRedirect(stagePath(renamed, query));
    }
  }),
);

async function loadOnce({ params, searchParams }: RouteProps) {
  return load((await params).stage, JSON.stringify(await pickParameters(searchParams, ASKED)));
}

export async function generateMetadata(props: RouteProps): Promise<Metadata> {
  const loaded = await loadOnce(props);
  return 'problem' in loaded ? {} : { title: loaded.shown.stage.name };
}

export default async function StageRoute(props: RouteProps) {
  const loaded = await loadOnce(props);
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
