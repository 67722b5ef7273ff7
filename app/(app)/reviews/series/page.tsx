import type { Metadata } from 'next';
import { SeriesForm } from '@/components/review/series-form';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage } from '@/lib/http/page';
import { seriesPage } from '@/lib/usecases/reviews';
import { startSeriesAction } from '../actions';

/** What is held and due changes with the clock. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Start a series of reviews' };

export default async function SeriesRoute() {
  const loaded = await loadPage(seriesPage);
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="No series can be started." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/reviews" newest={null} demo={shown.demo}>
      <SeriesForm
        action={startSeriesAction}
        journeys={shown.journeys}
        timeZone={shown.organisation.timeZone}
      />
      <Keys />
    </Page>
  );
}
