/** What a reader must know of the period and the segment before reading any figure. */
import { StatusMark } from '@/components/charts/status-mark';
import { Link } from '@/components/ui/link';
import type { ContrastView } from '@/lib/domain/contrast-view';
import type { View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import styles from './contrast.module.css';

export interface PeriodNotesProps {
  readonly shown: Pick<ContrastView, 'leftOut' | 'frame' | 'organisation' | 'withheld'>;
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
      <Withheld teams={shown.withheld} />
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

/** So many teams are named. */
const NAMED = 4;

/** That something is missing, and why: nothing here was worked out without it and shown as if whole. */
export function Withheld({ teams }: { readonly teams: ContrastView['withheld'] }) {
  if (teams.length === 0) return null;
  const names = teams.slice(0, NAMED).map(({ name }) => name);
  const more = teams.length - names.length;
  return (
    <p className={styles['filling']}>
      <StatusMark status="withheld" size={14} title={null} /> The silo KPIs of{' '}
      {[...names, ...(more === 0 ? [] : [`${more} more teams`])]
        .join(', ')
        .replace(/, ([^,]*)$/, ' and $1')}{' '}
      are for the team and executives: they are in no list and no count here, and what would tell of
      them is marked as withheld.
    </p>
  );
}
