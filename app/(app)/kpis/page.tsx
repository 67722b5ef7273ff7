import type { Metadata } from 'next';
import { KpiListPage } from '@/components/kpi/kpi-list';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem, Welcome } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { KPI_LIST_PARAMETERS } from '@/lib/paths';
import { kpiList } from '@/lib/usecases/kpi-list';
import { Still } from '../../still';

export const metadata: Metadata = { title: 'KPIs' };

export default async function KpisRoute({ searchParams }: { searchParams: SearchParameters }) {
  const query = await pickParameters(searchParams, KPI_LIST_PARAMETERS);
  const loaded = await loadPage((context) => kpiList(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/kpis" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  if (shown === null) {
    return (
      <Page current="/kpis" newest={null} demo={false}>
        <Welcome />
      </Page>
    );
  }
  return (
    <Page current="/kpis" newest={newestFigure(shown.frame, shown.organisation)} demo={shown.demo}>
      <Still view={shown}>
        <KpiListPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}
