/** A computed sentence, with its emphasis and links. */
import { Link } from '@/components/ui/link';
import type { Sentence, Span } from '@/lib/domain/sentence';
import styles from './sentence.module.css';

export function SentenceText({ sentence }: { readonly sentence: Sentence }) {
  return sentence.map(spanOf);
}

/** A sentence is computed whole: its spans never move, so that their places are their keys. */
function spanOf({ text, tone, href }: Span, position: number) {
  if (href !== undefined) {
    return (
      <Link key={position} href={href}>
        {tone === undefined ? text : <span className={styles[tone]}>{text}</span>}
      </Link>
    );
  }
  if (tone === undefined) return text;
  return (
    <span key={position} className={styles[tone]}>
      {text}
    </span>
  );
}
