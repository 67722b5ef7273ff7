/** What is promised in a stage and still to be done. */
import { ActionRows } from '@/components/action/action-rows';
import { NoneOpen } from '@/components/action/none-open';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { dateInZone } from '@/lib/domain/calendar-zone';
import { counted } from '@/lib/domain/wording';
import { stagePath } from '@/lib/paths';
import { actionsPath, newActionPath } from '@/lib/paths-review';
import type { SideProps } from './side';

/** A stage's page says the most urgent; the list of actions has the rest. */
const MOST = 6;

export function StageActions({ shown, view }: SideProps) {
  const { actions, stage, scorecard, organisation, frame } = shown;
  const missed = scorecard.judged - scorecard.onTarget;
  const late = actions.filter(({ daysLate }) => daysLate > 0).length;
  const back = stagePath(stage.slug, view);
  return (
    <Card
      id="actions"
      title={
        actions.length === 0
          ? 'No action is open here'
          : counted(actions.length, 'open action', 'open actions')
      }
      noteNeeds={late === 0 ? 'review.record' : undefined}
      note={
        <>
          {late === 0 ? '' : `${late} late`}
          <span data-needs="review.record">
            {late === 0 ? '' : ' · '}
            <Link href={newActionPath({ stage: stage.slug, back })}>add one</Link>
          </span>
        </>
      }
    >
      {actions.length === 0 && missed > 0 ? (
        <NoneOpen>
          {`Yet ${missed === 1 ? '1 customer KPI misses its target' : `${missed} customer KPIs miss their targets`}.`}
        </NoneOpen>
      ) : null}
      {actions.length === 0 ? null : (
        <ActionRows
          lines={actions.slice(0, MOST)}
          organisation={organisation}
          today={dateInZone(frame.now, organisation.timeZone)}
          back={back}
          without="stage"
        />
      )}
      {actions.length <= MOST ? null : (
        <Link href={actionsPath({ stage: stage.slug })}>All {actions.length}</Link>
      )}
    </Card>
  );
}
