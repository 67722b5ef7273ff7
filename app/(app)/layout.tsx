import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ViewerFrame } from '@/components/shell/viewer';
import { SignedOut } from '@/components/sign-in/signed-out';
import { pageContext } from '@/lib/auth/known';
import { leave } from '@/lib/auth/sign-in';
import { ACTIONS, maySome } from '@/lib/domain/policy';
import type { Principal } from '@/lib/domain/principal';
import { ROLE_WORDS } from '@/lib/domain/role-words';
import { answerWith, isSentForm } from '@/lib/http/status';
import { passwordAction } from '../sign-in/actions';

/** Ends the session, here and with the provider where it wants to hear of it. */
async function signOutAction(): Promise<void> {
  'use server';
  redirect(await leave());
}

/** The frame of every page: who looks. What a page shows may be shared; this never is. */
export default async function AppLayout({ children }: { readonly children: ReactNode }) {
  const { principal } = await pageContext();
  if (principal.kind === 'nobody' && isSentForm()) {
    answerWith(401);
    return <SignedOut />;
  }
  const viewer = {
    person: personOf(principal),
    // In the demo all ways are shown: they lead to the people in whose place one can look.
    may: ACTIONS.filter((action) => principal.kind === 'visitor' || maySome(principal, action)),
  };
  return (
    <ViewerFrame
      viewer={viewer}
      signOut={signOutAction}
      signInAgain={passwordAction.bind(null, null)}
    >
      {children}
    </ViewerFrame>
  );
}

function personOf(principal: Principal) {
  if (principal.kind !== 'person') return null;
  const { name, email, role } = principal;
  return { name, email, role: ROLE_WORDS[role].name };
}
