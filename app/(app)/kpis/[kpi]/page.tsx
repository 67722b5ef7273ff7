import type { Metadata } from 'next';
import { KpiPage } from '@/components/kpi/kpi';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { type SearchParameters, slugPage } from '@/lib/http/page';
import { kpiPath } from '@/lib/paths';
import { kpiPage, renamedKpi } from '@/lib/usecases/kpi';
import { Still } from '../../../still';
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
  const loaded = await load((await params).kpi, searchParams);
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
