/** What is due from a team: its open actions, the most urgent first. */
import { ActionRows } from '@/components/action/action-rows';
import { NoneOpen } from '@/components/action/none-open';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { dateInZone } from '@/lib/domain/calendar-zone';
import { counted } from '@/lib/domain/wording';
import { teamPath } from '@/lib/paths';
import { actionsPath, checkInsPath, newActionPath } from '@/lib/paths-review';
import type { TeamPartProps } from './part';
import styles from './team.module.css';

const MOST = 6;

export function DueActions({ shown, view }: TeamPartProps) {
  const { actions, broken, team, organisation, frame } = shown;
  const late = actions.filter(({ daysLate }) => daysLate > 0).length;
  const back = teamPath(team.slug, view);
  return (
    <Card
      id="due"
      title={
        actions.length === 0
          ? `No action is open with ${team.name}`
          : `${counted(actions.length, 'action', 'actions')} due from ${team.name}`
      }
      note={
        <>
          {late === 0 ? '' : `${late} late · `}
          <Link href={checkInsPath({ team: team.slug })}>check in</Link>
          <span data-needs="review.record">
            {' · '}
            <Link href={newActionPath({ team: team.slug, back })}>add one</Link>
          </span>
        </>
      }
    >
      {actions.length === 0 && broken.length > 0 ? (
        <NoneOpen>
          {`Yet ${broken.length === 1 ? '1 KPI that it answers for or shares is' : `${broken.length} KPIs that it answers for or shares are`} worse than usual.`}
        </NoneOpen>
      ) : null}
      {actions.length === 0 ? null : (
        <ActionRows
          lines={actions.slice(0, MOST)}
          organisation={organisation}
          today={dateInZone(frame.now, organisation.timeZone)}
          back={back}
        />
      )}
      {actions.length <= MOST ? null : (
        <p className={styles['note']}>
          <Link href={actionsPath({ team: team.slug })}>All {actions.length}</Link>
        </p>
      )}
    </Card>
  );
}
