/** What a line was understood to say, above the form that saves it. */
import type { UnderstoodAction } from '@/lib/domain/action-view';
import { parsePeriodKey } from '@/lib/domain/calendar';
import type { Named } from '@/lib/domain/contrast-view';
import { periodName } from '@/lib/format-period';
import styles from './action.module.css';

export function Understood({
  understood: { typed, isDueAssumed },
  teams,
  locale,
}: {
  readonly understood: Pick<UnderstoodAction, 'typed' | 'isDueAssumed'>;
  readonly teams: readonly Named[];
  readonly locale: string;
}) {
  const team = teams.find(({ slug }) => slug === typed.team)?.name ?? null;
  return (
    <p className={styles['understood']} role="status">
      Understood: <strong>{typed.text === '' ? 'nothing yet' : typed.text}</strong> ·{' '}
      {team === null ? 'no team named' : team}
      {typed.person === '' ? '' : ` (${typed.person})`} · by {weekdayOf(typed.due, locale)}
      {isDueAssumed ? ', as no day was said' : ''}. Nothing is saved yet.
    </p>
  );
}

/** "Fri, 27 Nov 2026". */
function weekdayOf(date: string, locale: string): string {
  const day = parsePeriodKey(date, { fiscalYearStart: 1 });
  return day === null ? 'no day' : periodName(day, locale);
}
