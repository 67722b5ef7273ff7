import type { Metadata } from 'next';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { StagePage } from '@/components/stage/stage';
import { StripScroll } from '@/components/stage/strip-scroll';
import { type SearchParameters, slugPage } from '@/lib/http/page';
import { stagePath } from '@/lib/paths';
import { renamedStage, stagePage } from '@/lib/usecases/stage';
import { Still } from '../../../still';

interface RouteProps {
  readonly params: Promise<{ readonly stage: string }>;
  readonly searchParams: SearchParameters;
}

const load = slugPage({
  asked: ['journey', 'period', 'segment', 'asOf'],
  load: stagePage,
  unknown: 'unknown_stage',
  renamed: renamedStage,
  pathOf: stagePath,
});

export async function generateMetadata({ params, searchParams }: RouteProps): Promise<Metadata> {
  const loaded = await load((await params).stage, searchParams);
  return 'problem' in loaded ? {} : { title: loaded.shown.stage.name };
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
      <Still view={shown}>
        <StagePage shown={shown} />
      </Still>
      <StripScroll current={shown.stage.slug} />
      <Keys />
    </Page>
  );
}
