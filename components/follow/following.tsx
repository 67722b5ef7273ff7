/** What somebody follows, and which digests they want. */
import { Card } from '@/components/ui/card';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import {
  type DigestChoice,
  type Followable,
  type FollowedThing,
  MOST_FOLLOWS,
} from '@/lib/domain/follow';
import { kpiPath, stagePath, teamPath } from '@/lib/paths';
import styles from './follow.module.css';

export interface FollowingProps {
  readonly things: readonly FollowedThing[];
  readonly choice: DigestChoice;
  /** Mail is set up, and goes to them. */
  readonly isMailed: boolean;
  readonly actions: FollowingActions;
}

export interface FollowingActions {
  readonly stop: (thing: Followable) => Promise<void>;
  readonly choose: (form: FormData) => Promise<void>;
}

const PATHS = { kpi: kpiPath, stage: stagePath, team: teamPath } as const;
const WORDS = { kpi: 'KPI', stage: 'stage', team: 'team' } as const;

export function Following({ things, choice, isMailed, actions }: FollowingProps) {
  return (
    <Card
      id="following"
      title={things.length === 0 ? 'You follow nothing' : 'What you follow'}
      note="a digest by mail, when something about it is new"
    >
      {things.length === 0 ? (
        <p className={styles['none']}>
          The page of each KPI, stage and team has a button for it, beside its title.
        </p>
      ) : (
        <ul className={styles['list']}>
          {things.map(({ kind, slug, name }) => (
            <li key={`${kind} ${slug}`}>
              <span>
                <Link href={PATHS[kind](slug)}>{name}</Link> <small>{WORDS[kind]}</small>
              </span>
              <form action={actions.stop.bind(null, { kind, slug })}>
                <button type="submit" aria-label={`Stop following ${name}`}>
                  Stop following
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {things.length < MOST_FOLLOWS ? null : (
        <p className={styles['none']}>
          These are {MOST_FOLLOWS}, as many as there can be: stop following some to follow others.
        </p>
      )}
      {isMailed ? null : (
        <p className={styles['none']}>No mail is sent to you here, so that no digest is either.</p>
      )}
      <form
        key={`${choice.missed} ${choice.followed}`}
        className={styles['choice']}
        action={actions.choose}
      >
        <label>
          <input type="checkbox" name="missed" value="yes" defaultChecked={choice.missed} />
          Send me digests of reviews I missed
        </label>
        <label>
          <input type="checkbox" name="followed" value="yes" defaultChecked={choice.followed} />
          Send me digests of what I follow
        </label>
        <button type="submit" className={`${form['button']} ${form['second']}`}>
          Save
        </button>
      </form>
    </Card>
  );
}
