import type { Metadata } from 'next';
import { EmbedList } from '@/components/embed/embed-list';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage } from '@/lib/http/page';
import { embedList } from '@/lib/usecases/embeds';

export const metadata: Metadata = { title: 'Embeds' };

// Nothing of the address is read, and yet it is another list each time.
export const dynamic = 'force-dynamic';

export default async function EmbedsRoute() {
  const loaded = await loadPage(embedList);
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { embeds, organisation, demo } = loaded.shown;
  return (
    <Page current="/settings" newest={null} demo={demo}>
      <EmbedList embeds={embeds} organisation={organisation} />
      <Keys />
    </Page>
  );
}
