import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { LookOver } from '@/components/data/upload/look';
import { Working } from '@/components/data/upload/working';
import { Page, Problem } from '@/components/shell/page';
import { loadPage } from '@/lib/http/page';
import { readNumber } from '@/lib/http/query';
import { uploadProgress } from '@/lib/http/upload-runner';
import { uploadContext } from '@/lib/http/uploads';
import { importPath } from '@/lib/paths-data';
import { lookAtUpload } from '@/lib/usecases/uploads/look';
import { actOnUpload, keepProfileAction } from './actions';

export const metadata: Metadata = { title: 'Look a file over' };

export default async function UploadRoute({
  params,
}: {
  params: Promise<{ readonly upload: string }>;
}) {
  const { upload: asked } = await params;
  const loaded = await loadPage(async (context) => {
    const id = readNumber('upload', asked) ?? 0;
    const view = await lookAtUpload(uploadContext(context), id);
    const { importId } = view.upload;
    if (importId !== null) redirect(importPath(importId, { notice: 'imported' }));
    return { id, view, progress: await uploadProgress(context, id) };
  });
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That file cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { id, view, progress } = loaded.shown;
  return (
    <Page current="/data" newest={null} demo={view.demo}>
      {view.upload.task === null || progress === null ? (
        <LookOver
          view={view}
          act={actOnUpload.bind(null, id)}
          keep={keepProfileAction.bind(null, id)}
        />
      ) : (
        <Working view={view} progress={progress} />
      )}
    </Page>
  );
}
