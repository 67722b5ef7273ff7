import type { Metadata } from 'next';
import { Page, Problem } from '@/components/shell/page';
import { SourceRemoval } from '@/components/source/source-head';
import { loadPage } from '@/lib/http/page';
import { surroundings } from '@/lib/usecases/scope';
import { findSourceView } from '@/lib/usecases/sources';
import { removeSourceAction } from '../../actions';

export const metadata: Metadata = { title: 'Remove a source' };

export default async function RemoveSourceRoute({
  params,
}: {
  params: Promise<{ readonly source: string }>;
}) {
  const { source: slug } = await params;
  const loaded = await loadPage(async (context) => ({
    ...(await surroundings(context)),
    ...(await findSourceView(context, slug)),
  }));
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That source cannot be removed." text={loaded.problem} />
      </Page>
    );
  }
  const { source, demo } = loaded.shown;
  return (
    <Page current="/data" newest={null} demo={demo}>
      <SourceRemoval
        slug={slug}
        name={source.settings.name}
        action={removeSourceAction.bind(null, slug)}
      />
    </Page>
  );
}
