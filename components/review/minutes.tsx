/** The minutes: what was shown, said and decided, with corrections, for the screen and for paper. */
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import type { CalendarDate } from '@/lib/domain/calendar';
import { type MinutesItem, readCorrection, readMinutes } from '@/lib/domain/minutes';
import type { MinutesView, Restated } from '@/lib/domain/review-view';
import { counted } from '@/lib/domain/wording';
import { formatNumber, withUnit } from '@/lib/format';
import { ownText } from '@/lib/format-minutes';
import { formatDate, formatInstant, periodName } from '@/lib/format-period';
import {
  actionPath,
  minutesMarkdownPath,
  minutesPath,
  minutesPdfPath,
  reviewPath,
} from '@/lib/paths-review';
import styles from './minutes.module.css';
import { RestatedText } from './signal';

export function MinutesPage({
  shown,
  isMailed,
  correcting,
}: {
  readonly shown: MinutesView;
  /** Mail is set up. */
  readonly isMailed: boolean;
  readonly correcting: ReactNode;
}) {
  const { organisation, links, series, period, restated } = shown;
  const link = links.find(({ kind }) => kind === 'minutes');
  if (link === undefined) return null;
  const minutes = readMinutes(link.content);
  const { locale, timeZone } = organisation;
  const instant = (at: string) => formatInstant(at, timeZone, locale);
  const corrections = links.filter(({ kind }) => kind === 'correction');
  return (
    <article className={styles['minutes']}>
      <h1>
        {minutes.series}: {periodName(period, locale)}
      </h1>
      <p className={styles['lead']}>
        {minutes.journey} · figures as known {instant(minutes.asOf)} · closed{' '}
        {instant(minutes.closedAt)} by {minutes.closedBy} · chair {minutes.chair ?? 'not named'} ·
        present: {minutes.present.length === 0 ? 'not noted' : minutes.present.join(', ')}
      </p>
      <Ways shown={shown} />
      {restated.length === 0 ? null : (
        <p className={styles['restated']} role="note">
          {counted(restated.length, 'figure is another one', 'figures are others')} by now. The
          minutes keep what was shown; what is known now stands beside it.
        </p>
      )}
      {minutes.items.map((item) => (
        <Item key={item.title} item={item} restated={restated} locale={locale} />
      ))}
      {minutes.actions.length === 0 ? null : (
        <section>
          <h2>Actions</h2>
          <ul>
            {minutes.actions.map((action) => (
              <li key={action.id}>
                <Link href={actionPath(action.id)}>{action.text}</Link>
                <small>
                  {[
                    action.team,
                    ...(action.person === null ? [] : [action.person]),
                    `due ${formatDate(action.due as CalendarDate, locale)}`,
                    action.state,
                    ...(action.daysLate === 0
                      ? []
                      : [`${counted(action.daysLate, 'day', 'days')} late`]),
                    ...(action.isNew ? ['new in this review'] : []),
                    ...(action.outcome === null ? [] : [action.outcome]),
                  ].join(' · ')}
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {minutes.thanks.length === 0 ? null : (
        <section>
          <h2>Thanks</h2>
          <ul>
            {minutes.thanks.map(({ team, person, text }) => (
              <li key={`${team} ${text}`}>
                <strong>{person ?? team}</strong>: {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles['lead']}>Meeting: {ownText(minutes)}.</p>
      <p className={styles['lead']}>{mailedText(shown.mailed, isMailed)}</p>
      {corrections.map(({ number, content, hash }) => {
        const correction = readCorrection(content);
        return (
          <section key={number}>
            <h2>
              Correction, {instant(correction.at)}, {correction.by}
            </h2>
            <p>{correction.text}</p>
            <p className={styles['hash']}>SHA-256 {hash}</p>
          </section>
        );
      })}
      <p className={styles['hash']}>
        SHA-256 {link.hash}
        <br />
        before it {link.hashBefore ?? 'nothing: these are the first of the series'}
      </p>
      <details className={styles['correct']}>
        <summary>Add a correction</summary>
        {correcting}
      </details>
      <p className={styles['after']}>
        <Link href={reviewPath(period.key, { series: series.slug })}>This review</Link>
      </p>
    </article>
  );
}

function mailedText(mailed: number, isMailed: boolean): string {
  if (mailed > 0) return `Mailed to ${counted(mailed, 'person', 'people')} when it closed.`;
  return isMailed
    ? 'Mailed to nobody: of chair, members and who owns its actions, none is found among the people by name or e-mail.'
    : 'Mailed to nobody: no mail is set up here.';
}

/** To the review before and after, and the same on paper and as text. */
function Ways({ shown: { before, after, series, period } }: { readonly shown: MinutesView }) {
  return (
    <nav className={styles['ways']} aria-label="Minutes">
      {before === null ? null : (
        <Link rel="prev" href={minutesPath(before, series.slug)}>
          ‹ {before}
        </Link>
      )}
      {after === null ? null : (
        <Link rel="next" href={minutesPath(after, series.slug)}>
          {after} ›
        </Link>
      )}
      <a href={minutesMarkdownPath(period.key, series.slug)} download>
        As Markdown
      </a>
      <a href={minutesPdfPath(period.key, { series: series.slug })} download>
        As PDF, A4
      </a>
      <a href={minutesPdfPath(period.key, { series: series.slug, paper: 'letter' })} download>
        Letter
      </a>
    </nav>
  );
}

function Item({
  item,
  restated,
  locale,
}: {
  readonly item: MinutesItem;
  readonly restated: readonly Restated[];
  readonly locale: string;
}) {
  const { figures, checkIns, decisions, note, state } = item;
  if (state === 'skipped' && note === '' && decisions.length === 0) return null;
  const written = (value: number | null, unit: string, decimals: number) =>
    value === null ? 'no figure' : withUnit(formatNumber(value, decimals, locale), unit, locale);
  return (
    <section>
      <h2>
        {item.title} <small>{state === 'open' || state === 'done' ? item.said : state}</small>
      </h2>
      {figures.length === 0 ? null : (
        <ul>
          {figures.map((figure) => (
            <li key={figure.kpi}>
              <strong>{figure.name}</strong> {written(figure.value, figure.unit, figure.decimals)}
              {figure.target === null
                ? ''
                : `, target ${formatNumber(figure.target, figure.decimals, locale)}`}{' '}
              <small>
                {figure.period} · {figure.status.replaceAll('_', ' ')} · {figure.answers} answers ·{' '}
                {figure.said}
              </small>{' '}
              <RestatedText
                restated={restated.find(({ kpi }) => kpi.slug === figure.kpi) ?? null}
                locale={locale}
              />
            </li>
          ))}
        </ul>
      )}
      {checkIns.map(({ team, happened, why, next }) => (
        <p key={`${team} ${happened}`}>
          <strong>{team}</strong>: {[happened, why, next].filter((text) => text !== '').join(' ')}
        </p>
      ))}
      {note === '' ? null : <p className={styles['note']}>{note}</p>}
      {decisions.map((decision) => (
        <p key={decision}>
          <strong>Decided:</strong> {decision}
        </p>
      ))}
    </section>
  );
}
