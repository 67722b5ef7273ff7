/** What there is about data, each a page of its own. */
import { Link } from '@/components/ui/link';
import { enterPath } from '@/lib/paths-data';
import styles from './data.module.css';

const SECTIONS = [{ name: 'Enter figures by hand', href: enterPath() }] as const;

export function Sections() {
  return (
    <nav aria-label="Data" className={styles['sections']}>
      {SECTIONS.map(({ name, href }) => (
        <Link key={href} href={href}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
