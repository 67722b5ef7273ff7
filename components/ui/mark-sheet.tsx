/**
 * Status marks for tables that hold many: drawn once a page, and pointed to from every cell, so that a
 * mark weighs a quarter of what it would whole.
 */
import { StatusMark, statusName } from '@/components/charts/status-mark';
import type { Status } from '@/lib/domain/status';
import styles from './mark-sheet.module.css';

/** Stands once before the marks that point to it. */
export function MarkSheet({ statuses }: { readonly statuses: ReadonlySet<Status> }) {
  return (
    <svg className={styles['sheet']} aria-hidden="true">
      {[...statuses].map((status) => (
        <symbol key={status} id={`mark-${status}`} viewBox="0 0 16 16">
          <StatusMark status={status} title={null} />
        </symbol>
      ))}
    </svg>
  );
}

/** One mark, spoken by its name, as `StatusMark` is. */
export function SheetMark({ status, size }: { readonly status: Status; readonly size: number }) {
  return (
    <svg role="img" width={size} height={size}>
      <title>{statusName(status)}</title>
      <use href={`#mark-${status}`} />
    </svg>
  );
}

const LEGEND = ['on_target', 'at_risk', 'off_target'] as const;

/** What the shapes mean, beneath a table of marks that stand without words. */
export function MarkLegend({ statuses }: { readonly statuses: ReadonlySet<Status> }) {
  const named = [
    ...LEGEND,
    ...[...statuses].filter((status) => !LEGEND.some((each) => each === status)),
  ];
  return (
    <p className={styles['legend']}>
      {named.map((status) => (
        <span key={status}>
          <StatusMark status={status} title={null} size={12} /> {statusName(status)}
        </span>
      ))}
    </p>
  );
}
