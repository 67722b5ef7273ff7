/** To hear of something by mail, or no more: beside its title, quiet, and without scripts too. */
import type { FollowedKind } from '@/lib/domain/follow';
import styles from './follow.module.css';

export interface FollowProps {
  /** Whether whoever looks follows it; null where there is nobody who could. */
  readonly state: boolean | null;
  readonly kind: FollowedKind;
  readonly action: (wanted: boolean) => Promise<void>;
}

const WORDS: Readonly<Record<FollowedKind, string>> = {
  kpi: 'KPI',
  stage: 'stage',
  team: 'team',
};

export function Follow({ state, kind, action }: FollowProps) {
  if (state === null) return null;
  return (
    <form className={styles['follow']} action={action.bind(null, !state)}>
      <button
        type="submit"
        data-follows={state}
        title={
          state
            ? 'You get a mail when something about it is new.'
            : 'Get a mail when something about it is new: a signal begins or is over, another status, another target.'
        }
      >
        {state ? 'Stop following' : 'Follow'}
        <span className="visually-hidden"> this {WORDS[kind]}</span>
      </button>
    </form>
  );
}
