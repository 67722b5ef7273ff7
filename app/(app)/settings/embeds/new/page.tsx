import type { Metadata } from 'next';
import { NewEmbed } from '@/components/embed/new-embed';
import { Page, Problem } from '@/components/shell/page';
import { CHOICES, embedSettings } from '@/lib/http/embed/settings';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { embedForm } from '@/lib/usecases/embed-form';
import { makeEmbedAction } from '../actions';

export const metadata: Metadata = { title: 'A chart for a page elsewhere' };

export default async function NewEmbedRoute({ searchParams }: { searchParams: SearchParameters }) {
  const chosen = { kind: 'kpi-chart', ...(await pickParameters(searchParams, CHOICES)) };
  const { origins } = embedSettings();
  const loaded = await loadPage((context) => embedForm(context, origins, chosen));
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  return (
    <Page current="/settings" newest={null} demo={shown.demo}>
      <NewEmbed
        typed={chosen}
        faults={shown.faults}
        choices={shown.choices}
        showable={shown.wanted !== null}
        chosen={chosen}
        action={makeEmbedAction}
        installation={origins}
      />
    </Page>
  );
}
