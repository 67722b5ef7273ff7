import type { Metadata } from 'next';
import { SignInFrame } from '@/components/sign-in/sign-in';
import { WelcomeForm } from '@/components/sign-in/welcome-form';
import { Link } from '@/components/ui/link';
import { openWorld } from '@/lib/auth/request';
import { loadPage } from '@/lib/http/page';
import { signInPath } from '@/lib/paths-people';
import { linkOwner } from '@/lib/usecases/links';
import { welcomeAction } from '../../sign-in/actions';

// The address is a secret. Browsers tell it to us alone, by the policy on referrers of all our pages; a stricter one
// would hide where the form comes from.
export const metadata: Metadata = {
  title: 'Welcome',
  robots: { index: false },
};

export default async function WelcomeRoute({
  params,
}: {
  params: Promise<{ readonly token: string }>;
}) {
  const { token } = await params;
  const loaded = await loadPage(async () => linkOwner(await openWorld(), token));
  if ('problem' in loaded) {
    return (
      <SignInFrame title="This link leads nowhere." lead={loaded.problem}>
        <p>
          <Link href={signInPath()}>Sign in</Link>
        </p>
      </SignInFrame>
    );
  }
  const { shown: owner } = loaded;
  return (
    <SignInFrame
      title={owner === null ? 'Become the administrator' : `Welcome, ${owner.name}`}
      lead={
        owner === null
          ? 'You will say who else may come in. The link works once.'
          : `Choose a password for ${owner.email}. The link works once.`
      }
    >
      <WelcomeForm
        action={welcomeAction.bind(null, token)}
        email={owner?.email ?? null}
        initial={{
          typed: { email: '', name: owner?.name ?? '' },
          faults: {},
          problem: null,
        }}
      />
    </SignInFrame>
  );
}
