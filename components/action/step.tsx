/** The next step on a KPI: what, who, by when and whether it is late; or that there is none. */
import { Link } from '@/components/ui/link';
import type { CalendarDate } from '@/lib/domain/calendar';
import type { BoardItem } from '@/lib/domain/contrast-view';
import { actionPath, newActionPath } from '@/lib/paths-review';
import styles from './action.module.css';
import { dayText, lateText } from './words';

export function Step({
  item: { step, kpi, accountable },
  locale,
  today,
  back,
}: {
  readonly item: Pick<BoardItem, 'step' | 'kpi' | 'accountable'>;
  readonly locale: string;
  readonly today: CalendarDate;
  readonly back: string;
}) {
  if (step === null) {
    return (
      <span className={styles['next']}>
        No action yet
        <span data-needs="review.record">
          {' · '}
          <Link
            href={newActionPath({ kpi: kpi.slug, team: accountable.slug, back })}
            aria-label={`Add an action on ${kpi.name}`}
          >
            add one
          </Link>
        </span>
      </span>
    );
  }
  const { action, others } = step;
  const late = lateText(action);
  return (
    <span className={styles['next']}>
      Next: <Link href={actionPath(action.id, { back })}>{action.text}</Link> ·{' '}
      {action.person ?? action.team.name}, {dayText(action.due, today, locale)}
      {late === null ? '' : ' · '}
      {late === null ? null : <strong className={styles['late']}>{late}</strong>}
      {others === 0 ? '' : ` · ${others} more`}
    </span>
  );
}
