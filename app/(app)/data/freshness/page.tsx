import type { Metadata } from 'next';
import { FreshnessPage } from '@/components/data/freshness';
import { Page, Problem } from '@/components/shell/page';
import type { PeriodKey } from '@/lib/domain/calendar';
import { parsePeriodKey } from '@/lib/domain/calendar';
import { listPage } from '@/lib/domain/list-page';
import { periodName } from '@/lib/format-period';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { freshnessPage } from '@/lib/usecases/data';

export const metadata: Metadata = { title: 'Figures as they come in' };

export default async function FreshnessRoute({ searchParams }: { searchParams: SearchParameters }) {
  const look = await pickParameters(searchParams, ['q', 'team', 'state', 'page']);
  const loaded = await loadPage((context) => freshnessPage(context, look));
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That list cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { view, kpis, page } = loaded.shown;
  const label = (key: PeriodKey): string => {
    const period = parsePeriodKey(key, view.organisation);
    return period === null
      ? key
      : periodName(period, view.organisation.locale).replace(/ · .*/, '');
  };
  return (
    <Page current="/data" newest={null} demo={view.demo}>
      <FreshnessPage view={view} look={look} paged={listPage(kpis, page)} periodLabel={label} />
    </Page>
  );
}
