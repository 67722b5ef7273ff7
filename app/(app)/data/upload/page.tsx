import type { Metadata } from 'next';
import { ChooseFile } from '@/components/data/upload/choose';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { answerWith } from '@/lib/http/status';
import { UPLOAD_REFUSALS } from '@/lib/paths-upload';
import { chooseFilePage } from '@/lib/usecases/uploads';

export const metadata: Metadata = { title: 'Figures from a file' };

export default async function UploadRoute({ searchParams }: { searchParams: SearchParameters }) {
  const { refused } = await pickParameters(searchParams, ['refused']);
  const refusal = Object.entries(UPLOAD_REFUSALS).find(([code]) => code === refused)?.[1];
  const loaded = await loadPage(chooseFilePage);
  if ('problem' in loaded) {
    return (
      <Page current="/data" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  if (refusal !== undefined) answerWith(refusal.status);
  const { demo, hasKpis } = loaded.shown;
  return (
    <Page current="/data" newest={null} demo={demo}>
      <ChooseFile refused={refusal?.text ?? null} hasKpis={hasKpis} />
    </Page>
  );
}
