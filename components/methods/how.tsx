/** A discreet way to the rule behind what stands here. */
import { Link } from '@/components/ui/link';
import { methodsPath } from '@/lib/paths';
import styles from './how.module.css';

export function How({ rule }: { readonly rule: string }) {
  return (
    <Link className={styles['how']} href={methodsPath(rule)}>
      How is this worked out?
    </Link>
  );
}
