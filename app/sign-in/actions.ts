'use server';

import { redirect } from 'next/navigation';
import type { PasswordState } from '@/components/sign-in/password-form';
import type { WelcomeState } from '@/components/sign-in/welcome-form';
import { beginAtProvider, signInByLink, signInByPassword, signInToDemo } from '@/lib/auth/sign-in';
import { isRole, type Role } from '@/lib/domain/principal';
import { safePath } from '@/lib/domain/safe-path';
import { isAppError } from '@/lib/errors';
import { fieldText } from '@/lib/http/form';
import { signInPath } from '@/lib/paths-people';
import { welcomeFaultsOf } from '@/lib/usecases/links';

/** Signs in and leads on; `to` null stays where one is, with what was typed there. */
export async function passwordAction(
  to: string | null,
  _before: PasswordState,
  form: FormData,
): Promise<PasswordState> {
  const email = fieldText(form, 'email');
  try {
    await signInByPassword({ email, password: fieldText(form, 'password') });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { email, problem: error.message, done: false };
  }
  if (to !== null) redirect(safePath(to));
  return { email: '', problem: null, done: true };
}

export async function providerAction(to: string): Promise<void> {
  const path = safePath(to);
  redirect((await beginAtProvider(path)) ?? signInPath({ to: path, problem: 'provider' }));
}

export async function demoAction(to: string, role: Role): Promise<void> {
  // What a browser sends back may be anything.
  if (isRole(role)) {
    await signInToDemo(role).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
    });
  }
  redirect(safePath(to));
}

export async function welcomeAction(
  token: string,
  _before: WelcomeState,
  form: FormData,
): Promise<WelcomeState> {
  const typed = { email: fieldText(form, 'email'), name: fieldText(form, 'name') };
  try {
    await signInByLink(token, { ...typed, password: fieldText(form, 'password') });
  } catch (error) {
    const faults = welcomeFaultsOf(error);
    if (faults !== null) return { typed, faults, problem: null };
    if (!isAppError(error)) throw error;
    return { typed, faults: {}, problem: error.message };
  }
  redirect('/');
}
