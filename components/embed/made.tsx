/** An embed that was just made: what opens it, shown this once, ready to be copied. */
import { Link } from '@/components/ui/link';
import { embedsPath } from '@/lib/paths-embed';
import styles from './embed.module.css';
import { type SnippetInput, snippetsOf } from './snippets';

export interface MadeShown {
  readonly prefix: string;
  readonly snippet: SnippetInput | null;
  readonly signing: string | null;
  readonly signingKey: string | null;
}

export function Made({ made }: { readonly made: MadeShown }) {
  const { prefix, snippet, signing, signingKey } = made;
  return (
    <>
      <p role="status" className={styles['notice']}>
        It is made. This is the only time that {snippet === null ? 'its key is' : 'its address is'}{' '}
        shown: copy what you need now.
      </p>
      {snippet === null ? (
        <Signed prefix={prefix} signing={signing ?? ''} signingKey={signingKey} />
      ) : (
        snippetsOf(snippet).map(({ name, how, text }) => (
          <div key={name} className={styles['snippet']}>
            <h3>{name}</h3>
            <p>{how}</p>
            <textarea readOnly rows={text.length > 130 ? 4 : 2} value={text} aria-label={name} />
          </div>
        ))
      )}
      <p>
        <Link href={embedsPath()}>All embeds</Link>
      </p>
    </>
  );
}

function Signed({
  prefix,
  signing,
  signingKey,
}: {
  readonly prefix: string;
  readonly signing: string;
  readonly signingKey: string | null;
}) {
  return (
    <div className={styles['snippet']}>
      <h3>For the server that signs</h3>
      <p>
        Algorithm {signing}, key id (kid) <code>{prefix}</code>. The address is <code>/embed/</code>{' '}
        and the token; docs/embeds.md has examples.
      </p>
      {signingKey === null ? null : (
        <textarea readOnly rows={2} value={signingKey} aria-label="Signing key" />
      )}
    </div>
  );
}
