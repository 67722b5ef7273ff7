import type { Metadata } from 'next';
import { UndoPage } from '@/components/data/undo';
import { Page, Problem } from '@/components/shell/page';
import { loadPage } from '@/lib/http/page';
import { readNumber } from '@/lib/http/query';
import { undoImport } from '@/lib/usecases/imports';
import { surroundings } from '@/lib/usecases/scope';
import { undoImportAction } from './actions';

export const metadata: Metadata = { title: 'Take an import back' };

export default async function UndoRoute({
  params,
}: {
  params: Promise<{ readonly import: string }>;
}) {
  const { import: asked } = await params;
  const loaded = await loadPage(async (context) => {
    const id = readNumber('import', asked) ?? 0;
    const outcome = await undoImport(context, id, { dryRun: true });
    return { ...(await surroundings(context)), id, outcome };
  });
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That import cannot be taken back." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/data" newest={null} demo={shown.demo}>
      <UndoPage
        id={shown.id}
        outcome={shown.outcome}
        organisation={shown.organisation}
        action={undoImportAction.bind(null, shown.id)}
      />
    </Page>
  );
}
