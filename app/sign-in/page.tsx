import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignIn } from '@/components/sign-in/sign-in';
import { pageContext, standing } from '@/lib/auth/known';
import { hasProvider } from '@/lib/auth/request';
import { safePath } from '@/lib/domain/safe-path';
import { pickParameters, type SearchParameters } from '@/lib/http/page';
import { demoAction, passwordAction, providerAction } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

const SAID: Readonly<Record<string, string>> = {
  provider:
    'Your organisation’s sign-in did not answer as it should. Nothing was changed; try again in a moment.',
  unknown:
    'Your organisation knows you, and nobody has let you in here yet. Ask whoever administers this installation.',
  left: 'You are signed out.',
};

export default async function SignInRoute({ searchParams }: { searchParams: SearchParameters }) {
  const { to, problem } = await pickParameters(searchParams, ['to', 'problem']);
  const path = safePath(to);
  const { principal } = await pageContext();
  if (principal.kind === 'person' && !principal.demo) redirect(path);
  const { isOpenDemo, isUnclaimed } = await standing();
  return (
    <SignIn
      said={problem !== undefined && Object.hasOwn(SAID, problem) ? (SAID[problem] ?? null) : null}
      password={passwordAction.bind(null, path)}
      provider={hasProvider() ? providerAction.bind(null, path) : null}
      demo={isOpenDemo ? demoAction.bind(null, path) : null}
      unclaimed={isUnclaimed}
    />
  );
}
