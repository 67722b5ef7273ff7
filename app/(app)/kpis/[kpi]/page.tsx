import type { Metadata } from 'next';
import { Follow } from '@/components/follow/follow';
import { KpiPage } from '@/components/kpi/kpi';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, type SearchParameters, slugPage } from '@/lib/http/page';
import { kpiPath } from '@/lib/paths';
import { followState } from '@/lib/usecases/follows';
import { kpiPage, renamedKpi } from '@/lib/usecases/kpi';
import { Still } from '../../../still';
import { followAction } from '../../follow';
import { withdrawChangeAction } from './change/actions';

interface RouteProps {
  readonly params: Promise<{ readonly kpi: string }>;
  readonly searchParams: SearchParameters;
}

const load = slugPage({
  asked: ['period', 'segment', 'place', 'figure', 'open', 'asOf'],
  load: kpiPage,
  unknown: 'unknown_kpi',
  renamed: renamedKpi,
  pathOf: kpiPath,
});

export async function generateMetadata({ params, searchParams }: RouteProps): Promise<Metadata> {
  const loaded = await load((await params).kpi, searchParams);
  return 'problem' in loaded ? {} : { title: loaded.shown.kpi.name };
}

export default async function KpiRoute({ params, searchParams }: RouteProps) {
  const { kpi: slug } = await params;
  const thing = { kind: 'kpi', slug } as const;
  const [loaded, followed] = await Promise.all([
    load(slug, searchParams),
    loadPage((context) => followState(context, thing)),
  ]);
  if ('problem' in loaded) {
    return (
      <Page current="/kpis" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/kpis" newest={newestFigure(shown.frame, shown.organisation)} demo={shown.demo}>
      <KpiPage
        shown={shown}
        withdraw={withdrawChangeAction}
        follow={
          <Follow
            state={'shown' in followed ? followed.shown : null}
            kind="kpi"
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
