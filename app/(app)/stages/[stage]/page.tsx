import type { Metadata } from 'next';
import { Follow } from '@/components/follow/follow';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { StagePage } from '@/components/stage/stage';
import { StripScroll } from '@/components/stage/strip-scroll';
import { loadPage, type SearchParameters, slugPage } from '@/lib/http/page';
import { stagePath } from '@/lib/paths';
import { followState } from '@/lib/usecases/follows';
import { renamedStage, stagePage } from '@/lib/usecases/stage';
import { Still } from '../../../still';
import { followAction } from '../../follow';

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
  const { stage: slug } = await params;
  const thing = { kind: 'stage', slug } as const;
  const [loaded, followed] = await Promise.all([
    load(slug, searchParams),
    loadPage((context) => followState(context, thing)),
  ]);
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
      <StagePage
        shown={shown}
        follow={
          <Follow
            state={'shown' in followed ? followed.shown : null}
            kind="stage"
            action={followAction.bind(null, thing)}
          />
        }
        still={(part, children) => (
          <Still view={shown} part={part}>
            {children}
          </Still>
        )}
      />
      <StripScroll current={shown.stage.slug} />
      <Keys />
    </Page>
  );
}
