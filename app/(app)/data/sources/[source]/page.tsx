import type { Metadata } from 'next';
import { Page, Problem } from '@/components/shell/page';
import { PullForm } from '@/components/source/pull-form';
import { SourcePage } from '@/components/source/source-page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { readNumber } from '@/lib/http/query';
import { surroundings } from '@/lib/usecases/scope';
import { findSourceView } from '@/lib/usecases/sources';
import { askPullAction, pauseSourceAction } from '../actions';

export const metadata: Metadata = { title: 'Source' };

interface RouteProps {
  readonly params: Promise<{ readonly source: string }>;
  readonly searchParams: SearchParameters;
}

const NOTICES: ReadonlyMap<string, string> = new Map([
  ['saved', 'It is saved.'],
  ['asked', 'It is pulled in the background; this page shows how it went when it is loaded again.'],
  ['paused', 'Its schedule rests. It is pulled only when asked.'],
  ['resumed', 'It goes on by its schedule.'],
]);

export default async function SourceRoute({ params, searchParams }: RouteProps) {
  const { source: slug } = await params;
  const { before, notice } = await pickParameters(searchParams, ['before', 'notice']);
  const loaded = await loadPage(async (context) => ({
    ...(await surroundings(context)),
    ...(await findSourceView(context, slug, { before: readNumber('before', before) })),
  }));
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That source cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/data" newest={null} demo={shown.demo}>
      <SourcePage
        source={shown.source}
        runs={shown.runs}
        next={shown.next}
        window={shown.window}
        organisation={shown.organisation}
        notice={NOTICES.get(notice ?? '') ?? null}
        pause={pauseSourceAction.bind(null, slug, !shown.source.paused)}
      >
        <PullForm action={askPullAction.bind(null, slug)} />
      </SourcePage>
    </Page>
  );
}
