/** A review as it is held: one item fills the screen, the agenda stands beside it. */
import { Link } from '@/components/ui/link';
import type { AgendaLine } from '@/lib/domain/review-view';
import { formatInstant, periodName } from '@/lib/format-period';
import { reviewEventsPath, reviewPath, reviewsPath } from '@/lib/paths-review';
import { Follow } from './follow';
import { MeetingItem } from './item';
import styles from './meeting.module.css';
import type { MeetingProps } from './meeting-props';
import { Timer } from './timer';

export function Meeting(props: MeetingProps) {
  const { shown } = props;
  const { period, series, review } = shown;
  return (
    <>
      <Follow events={reviewEventsPath(period.key, series.slug)} version={review.version} />
      <Top {...props} />
      <div className={styles['columns']}>
        <Agenda {...props} />
        <MeetingItem {...props} />
      </div>
    </>
  );
}

/** The address of an item, as this reader looks at it. */
function itemPath({ shown, leads }: MeetingProps, line: AgendaLine | null): string {
  const { period, series } = shown;
  return reviewPath(period.key, {
    series: series.slug,
    item: leads ? null : (line?.number ?? null),
    lead: leads ? 'yes' : null,
  });
}

function Top(props: MeetingProps) {
  const { shown, leads, apart } = props;
  const { organisation, series, review, missing, agenda, period } = shown;
  const { locale } = organisation;
  const at = shown.shown.line;
  const next = agenda[at.number] ?? null;
  const previous = agenda[at.number - 2] ?? null;
  const current = shown.current?.id === at.id;
  return (
    <header className={styles['top']}>
      <p className={styles['which']}>
        <strong>Review of {periodName(period, locale).split(' · ')[0]?.toLowerCase()}</strong>
        {` · ${formatInstant(shown.meetsAt, series.timeZone, locale)}`}
      </p>
      <p className={styles['known']}>
        figures as known {formatInstant(review.asOf, organisation.timeZone, locale)}, and they stay
        so
        {missing.length === 0
          ? ''
          : ` · check-in missing: ${missing.map(({ name }) => name).join(', ')}`}
        {` · ${series.chair === null ? 'no chair named' : `chair ${series.chair}`}, ${review.present.length} here`}
        {' · '}
        <Lead {...props} />
        {apart && !current ? (
          <>
            {' · '}
            <Link href={reviewPath(period.key, { series: series.slug })}>
              back to what is shown
            </Link>
          </>
        ) : null}
      </p>
      <Timer
        key={at.id}
        since={current ? review.itemSince : null}
        spent={at.spentSeconds}
        minutes={at.minutes}
        now={shown.now}
      />
      <nav className={styles['steps']} aria-label="Items">
        <Step {...props} line={previous} to="prev" />
        <Step {...props} line={next} to="next" />
      </nav>
      {leads ? null : <span className="visually-hidden" role="status">{`Shown: ${at.title}`}</span>}
    </header>
  );
}

function Lead({ shown: { period, series }, leads }: MeetingProps) {
  return leads ? (
    <Link href={reviewPath(period.key, { series: series.slug })}>stop leading</Link>
  ) : (
    <Link href={reviewPath(period.key, { series: series.slug, lead: 'yes' })}>lead it</Link>
  );
}

function Step(
  props: MeetingProps & { readonly line: AgendaLine | null; readonly to: 'prev' | 'next' },
) {
  const { line, to, leads, actions } = props;
  if (line === null) return null;
  const text = to === 'next' ? `Next: ${line.title} →` : '←';
  const label = to === 'next' ? undefined : `Back: ${line.title}`;
  if (!leads) {
    return (
      <Link href={itemPath(props, line)} data-review={to} aria-label={label}>
        {text}
      </Link>
    );
  }
  return (
    <form action={actions.show.bind(null, line.id)}>
      <button type="submit" data-review={to} aria-label={label}>
        {text}
      </button>
    </form>
  );
}

function Agenda(props: MeetingProps) {
  const { shown } = props;
  return (
    <nav className={styles['agenda']} aria-label="Agenda">
      <ol>
        {shown.agenda.map((line) => (
          <li key={line.id}>
            <AgendaEntry {...props} line={line} />
          </li>
        ))}
      </ol>
      <p>
        {shown.own.plannedMinutes} minutes planned · <Link href={reviewsPath()}>all reviews</Link>
      </p>
    </nav>
  );
}

function AgendaEntry(props: MeetingProps & { readonly line: AgendaLine }) {
  const { line, shown, leads, actions } = props;
  const isShown = shown.shown.line.id === line.id;
  const isElsewhere = shown.current?.id === line.id && !isShown;
  const text = (
    <>
      <span aria-hidden="true">{line.state === 'done' ? '✓' : line.number}</span>
      <span>
        <strong>{line.title}</strong>
        <small>
          {[
            ...(line.state === 'open' ? [] : [line.state]),
            ...(isElsewhere ? ['shown now'] : []),
            line.subtitle,
            ...(line.asked === null ? [] : ['decision asked']),
            `${line.minutes} min`,
          ].join(' · ')}
        </small>
      </span>
    </>
  );
  const marks = {
    className: styles['entryOf'],
    'aria-current': isShown ? ('true' as const) : undefined,
  };
  if (!leads) {
    return (
      <Link {...marks} href={itemPath(props, line)} data-step="">
        {text}
      </Link>
    );
  }
  return (
    <form action={actions.show.bind(null, line.id)}>
      <button type="submit" {...marks}>
        {text}
      </button>
    </form>
  );
}
