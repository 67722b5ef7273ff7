import type { Metadata } from 'next';
import { MePage } from '@/components/people/me';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage } from '@/lib/http/page';
import { postSettings } from '@/lib/http/post';
import { mePage } from '@/lib/usecases/me';
import { chooseDigestsAction, stopFollowingAction } from './actions';

/** What is due changes with the clock, and with who asks. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Due from me' };

export default async function MeRoute() {
  const loaded = await loadPage(mePage);
  if ('problem' in loaded) {
    return (
      <Page current={null} newest={null} demo={false}>
        <Problem title="That cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  return (
    <Page current={null} newest={null} demo={loaded.shown.demo}>
      <MePage
        shown={loaded.shown}
        isMailed={postSettings().mail !== null}
        following={{ stop: stopFollowingAction, choose: chooseDigestsAction }}
      />
      <Keys />
    </Page>
  );
}
