import type { Metadata } from 'next';
import { ContrastPage } from '@/components/contrast/contrast';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { StartPage } from '@/components/start/start';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { contrast } from '@/lib/usecases/contrast';
import { start } from '@/lib/usecases/start';
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
  // Without figures there is nothing to contrast: what is there leads to the first.
  if (shown === null || shown.frame.newestFigureAt === null) {
    const begun = await loadPage(start);
    if ('shown' in begun && begun.shown.next !== null) {
      return (
        <Page current="/" newest={null} demo={begun.shown.demo}>
          <StartPage shown={begun.shown} />
        </Page>
      );
    }
  }
  if (shown === null) return <Nothing />;
  return (
    <Page current="/" newest={newestFigure(shown.frame, shown.organisation)} demo={shown.demo}>
      <Still view={shown}>
        <ContrastPage shown={shown} />
      </Still>
      <Keys />
    </Page>
  );
}

/** The last journey was retired, with figures behind it. */
function Nothing() {
  return (
    <Page current="/" newest={null} demo={false}>
      <Problem title="There is no journey." text="Bring one back in the catalogue, or make one." />
    </Page>
  );
}
