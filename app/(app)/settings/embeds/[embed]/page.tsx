import type { Metadata } from 'next';
import { EmbedPage } from '@/components/embed/embed-page';
import { Page, Problem } from '@/components/shell/page';
import { embedSettings } from '@/lib/http/embed/settings';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { embedPage } from '@/lib/usecases/embeds';
import { replaceKeyAction, reviseEmbedAction, revokeEmbedAction } from '../actions';

export const metadata: Metadata = { title: 'Embed' };

interface RouteProps {
  readonly params: Promise<{ readonly embed: string }>;
  readonly searchParams: SearchParameters;
}

export default async function EmbedRoute({ params, searchParams }: RouteProps) {
  const { embed: prefix } = await params;
  const { notice } = await pickParameters(searchParams, ['notice']);
  const loaded = await loadPage((context) => embedPage(context, prefix));
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { embed, organisation, demo, typed, stamp } = loaded.shown;
  return (
    <Page current="/settings" newest={null} demo={demo}>
      <EmbedPage
        embed={embed}
        organisation={organisation}
        notice={notice}
        installation={embedSettings().origins}
        initial={{ typed, faults: {}, problem: null, made: null }}
        stamp={stamp}
        revise={reviseEmbedAction.bind(null, prefix)}
        replace={replaceKeyAction.bind(null, prefix)}
        revoke={revokeEmbedAction.bind(null, prefix)}
      />
    </Page>
  );
}
