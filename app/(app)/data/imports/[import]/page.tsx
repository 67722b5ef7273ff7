import type { Metadata } from 'next';
import { ImportPage, type ImportPageProps } from '@/components/data/import';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { readNumber } from '@/lib/http/query';
import { findImport } from '@/lib/usecases/imports';
import { surroundings } from '@/lib/usecases/scope';

interface RouteProps {
  readonly params: Promise<{ readonly import: string }>;
  readonly searchParams: SearchParameters;
}

export async function generateMetadata({ params }: RouteProps): Promise<Metadata> {
  return { title: `Import ${(await params).import}` };
}

export default async function ImportRoute({ params, searchParams }: RouteProps) {
  const { import: id } = await params;
  const { after, notice } = await pickParameters(searchParams, ['after', 'notice']);
  const loaded = await loadPage(async (context) => ({
    ...(await surroundings(context)),
    ...(await findImport(context, readNumber('import', id) ?? 0, {
      after: readNumber('after', after) ?? 0,
    })),
  }));
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That import cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/data" newest={null} demo={shown.demo}>
      <ImportPage
        found={shown.import}
        refused={shown.refused}
        next={shown.next}
        organisation={shown.organisation}
        notice={noticeOf(notice, shown.import.undoes !== null)}
      />
    </Page>
  );
}

function noticeOf(notice: string | undefined, isUndo: boolean): ImportPageProps['notice'] {
  if (notice === 'undone') return isUndo ? 'undone' : null;
  return notice === 'imported' && !isUndo ? 'imported' : null;
}
