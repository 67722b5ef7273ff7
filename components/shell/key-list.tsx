'use client';

/** What the keys do. */
import { Dialog } from '@/components/ui/dialog';
import styles from './key-list.module.css';

const KEYS = [
  { keys: ['Ctrl K', '⌘ K'], does: 'find a page, team, stage, moment or KPI' },
  { keys: ['['], does: 'one period back' },
  { keys: [']'], does: 'one period forth' },
  { keys: ['j'], does: 'to the next line of a list' },
  { keys: ['k'], does: 'to the line before' },
  { keys: ['Enter'], does: 'open it' },
  { keys: ['Esc'], does: 'close what is open' },
  { keys: ['?'], does: 'this list' },
] as const;

export function KeyList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog label="Keys" onClose={onClose}>
      <div className={styles['list']}>
        <h2>Keys</h2>
        <dl>
          {KEYS.map(({ keys, does }) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
