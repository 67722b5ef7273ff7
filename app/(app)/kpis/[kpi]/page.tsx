import { permanentRedirect } from 'next/navigation';
import { KpiPage } from '@/components/kpi/kpi';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { isAppError } from '@/lib/errors';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { kpiPath } from '@/lib/paths';
import { kpiPage, renamedKpi } from '@/lib/usecases/kpi';
import { withdrawChangeAction } from './change/actions';

interface RouteProps {
  readonly params: Promise<{ readonly kpi: string }>;
  readonly searchParams: SearchParameters;
}

export default async function KpiRoute({ params, searchParams }: RouteProps) {
  const { kpi: slug } = await params;
  const query = await pickParameters(searchParams, [
    'period',
    'segment',
    'place',
    'figure',
    'asOf',
  ]);
  const loaded = await loadPage(async (context) => {
    try {
      return await kpiPage(context, slug, query);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unknown_kpi') throw error;
      const renamed = await renamedKpi(context, slug);
      if (renamed === null) throw error;
      permanentRedirect(kpiPath(renamed, query));
    }
  });
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
      <title>{`${shown.kpi.name} · Throughline`}</title>
      <KpiPage shown={shown} withdraw={withdrawChangeAction} />
      <Keys />
    </Page>
  );
}
