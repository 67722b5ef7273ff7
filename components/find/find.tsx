/** The page of finds: what the palette does, without scripts. */

import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { FoundEntry } from '@/lib/domain/find';
import { counted } from '@/lib/domain/wording';
import { findPath } from '@/lib/paths';
import styles from './find.module.css';
import { foundGroups } from './groups';

export interface FindPageProps {
  readonly question: string;
  readonly found: readonly FoundEntry[];
}

export function FindPage({ question, found }: FindPageProps) {
  return (
    <>
      <h1 className={styles['title']}>{titleOf(question, found.length)}</h1>
      <search>
        <form className={styles['form']} action={findPath()}>
          <label htmlFor="q">Words of a name</label>
          <input
            id="q"
            className={form['control']}
            name="q"
            type="search"
            defaultValue={question}
            autoComplete="off"
          />
          <button type="submit" className={form['button']}>
            Find
          </button>
        </form>
      </search>
      {foundGroups(found).map(({ kind, heading, entries }) => (
        <section key={kind} aria-labelledby={`found-${kind}`} className={styles['group']}>
          <h2 id={`found-${kind}`}>
            {heading} <small>{entries.length}</small>
          </h2>
          <ul>
            {entries.map(({ name, detail, href }) => (
              <li key={href}>
                <Link href={href} data-step="">
                  {name}
                </Link>
                {detail === null ? null : <small>{detail}</small>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {found.length > 0 ? null : (
        <p>
          Every word must begin a word of the name. Try fewer letters, or look at{' '}
          <Link href={findPath()}>everything there is</Link>.
        </p>
      )}
    </>
  );
}

function titleOf(question: string, count: number): string {
  if (question === '') return 'Everything that has a page';
  if (count === 0) return `Nothing has “${question}” in its name`;
  return `${counted(count, 'find', 'finds')} for “${question}”`;
}
