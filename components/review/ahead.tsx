/** A review before it is opened: when it meets, what it would talk about, who has to check in. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { ReviewAhead } from '@/lib/domain/review-view';
import { counted } from '@/lib/domain/wording';
import { formatInstant, periodName } from '@/lib/format-period';
import { checkInsPath, reviewsPath } from '@/lib/paths-review';
import { Entry, type EntryAction } from './entry';
import lists from './lists.module.css';
import styles from './review.module.css';

export function AheadPage({
  shown,
  open,
}: {
  readonly shown: ReviewAhead;
  readonly open: EntryAction;
}) {
  const { period, series, organisation, agenda, missing } = shown;
  const minutes = agenda.reduce((sum, item) => sum + item.minutes, 0);
  return (
    <>
      <h1 className={styles['title']}>
        {series.name}: {periodName(period, organisation.locale)}
      </h1>
      <p className={styles['lead']}>
        Meets {formatInstant(shown.meetsAt, series.timeZone, organisation.locale)} about{' '}
        {shown.journey.name}.{' '}
        {series.chair === null ? 'No chair is named.' : `Chair: ${series.chair}.`}{' '}
        <Link href={reviewsPath()}>All reviews</Link>
      </p>
      <div className={styles['stack']}>
        {shown.canOpen ? (
          <Card
            id="open"
            title="Open it"
            note="figures, targets and owners stay as they are known at that moment"
          >
            <Entry id="open-review" action={open} fields={[]} does="Open the review" />
          </Card>
        ) : null}
        <Card
          id="missing"
          title={
            missing.length === 0
              ? 'Every team that has to has checked in'
              : `${counted(missing.length, 'team has', 'teams have')} still to check in`
          }
          note={<Link href={checkInsPath({ period: period.key })}>check-ins</Link>}
        >
          {missing.length === 0 ? null : (
            <p className={styles['none']}>{missing.map(({ name }) => name).join(', ')}</p>
          )}
        </Card>
        <Card
          id="agenda"
          title="What it would talk about"
          note={shown.canOpen ? `${minutes} minutes, as of now` : 'so far: its period is not over'}
        >
          <ol className={lists['ahead']}>
            {agenda.map(({ title, subtitle, minutes: planned }) => (
              <li key={title}>
                <strong>{title}</strong> <small>{`${subtitle} · ${planned} min`}</small>
              </li>
            ))}
          </ol>
        </Card>
      </div>
    </>
  );
}
