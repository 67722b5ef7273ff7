/** How far figures moved after they were first known, in words. */
import { type ChangedAfter, changedText } from '@/lib/domain/restatement';
import { formatNumber } from '@/lib/format';

/** `14 figures · by 1.2 points at the median, 5.3 at most`; in percent for what is no rate. */
export function changedBy(changed: ChangedAfter, isRate: boolean, locale: string): string {
  const { median, largest } = changed;
  if (median === null || largest === null) return changedText(changed);
  const unit = isRate ? 'points' : '%';
  const written = (value: number) => formatNumber(value, value < 0.1 ? 2 : 1, locale);
  const far =
    changed.figures - changed.gone === 1
      ? `by ${written(largest)} ${unit}`
      : `by ${written(median)} ${unit} at the median, ${written(largest)} at most`;
  return `${changedText(changed)} · ${far}`;
}
