'use client';

/** Finds anything that has a page while one types. Loaded when it is first opened. */
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { type FoundEntry, findEntries } from '@/lib/domain/find';
import { counted } from '@/lib/domain/wording';
import { foundGroups } from './groups';
import styles from './palette.module.css';

/** A list that nobody reads to its end slows every key down. */
const MOST_SHOWN = 60;

async function askEntries(asOf: string | null): Promise<readonly FoundEntry[]> {
  const query = asOf === null ? '' : `?${new URLSearchParams({ asOf })}`;
  const answer = await fetch(`/api/v1/find${query}`, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`find: ${answer.status}`);
  const { found }: { found: readonly FoundEntry[] } = await answer.json();
  return found;
}

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  const [question, setQuestion] = useState('');
  const asked = useDeferredValue(question);
  const asOf = new URLSearchParams(location.search).get('asOf');
  const { data, isError } = useQuery({
    queryKey: ['find', asOf],
    queryFn: () => askEntries(asOf),
    staleTime: 30_000,
    retry: false,
  });
  const found = findEntries(data ?? [], asked);
  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const groups = foundGroups(found.slice(0, MOST_SHOWN));
  // Who types fast is there before the list has chosen its first line: that is the one meant.
  const press = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (event.currentTarget.querySelector('[cmdk-item][aria-selected="true"]') !== null) return;
    const first = foundGroups(findEntries(data ?? [], question).slice(0, MOST_SHOWN))[0]
      ?.entries[0];
    if (first === undefined) return;
    event.preventDefault();
    go(first.href);
  };
  return (
    <Dialog label="Find" onClose={onClose}>
      <Command
        className={styles['palette']}
        label="Find"
        shouldFilter={false}
        loop
        onKeyDown={press}
      >
        <Command.Input
          autoFocus
          className={styles['input']}
          value={question}
          onValueChange={setQuestion}
          placeholder="Page, team, stage, moment or KPI"
        />
        <Command.List className={styles['list']} label="Finds">
          {data === undefined || found.length > 0 ? null : (
            <Command.Empty className={styles['note']}>
              Nothing has these words in its name.
            </Command.Empty>
          )}
          {isError ? (
            <p className={styles['note']}>The server does not answer. Try again.</p>
          ) : null}
          {groups.map(({ kind, heading, entries }) => (
            <Command.Group key={kind} heading={heading} className={styles['group']}>
              {entries.map((entry) => (
                <Command.Item
                  key={entry.href}
                  value={`${kind} ${entry.href}`}
                  className={styles['item']}
                  onSelect={() => go(entry.href)}
                >
                  <span>{entry.name}</span>
                  {entry.detail === null ? null : <small>{entry.detail}</small>}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
        <p className={styles['foot']}>
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> choose
          </span>
          <span>
            <kbd>Enter</kbd> open
          </span>
          <span>
            <kbd>Esc</kbd> close
          </span>
          {found.length <= MOST_SHOWN ? null : (
            <span>{counted(found.length - MOST_SHOWN, 'more', 'more')}: type on</span>
          )}
        </p>
      </Command>
    </Dialog>
  );
}
