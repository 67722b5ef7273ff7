import type { Metadata } from 'next';
import { Entry } from '@/components/review/entry';
import { SeriesForm } from '@/components/review/series-form';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { Card } from '@/components/ui/card';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { seriesPage } from '@/lib/usecases/reviews';
import { retireSeriesAction, saveSeriesAction } from '../actions';

/** What is held and due changes with the clock. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'A series of reviews' };

export default async function SeriesRoute({ searchParams }: { searchParams: SearchParameters }) {
  const asked = await pickParameters(searchParams, ['series']);
  const loaded = await loadPage((context) => seriesPage(context, asked.series));
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="That series cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { demo, series, typed, stamp, journeys } = loaded.shown;
  const slug = series?.slug ?? null;
  return (
    <Page current="/reviews" newest={null} demo={demo}>
      <SeriesForm
        action={saveSeriesAction.bind(null, slug)}
        journeys={journeys}
        typed={typed}
        stamp={stamp}
        isNew={series === null}
        ending={
          series === null ? null : (
            <Card
              id="ending"
              title={series.retired ? 'This series was ended' : 'No more reviews of it?'}
              note="reviews that were held stay, with their minutes"
            >
              <Entry
                id="retire-series"
                action={retireSeriesAction.bind(null, series.slug, !series.retired)}
                fields={[]}
                does={series.retired ? 'Take it up again' : 'End the series'}
              />
            </Card>
          )
        }
      />
      <Keys />
    </Page>
  );
}
