/** The way from a chart to a page elsewhere that shows it. */
import { Link } from '@/components/ui/link';
import type { EmbedKind } from '@/lib/domain/embed';
import { newEmbedPath } from '@/lib/paths-embed';
import styles from './embed.module.css';

export function EmbedLink({
  kind,
  about,
}: {
  readonly kind: EmbedKind;
  /** What of the page's choices the embed takes over. */
  readonly about: Readonly<Record<string, string | null | undefined>>;
}) {
  const { segment, ...rest } = about;
  return (
    <Link
      className={styles['embed']}
      data-needs="embed.make"
      href={newEmbedPath({ kind, ...rest, segment: segment === 'all' ? null : segment })}
    >
      Embed
    </Link>
  );
}
