/** What a reader must know of the period and the segment before reading any figure. */
import { Link } from '@/components/ui/link';
import type { ContrastView } from '@/lib/domain/contrast-view';
import type { View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import styles from './contrast.module.css';

export interface PeriodNotesProps {
  readonly shown: Pick<ContrastView, 'leftOut' | 'frame' | 'organisation'>;
  readonly view: View;
  /** The address of the same page with another view. */
  readonly hrefOf: (view: View) => string;
}

export function PeriodNotes({ shown, view, hrefOf }: PeriodNotesProps) {
  const { leftOut, frame, organisation } = shown;
  const { filling } = frame;
  return (
    <>
      {leftOut === null || leftOut.kpis === 0 ? null : (
        <p className={styles['filling']}>
          {leftOut.kpis} of {leftOut.of} KPIs are not broken down by{' '}
          {leftOut.dimension.toLowerCase()} and count nowhere here.
        </p>
      )}
      {filling === null ? null : (
        <p className={styles['filling']}>
          <Link href={hrefOf({ ...view, period: filling.period.key })}>
            {shortName(filling.period.key, organisation.locale, organisation, frame.period)} is
            filling
          </Link>
          : {filling.in} of {filling.of} figures are in.
        </p>
      )}
    </>
  );
}
