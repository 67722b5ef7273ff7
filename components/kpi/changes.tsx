/** Changes marked on the chart, beneath it, and the proposal to mark one. */

import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { type PeriodKey, parsePeriodKey } from '@/lib/domain/calendar';
import type { KpiView } from '@/lib/domain/kpi-view';
import { periods } from '@/lib/domain/wording';
import { formatDate } from '@/lib/format-period';
import { kpiChangePath } from '@/lib/paths';
import styles from './changes.module.css';

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
    <section className={styles['changes']} aria-labelledby="changes">
      <h3 id="changes">Changes marked</h3>
      {annotations.length === 0 ? null : (
        <ul>
          {annotations.toReversed().map(({ id, date, text, reason, restartsLimits }) => (
            <li key={id}>
              <span>
                {formatDate(date, organisation.locale)}: <strong>{text}</strong>
                {restartsLimits ? ' · the usual range starts anew' : ''}
              </span>
              {frame.asOf === null ? (
                <details className={styles['withdraw']} data-needs="change.mark">
                  <summary aria-label={`Withdraw “${text}”`}>Withdraw</summary>
                  <form action={withdraw.bind(null, kpi.slug, id)}>
                    <p>The chart forgets it; the audit log keeps it.</p>
                    <button type="submit" className={`${form['button']} ${form['remove']}`}>
                      Withdraw “{text}”
                    </button>
                  </form>
                </details>
              ) : null}
              {reason === null ? null : <p>{reason}</p>}
            </li>
          ))}
        </ul>
      )}
      <p>
        {annotations.length === 0 ? 'None yet. ' : ''}
        <Link className="alone" href={kpiChangePath(kpi.slug)} data-needs="change.mark">
          Mark a change
        </Link>
      </p>
    </section>
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
