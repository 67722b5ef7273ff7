/** One source: how it does, what can be done with it, and what was. */
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { CalendarDate } from '@/lib/domain/calendar';
import type { Organisation } from '@/lib/domain/catalog';
import { lookBackWords } from '@/lib/domain/source';
import type { PullWindow } from '@/lib/domain/source-time';
import type { CountedRun, SourceRecord } from '@/lib/domain/source-view';
import { formatDate, formatInstant } from '@/lib/format-period';
import { importPath, sourcePartPath, sourcePath, sourcesPath } from '@/lib/paths-data';
import data from '../data/data.module.css';
import styles from './source.module.css';
import { failingText, nextText, runText, scheduleText } from './source-words';

export interface SourcePageProps {
  readonly source: SourceRecord;
  readonly runs: readonly CountedRun[];
  readonly next: number | null;
  readonly window: PullWindow;
  readonly organisation: Organisation;
  readonly notice: string | null;
  readonly pause: (form: FormData) => Promise<void>;
  /** The form that asks for a pull. */
  readonly children: ReactNode;
}

export function SourcePage(props: SourcePageProps) {
  const { source, organisation, notice, pause, children } = props;
  const { slug, settings, paused, lastRun } = source;
  const failing = failingText(source, organisation);
  return (
    <>
      <p>
        <Link href={sourcesPath()}>All sources</Link>
      </p>
      <h1 className={data['title']}>{settings.name}</h1>
      {notice === null ? null : (
        <p role="status" className={data['notice']}>
          {notice}
        </p>
      )}
      {failing === null ? null : (
        <p className={styles['problem']}>
          <strong>
            {failing.charAt(0).toUpperCase()}
            {failing.slice(1)}.
          </strong>{' '}
          {lastRun?.problem}
        </p>
      )}
      <Facts {...props} />
      <div className={styles['does']}>
        {children}
        <form action={pause}>
          <button type="submit" className={styles['second']}>
            {paused ? 'Go on by the schedule' : 'Pause the schedule'}
          </button>
        </form>
        <Link href={sourcePartPath(slug, 'change')}>Change or test it</Link>
        <Link href={sourcePartPath(slug, 'remove')}>Remove it…</Link>
      </div>
      <History {...props} />
    </>
  );
}

function Facts({ source, window, organisation }: SourcePageProps) {
  const { timeZone, locale } = organisation;
  const { settings, lastDoneAt, hasPassword, paused } = source;
  const { host, port, database, username, tls, lookBack } = settings;
  const date = (text: CalendarDate) => formatDate(text, locale);
  return (
    <dl className={styles['facts']}>
      <dt>Next pull</dt>
      <dd>{nextText(source, organisation)}</dd>
      <dt>Schedule</dt>
      <dd>
        {scheduleText(settings)}
        {settings.schedule === null ? '' : `, ${timeZone}`}
        {paused ? '; paused' : ''}
      </dd>
      <dt>Asks for</dt>
      <dd>
        the last {lookBackWords(lookBack)} that {lookBack.count === 1 ? 'is' : 'are'} over; today
        from {date(window.from)} up to, and without, {date(window.to)}
      </dd>
      <dt>Last went well</dt>
      <dd>{lastDoneAt === null ? 'never' : formatInstant(lastDoneAt, timeZone, locale)}</dd>
      <dt>Reads</dt>
      <dd className={styles['address']}>
        {database} on {host}, port {port}, as {username} (
        {hasPassword ? 'password kept' : 'no password'}, TLS {tls})
      </dd>
    </dl>
  );
}

function History({ source, runs, next, organisation }: SourcePageProps) {
  const { timeZone, locale } = organisation;
  return (
    <Card id="history" title="Pulls" note="the newest first">
      {runs.length === 0 ? <p>It was not pulled yet.</p> : null}
      <ol className={styles['runs']}>
        {runs.map((run) => (
          <li key={run.id}>
            <strong
              className={
                run.outcome === 'failed' || run.outcome === 'lost' ? styles['bad'] : undefined
              }
            >
              {formatInstant(run.startedAt, timeZone, locale)}
            </strong>{' '}
            {run.importId === null ? (
              runText(run, locale)
            ) : (
              <Link href={importPath(run.importId)}>{runText(run, locale)}</Link>
            )}
            <small>
              {run.actor.startsWith('source:') ? 'by the schedule' : `asked for by ${run.actor}`},
              from {run.from} up to, and without, {run.to}
            </small>
            {run.problem === null ? null : <p>{run.problem}</p>}
          </li>
        ))}
      </ol>
      {next === null ? null : (
        <p>
          <Link href={sourcePath(source.slug, { before: next })}>Earlier pulls</Link>
        </p>
      )}
    </Card>
  );
}
