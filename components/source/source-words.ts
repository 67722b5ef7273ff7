/** Sources in words. */
import type { Organisation } from '@/lib/domain/catalog';
import { scheduleWords } from '@/lib/domain/schedule-words';
import { type CountedRun, dueAt, type SourceRecord } from '@/lib/domain/source-view';
import { formatNumber } from '@/lib/format';
import { formatWeekMoment } from '@/lib/format-moment';
import { formatInstant } from '@/lib/format-period';

type Manner = Pick<Organisation, 'timeZone' | 'locale'>;

/** `failing since W47 Tue 03:10, 4 times`; null where it is not. */
export function failingText(
  { failures, failingSince }: Pick<SourceRecord, 'failures' | 'failingSince'>,
  { timeZone, locale }: Manner,
): string | null {
  if (failures === 0 || failingSince === null) return null;
  const times = failures === 1 ? 'once' : `${formatNumber(failures, 0, locale)} times`;
  return `failing since ${formatWeekMoment(failingSince, timeZone, locale)}, ${times}`;
}

/** `every day at 06:00`, or that it has none. */
export function scheduleText({ schedule }: SourceRecord['settings']): string {
  return schedule === null ? 'when asked' : scheduleWords(schedule);
}

/** When it is pulled next. */
export function nextText(source: SourceRecord, { timeZone, locale }: Manner): string {
  if (source.lastRun !== null && source.lastRun.endedAt === null) return 'being pulled now';
  if (source.askedAt !== null) return 'within a minute';
  const due = dueAt(source);
  if (due !== null) return formatInstant(due, timeZone, locale);
  return source.paused ? 'paused' : 'when asked';
}

/** What came of a run: `4 rows: 1 new, 3 unchanged`. */
export function runText({ rows, counts, outcome }: CountedRun, locale: string): string {
  if (outcome === null) return 'being pulled';
  if (outcome !== 'done') return { failed: 'failed', stopped: 'stopped', lost: 'lost' }[outcome];
  const count = (number: number) => formatNumber(number, 0, locale);
  if (rows === 0) return 'no rows came';
  const parts = [
    [counts?.accepted, 'new'],
    [counts?.superseded, 'replaced'],
    [counts?.unchanged, 'unchanged'],
    [counts?.ignored, 'left out'],
    [counts?.rejected, 'refused'],
  ] as const;
  const said = parts.flatMap(([number, name]) =>
    number === undefined || number === 0 ? [] : [`${count(number)} ${name}`],
  );
  return `${count(rows)} ${rows === 1 ? 'row' : 'rows'}: ${said.join(', ')}`;
}
