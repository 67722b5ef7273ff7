/** Line of sight: the moments of truth that a team's work touches, as chains of names. */

import { StatusMark } from '@/components/charts/status-mark';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { TouchedMoment } from '@/lib/domain/team-view';
import { counted } from '@/lib/domain/wording';
import { accountabilityPath, kpiPath, momentsPath } from '@/lib/paths';
import type { TeamPartProps } from './part';
import styles from './touches.module.css';

export function Touches(props: TeamPartProps) {
  const { touches, team } = props.shown;
  const missed = touches.filter(({ status }) => status !== 'on_target');
  const fine = touches.filter(({ status }) => status === 'on_target');
  return (
    <Card
      id="touches"
      title="What our work touches"
      note={
        touches.length === 0
          ? `downstream of ${team.name}`
          : `${counted(touches.length, 'moment of truth', 'moments of truth')} downstream of ${team.name}`
      }
    >
      {touches.length === 0 ? (
        <p className={styles['none']}>
          No KPI of {team.name} belongs to a moment of truth or is known to feed one that does.{' '}
          <Link href={accountabilityPath(props.view)}>See what is not mapped yet</Link>
        </p>
      ) : null}
      {missed.length === 0 ? null : <Moments moments={missed} {...props} />}
      {fine.length === 0 ? null : (
        <details className={styles['fold']} open={missed.length === 0}>
          <summary>{counted(fine.length, 'moment', 'moments')} on target</summary>
          <Moments moments={fine} {...props} />
        </details>
      )}
    </Card>
  );
}

function Moments({
  moments,
  view,
  shown,
}: TeamPartProps & { readonly moments: readonly TouchedMoment[] }) {
  return (
    <ul className={styles['moments']}>
      {moments.map((moment) => (
        <li key={moment.slug}>
          <StatusMark status={moment.status} />
          <div>
            <Link
              href={momentsPath(view, { stage: moment.stage.slug })}
              className={styles['moment']}
            >
              {moment.name}
            </Link>
            <small>
              {moment.stage.name}
              {moment.critical ? ' · critical moment' : ''}
              {moment.aim === 'wow' ? ' · to delight' : ''}
            </small>
            {moment.lines.map((line) => (
              <Chain key={`${line.from} ${line.moment}`} line={line} view={view} shown={shown} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Chain({
  line,
  view,
  shown,
}: Pick<TeamPartProps, 'view' | 'shown'> & { readonly line: TouchedMoment['lines'][number] }) {
  return (
    <p className={styles['chain']}>
      {line.kpis.map(({ slug, name, status }, index) => {
        const evidence = line.through[index - 1]?.evidence;
        return (
          <span key={slug} className={styles['step']}>
            {evidence === undefined ? null : (
              <span className={evidence === 'proven' ? styles['proven'] : styles['suspected']}>
                {evidence} <span aria-hidden="true">{evidence === 'proven' ? '→' : '⇢'}</span>{' '}
              </span>
            )}
            {status === null ? null : <StatusMark status={status} size={11} />}{' '}
            <Link href={kpiPath(slug, view)}>{name}</Link>{' '}
          </span>
        );
      })}
      <small>
        {line.evidence === 'direct' ? 'touched directly' : ''}
        {line.part === 'shares'
          ? `${line.evidence === 'direct' ? ', ' : ''}${shown.team.name} shares it`
          : ''}
      </small>
    </p>
  );
}
