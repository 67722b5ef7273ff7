/** Ending digests by the link in one: nothing is ended by looking. */
import { SignInFrame } from '@/components/sign-in/sign-in';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { mePath } from '@/lib/paths-people';

export function StopDigests({
  all,
  stopped,
  action,
}: {
  /** All digests, or those of one thing. */
  readonly all: boolean;
  readonly stopped: boolean;
  readonly action: () => Promise<void>;
}) {
  const own = (
    <p>
      <Link href={mePath()}>Choose on your own page</Link> what you hear of.
    </p>
  );
  if (stopped) {
    return (
      <SignInFrame
        title={all ? 'You get no digests.' : 'You do not follow this.'}
        lead={
          all
            ? 'Neither of reviews that you missed nor of what you follow. Other mail, such as minutes, comes as before.'
            : 'You hear no more of it. Other digests come as before.'
        }
      >
        {own}
      </SignInFrame>
    );
  }
  return (
    <SignInFrame
      title={all ? 'No more digests?' : 'Stop following this?'}
      lead={
        all
          ? 'You would hear neither of reviews that you missed nor of what you follow. Other mail, such as minutes, comes as before.'
          : 'You would hear no more of what the link in your mail stood beside. Other digests come as before.'
      }
    >
      <form action={action}>
        <button type="submit" className={form['button']}>
          {all ? 'Send me no digests' : 'Stop following it'}
        </button>
      </form>
      {own}
    </SignInFrame>
  );
}
