import type { Metadata } from 'next';
import { Entry } from '@/components/review/entry';
import { MinutesPage } from '@/components/review/minutes';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { postSettings } from '@/lib/http/post';
import { minutesPage } from '@/lib/usecases/minutes';
import { correctMinutesAction } from '../../actions';

export const metadata: Metadata = { title: 'Minutes' };

interface RouteProps {
  readonly params: Promise<{ readonly period: string }>;
  readonly searchParams: SearchParameters;
}

export default async function MinutesRoute({ params, searchParams }: RouteProps) {
  const { period } = await params;
  const { series } = await pickParameters(searchParams, ['series']);
  const loaded = await loadPage((context) => minutesPage(context, period, series));
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="There are no such minutes." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/reviews" newest={null} demo={shown.demo}>
      <MinutesPage
        shown={shown}
        isMailed={postSettings().mail !== null}
        correcting={
          <Entry
            key={shown.links.length}
            id="correction"
            action={correctMinutesAction.bind(null, period, shown.series.slug)}
            fields={[{ name: 'text', label: 'What is to be corrected', kind: 'lines' }]}
            does="Add the correction"
          />
        }
      />
      <Keys />
    </Page>
  );
}
