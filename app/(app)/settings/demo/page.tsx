import type { Metadata } from 'next';
import { Page, Problem } from '@/components/shell/page';
import { DemoPage } from '@/components/start/demo';
import { loadPage } from '@/lib/http/page';
import { demoState } from '@/lib/usecases/demo';
import { loadDemoAction, removeDemoAction } from '../actions';

export const metadata: Metadata = { title: 'Demo' };
// Whether it is there is for each request to say.
export const dynamic = 'force-dynamic';

export default async function DemoRoute() {
  const loaded = await loadPage(demoState);
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { counts, holders, locale } = loaded.shown;
  return (
    <Page current="/settings" newest={null} demo={counts !== null}>
      <DemoPage
        locale={locale}
        counts={counts}
        holders={holders}
        load={loadDemoAction}
        remove={removeDemoAction}
      />
    </Page>
  );
}
