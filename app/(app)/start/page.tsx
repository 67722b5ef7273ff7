import type { Metadata } from 'next';
import { Page, Problem } from '@/components/shell/page';
import { StartPage } from '@/components/start/start';
import { loadPage } from '@/lib/http/page';
import { start } from '@/lib/usecases/start';

export const metadata: Metadata = { title: 'First steps' };
// What is done is told from what is there.
export const dynamic = 'force-dynamic';

export default async function StartRoute() {
  const loaded = await loadPage(start);
  if ('problem' in loaded) {
    return (
      <Page current={null} newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  return (
    <Page current={null} newest={null} demo={loaded.shown.demo}>
      <StartPage shown={loaded.shown} />
    </Page>
  );
}
