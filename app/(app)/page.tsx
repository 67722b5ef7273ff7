import type { Metadata } from 'next';
import { ContrastPage } from '@/components/contrast/contrast';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem, Welcome } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { contrast } from '@/lib/usecases/contrast';
import { Still } from '../still';

export const metadata: Metadata = { title: 'Contrast' };

export default async function ContrastRoute({ searchParams }: { searchParams: SearchParameters }) {
  const query = await pickParameters(searchParams, ['journey', 'period', 'segment', 'asOf']);
  const loaded = await loadPage((context) => contrast(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  if (shown === null) {
    return (
      <Page current="/" newest={null} demo={false}>
        <Welcome />
      </Page>
    );
  }
  return (
    <Page current="/" newest={newestFigure(shown.frame, shown.organisation)} demo={shown.demo}>
      <Still view={shown}>
        <ContrastPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}
