/** A computed sentence, with its emphasis and links. */

import { Fragment } from 'react';
import { Link } from '@/components/ui/link';
import type { Sentence, Span } from '@/lib/domain/sentence';
import styles from './sentence.module.css';

export function SentenceText({ sentence }: { readonly sentence: Sentence }) {
  return sentence.map((span, position) => (
    // A sentence is computed whole: its spans never move.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={position}>{spanOf(span)}</Fragment>
  ));
}

function spanOf({ text, tone, href }: Span) {
  const toned = tone === undefined ? text : <span className={styles[tone]}>{text}</span>;
  return href === undefined ? toned : <Link href={href}>{toned}</Link>;
}
