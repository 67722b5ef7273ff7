/** Changes marked on the chart, and the proposal to mark one. */

import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { type PeriodKey, parsePeriodKey } from '@/lib/domain/calendar';
import type { KpiView } from '@/lib/domain/kpi-view';
import { periods } from '@/lib/domain/wording';
import { formatDate } from '@/lib/format-period';
import { kpiChangePath } from '@/lib/paths';
import styles from './change.module.css';

export type WithdrawAction = (slug: string, id: number) => Promise<void>;

export function Changes({
  shown,
  withdraw,
}: {
  readonly shown: KpiView;
  readonly withdraw: WithdrawAction;
}) {
  const { kpi, annotations, organisation, frame } = shown;
  return (
    <Card id="changes" title="Changes marked" note="on the chart, newest first">
      {annotations.length === 0 ? null : (
        <ul className={styles['list']}>
          {annotations.toReversed().map(({ id, date, text, reason, restartsLimits }) => (
            <li key={id}>
              {formatDate(date, organisation.locale)}: <strong>{text}</strong>
              {restartsLimits ? ' · the usual range starts anew' : ''}
              {reason === null ? null : <p>{reason}</p>}
              {frame.asOf === null ? (
                <details className={styles['withdraw']}>
                  <summary aria-label={`Withdraw “${text}”`}>Withdraw</summary>
                  <form action={withdraw.bind(null, kpi.slug, id)}>
                    <p>The chart forgets it; the audit log keeps it.</p>
                    <button type="submit">Withdraw “{text}”</button>
                  </form>
                </details>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <p>
        {annotations.length === 0 ? 'None yet. ' : ''}
        <Link className="alone" href={kpiChangePath(kpi.slug)}>
          Mark a change
        </Link>
      </p>
    </Card>
  );
}

/** Twelve in a row on one side: says so, and leads to the form. */
export function Proposal({
  shown,
  periodLabel,
}: {
  readonly shown: KpiView;
  readonly periodLabel: (period: PeriodKey) => string;
}) {
  const { kpi, proposal, organisation, series, frame } = shown;
  if (proposal === null || frame.asOf !== null) return null;
  const first = parsePeriodKey(proposal.from, organisation);
  return (
    <p className={styles['proposal']}>
      {periods(proposal.points, series.grain)} in a row {proposal.side} its usual level, since{' '}
      {periodLabel(proposal.from)}. If something was changed for good,{' '}
      <Link
        href={kpiChangePath(kpi.slug, {
          restarts: true,
          ...(first === null ? {} : { date: first.start }),
        })}
      >
        mark the change
      </Link>{' '}
      and let its usual range start anew.
    </p>
  );
}
