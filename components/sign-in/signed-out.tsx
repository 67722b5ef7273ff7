/** What answers a form that was sent, without scripts, after its session had ended. */
import { signInPath } from '@/lib/paths-people';
import { SignInFrame } from './sign-in';

/** The browser still has what was typed: loaded again, the page sends it once more. */
export function SignedOut() {
  return (
    <SignInFrame
      title="You were signed out"
      lead="Nothing was saved yet, and what you typed is not lost."
    >
      <ol>
        <li>
          <a href={signInPath()} target="_blank" rel="noopener">
            Sign in, in another tab
          </a>
        </li>
        <li>
          Come back to this tab and load it again. Your browser asks whether to send the form once
          more: let it.
        </li>
      </ol>
    </SignInFrame>
  );
}
