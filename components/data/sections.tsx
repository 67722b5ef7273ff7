/** What there is about data, each a page of its own. */
import { Link } from '@/components/ui/link';
import { dataPath, enterPath, freshnessPath, restatementsPath } from '@/lib/paths-data';
import styles from './data.module.css';

const SECTIONS = [
  { name: 'Imports', href: dataPath() },
  { name: 'KPI by KPI', href: freshnessPath() },
  { name: 'Figures that changed', href: restatementsPath() },
  { name: 'Enter figures by hand', href: enterPath(), needs: 'figures.write' },
] as const satisfies readonly { name: string; href: string; needs?: string }[];

export function Sections({ current }: { readonly current: string }) {
  return (
    <nav aria-label="Data" className={styles['sections']}>
      {SECTIONS.map(({ name, href, ...more }) =>
        href === current ? (
          <span key={href} aria-current="page">
            {name}
          </span>
        ) : (
          <Link key={href} href={href} data-needs={'needs' in more ? more.needs : undefined}>
            {name}
          </Link>
        ),
      )}
    </nav>
  );
}
