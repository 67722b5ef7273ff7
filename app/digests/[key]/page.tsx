import type { Metadata } from 'next';
import { StopDigests } from '@/components/follow/stop';
import { SignInFrame } from '@/components/sign-in/sign-in';
import { stopContext, stoppedBy } from '@/lib/auth/digest-key';
import { loadPage } from '@/lib/http/page';
import { areStopped } from '@/lib/usecases/follows';
import { stopAction } from './actions';

export const metadata: Metadata = { title: 'Digests', robots: { index: false } };

export default async function StopRoute({ params }: { params: Promise<{ readonly key: string }> }) {
  const { key } = await params;
  const loaded = await loadPage(async () => {
    const what = stoppedBy(key);
    return { what, stopped: await areStopped(await stopContext(key), what) };
  });
  if ('problem' in loaded) {
    return (
      <SignInFrame title="This link leads nowhere." lead={loaded.problem}>
        {null}
      </SignInFrame>
    );
  }
  const { what, stopped } = loaded.shown;
  return <StopDigests all={what === 'all'} stopped={stopped} action={stopAction.bind(null, key)} />;
}
