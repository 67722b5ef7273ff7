/** A choice that works without scripts: a disclosure whose items are links. */
import { Link } from '@/components/ui/link';
import styles from './menu.module.css';

export interface MenuItem {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
  /** Heading above this item, where a new group begins. */
  readonly group?: string | undefined;
}

export function Menu({
  name,
  label,
  items,
}: {
  /** What is chosen here, for those who hear it: "Journey". */
  readonly name: string;
  /** The present choice. */
  readonly label: string;
  readonly items: readonly MenuItem[];
}) {
  return (
    <details className={styles['menu']} name="period-bar">
      <summary>
        <span className="visually-hidden">{name}: </span>
        {label}
      </summary>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            {item.group === undefined ? null : (
              <span className={styles['group']}>{item.group}</span>
            )}
            <Link href={item.href} aria-current={item.current ? 'true' : undefined}>
              {item.text}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
