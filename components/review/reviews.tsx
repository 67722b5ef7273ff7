/** Every series of reviews: what was held, what is due, what was missed. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { periodContaining } from '@/lib/domain/calendar';
import { dateInZone } from '@/lib/domain/calendar-zone';
import type { RhythmEntry } from '@/lib/domain/review';
import type { ReviewsView } from '@/lib/domain/review-view';
import { counted } from '@/lib/domain/wording';
import { formatInstant, periodName } from '@/lib/format-period';
import {
  checkInsPath,
  minutesPath,
  reviewPath,
  seriesPath,
  thanksYearPath,
} from '@/lib/paths-review';
import lists from './lists.module.css';
import styles from './review.module.css';

const WORDS: Readonly<Record<RhythmEntry['state'], string>> = {
  closed: 'held',
  open: 'open',
  due: 'due',
  coming: 'coming',
  missed: 'missed',
};

/** A list shows the last ones; each leads to the one before. */
const MOST = 12;

export function ReviewsPage({ shown }: { readonly shown: ReviewsView }) {
  const { series } = shown;
  return (
    <>
      <h1 className={styles['title']}>{headline(shown)}</h1>
      <p className={styles['lead']}>
        Each review opens with the figures as they are known at that moment, and closes with minutes
        that stay as they are. <Link href={checkInsPath()}>Check-ins</Link> ·{' '}
        <Link href={thanksYearPath(yearOf(shown))}>Who keeps which moments</Link>
        <span data-needs="review.record">
          {' · '}
          <Link href={seriesPath()}>Start a series</Link>
        </span>
      </p>
      <div className={styles['stack']}>
        {series.length === 0 ? (
          <Card id="none" title="No review is held yet">
            <p className={styles['none']}>
              A series says which journey is reviewed, how often, on which day, and who chairs it.{' '}
              <span data-needs="review.record">
                <Link href={seriesPath()}>Start one</Link>.
              </span>
            </p>
          </Card>
        ) : null}
        {series.map((each) => (
          <SeriesCard key={each.series.slug} each={each} locale={shown.organisation.locale} />
        ))}
      </div>
    </>
  );
}

const yearOf = ({ now, organisation }: ReviewsView): string =>
  periodContaining(dateInZone(now, organisation.timeZone), 'year', organisation).key;

function headline({ series }: ReviewsView): string {
  const entries = series.flatMap((each) => each.entries);
  const open = entries.filter(({ state }) => state === 'open').length;
  const due = entries.filter(({ state }) => state === 'due').length;
  if (open > 0) return counted(open, 'review is open', 'reviews are open');
  return due > 0 ? counted(due, 'review is due', 'reviews are due') : 'No review is due';
}

function SeriesCard({
  each: { series, journey, entries },
  locale,
}: {
  readonly each: ReviewsView['series'][number];
  readonly locale: string;
}) {
  return (
    <Card
      id={`series-${series.slug}`}
      title={series.name}
      note={
        <>
          {series.retired
            ? `${journey.name}, ended`
            : `${journey.name}, each ${series.cadence}, ${series.startsAt} in ${series.timeZone}${series.chair === null ? '' : `, chair ${series.chair}`}`}
          {' · '}
          <Link
            data-needs="review.record"
            href={seriesPath(series.slug)}
            aria-label={`Change ${series.name}`}
          >
            change
          </Link>
        </>
      }
    >
      <ul className={lists['rhythm']}>
        {entries.slice(0, MOST).map((entry) => (
          <li key={entry.period.key} data-state={entry.state}>
            <Link
              href={
                entry.state === 'closed'
                  ? minutesPath(entry.period.key, series.slug)
                  : reviewPath(entry.period.key, { series: series.slug })
              }
              data-step=""
            >
              {periodName(entry.period, locale)}
            </Link>
            <strong>{WORDS[entry.state]}</strong>
            <small>{formatInstant(entry.meetsAt, series.timeZone, locale)}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
}
