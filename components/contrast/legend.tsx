/** What the marks of the matrix mean, as far as they stand in it, and what it does not show. */
import { StatusMark } from '@/components/charts/status-mark';
import type { ContrastView } from '@/lib/domain/contrast-view';
import { formatShare } from '@/lib/format-compare';
import styles from './legend.module.css';

/** So many teams that touch no stage are named. */
const NAMED = 12;

export function Legend({ shown }: { readonly shown: ContrastView }) {
  const { cells, untouched, stages } = shown.contrast;
  const statuses = new Set([
    ...cells.map((cell) => cell.status),
    ...stages.map((stage) => stage.experience.status),
  ]);
  const { thresholds, locale } = shown.organisation;
  const from = (share: number) => `${formatShare(share, locale)} or more`;
  return (
    <div className={styles['legend']}>
      <ul>
        {statuses.has('on_target') ? (
          <li>
            <StatusMark status="on_target" title={null} size={14} /> on target:{' '}
            {from(thresholds.onTarget)}
          </li>
        ) : null}
        {statuses.has('at_risk') ? (
          <li>
            <StatusMark status="at_risk" title={null} size={14} /> at risk:{' '}
            {from(thresholds.atRisk)}
          </li>
        ) : null}
        {statuses.has('off_target') ? (
          <li>
            <StatusMark status="off_target" title={null} size={14} /> off target
          </li>
        ) : null}
        {cells.some((cell) => cell.watermelon) ? (
          <li>
            <StatusMark status="on_target" watermelon title={null} size={14} /> green team, red
            stage
          </li>
        ) : null}
        {statuses.has('no_data') ? (
          <li>
            <StatusMark status="no_data" title={null} size={14} /> nothing to judge by
          </li>
        ) : null}
        {statuses.has('withheld') ? (
          <li>
            <StatusMark status="withheld" title={null} size={14} /> withheld: the team’s silo
            figures are for the team and executives
          </li>
        ) : null}
        {shown.figures.missing.length > 0 ? (
          <li>
            <span className={styles['missing']}>1 ?</span> so many figures are missing there
          </li>
        ) : null}
        {cells.some((cell) => cell.basis === 'overall' && cell.status !== 'withheld') ? (
          <li>
            <StatusMark status="on_target" basis="overall" title={null} size={14} /> outline:
            measures nothing of its own here, its whole scorecard is shown
          </li>
        ) : null}
      </ul>
      <p>
        A team’s own scorecard counts what it measures of its own work, not the customer KPIs that
        it answers for: those count in the stages.
      </p>
      {untouched.length === 0 ? null : (
        <p>
          <strong>
            {untouched.length === 1 ? '1 team touches' : `${untouched.length} teams touch`} no
            stage:
          </strong>{' '}
          {shown.untouched
            .slice(0, NAMED)
            .map(({ name }) => name)
            .join(', ')}
          {untouched.length > NAMED ? ` and ${untouched.length - NAMED} more` : ''}.
        </p>
      )}
    </div>
  );
}
