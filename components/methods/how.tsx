/** A discreet way to the rule behind what stands here. */
import { Link } from '@/components/ui/link';
import { methodsPath } from '@/lib/paths';
import styles from './how.module.css';

export function How({ rule }: { readonly rule: string }) {
  return (
    // A page has many of them, which a list of links would not tell apart.
    <Link
      className={styles['how']}
      href={methodsPath(rule)}
      aria-label={`How is this worked out? ${rule.replaceAll('-', ' ')}`}
    >
      How is this worked out?
    </Link>
  );
}
