import type { Metadata } from 'next';
import { PeoplePage } from '@/components/people/people';
import { Page, Problem } from '@/components/shell/page';
import { loadPage } from '@/lib/http/page';
import { postSettings } from '@/lib/http/post';
import { listKeys } from '@/lib/usecases/keys';
import { peoplePage } from '@/lib/usecases/people';
import { postPage } from '@/lib/usecases/post';
import {
  activeAction,
  addKeyAction,
  endAction,
  inviteAction,
  linkAction,
  revokeKeyAction,
  roleAction,
} from './actions';

export const metadata: Metadata = { title: 'People and keys' };

export default async function PeopleRoute() {
  const loaded = await loadPage(async (context) => ({
    ...(await peoplePage(context)),
    keys: await listKeys(context),
    post: await postPage(context),
  }));
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { demo, ...shown } = loaded.shown;
  return (
    <Page current="/settings" newest={null} demo={demo}>
      <PeoplePage
        {...shown}
        settings={postSettings()}
        invite={inviteAction}
        actions={{
          role: (person) => roleAction.bind(null, person),
          link: (person) => linkAction.bind(null, person),
          active: (person, active) => activeAction.bind(null, person, active),
          end: (person, session) => endAction.bind(null, person, session),
        }}
        addKey={addKeyAction}
        revokeKey={(prefix) => revokeKeyAction.bind(null, prefix)}
      />
    </Page>
  );
}
