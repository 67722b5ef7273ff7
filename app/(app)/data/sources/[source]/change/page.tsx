import type { Metadata } from 'next';
import { Page, Problem } from '@/components/shell/page';
import { SourceForm } from '@/components/source/source-form';
import { SourceFormHead } from '@/components/source/source-head';
import { stampOf } from '@/lib/domain/entry';
import { typedSource } from '@/lib/domain/source';
import { loadPage } from '@/lib/http/page';
import { sourcePath } from '@/lib/paths-data';
import { surroundings } from '@/lib/usecases/scope';
import { findSourceView } from '@/lib/usecases/sources';
import { sourceAction } from '../../actions';

export const metadata: Metadata = { title: 'Change a source' };

export default async function ChangeSourceRoute({
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
        <Problem title="That form cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { source, demo } = loaded.shown;
  const typed = typedSource(source.settings);
  return (
    <Page current="/data" newest={null} demo={demo}>
      <SourceFormHead title={`Change ${source.settings.name}`} back={sourcePath(slug)} />
      <SourceForm
        action={sourceAction.bind(null, slug)}
        initial={{
          typed,
          passwordTyped: false,
          faults: {},
          problem: null,
          differences: null,
          stamp: stampOf(typed),
          tried: null,
        }}
        hasPassword={source.hasPassword}
        back={sourcePath(slug)}
        save="Save it"
      />
    </Page>
  );
}
