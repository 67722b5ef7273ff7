/** Line of sight: the moments of truth that a team's work touches, as chains of names. */

import { StatusMark } from '@/components/charts/status-mark';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { TouchedMoment } from '@/lib/domain/team-view';
import { toldBefore } from '@/lib/domain/team-view-touches';
import { counted } from '@/lib/domain/wording';
import { accountabilityPath, kpiPath, momentsPath } from '@/lib/paths';
import type { TeamPartProps } from './part';
import styles from './touches.module.css';

export function Touches(props: TeamPartProps) {
  const { touches, team } = props.shown;
  const missed = touches.filter(({ status }) => status !== 'on_target');
  const fine = touches.filter(({ status }) => status === 'on_target');
  const told = toldBefore([...missed, ...fine]);
  return (
    <Card
      id="touches"
      title="What our work touches"
      note={
        <>
          {touches.length === 0
            ? `downstream of ${team.name}`
            : `${counted(touches.length, 'moment of truth', 'moments of truth')} downstream of ${team.name}, each with the KPIs that lead there`}{' '}
          <How rule="accountability" />
        </>
      }
    >
      {touches.length === 0 ? (
        <p className={styles['none']}>
          No KPI of {team.name} belongs to a moment of truth or is known to feed one that does.{' '}
          <Link href={accountabilityPath(props.view)}>See what is not mapped yet</Link>
        </p>
      ) : null}
      {missed.length === 0 ? null : <Moments moments={missed} told={told} {...props} />}
      {fine.length === 0 ? null : (
        <details className={styles['fold']} open={missed.length === 0}>
          <summary>{counted(fine.length, 'moment', 'moments')} on target</summary>
          <Moments moments={fine} told={told} {...props} />
        </details>
      )}
    </Card>
  );
}

type Told = ReturnType<typeof toldBefore>;

function Moments({
  moments,
  view,
  shown,
  told,
}: TeamPartProps & { readonly moments: readonly TouchedMoment[]; readonly told: Told }) {
  return (
    <ul className={styles['moments']}>
      {moments.map((moment) => (
        <li key={moment.slug}>
          <StatusMark status={moment.status} />
          <div>
            <Link
              href={momentsPath(view, { stage: moment.stage.slug })}
              className={styles['moment']}
              data-step=""
            >
              {moment.name}
            </Link>
            <small>
              {moment.stage.name}
              {moment.critical ? ' · critical moment' : ''}
              {moment.aim === 'wow' ? ' · to delight' : ''}
            </small>
            {moment.lines.map((line) => (
              <Chain
                key={`${line.from} ${line.moment}`}
                line={line}
                view={view}
                shown={shown}
                from={told.get(line) ?? 0}
              />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A way that was told above goes on from where it leaves that one. */
function Chain({
  line,
  view,
  shown,
  from,
}: Pick<TeamPartProps, 'view' | 'shown'> & {
  readonly line: TouchedMoment['lines'][number];
  /** How many of its first KPIs were told above. */
  readonly from: number;
}) {
  return (
    <p className={styles['chain']}>
      {from === 0 ? null : <small>as above to </small>}
      {line.kpis.slice(from).map(({ slug, name, status }, index) => {
        const evidence = index === 0 ? undefined : line.through[from + index - 1]?.evidence;
        return (
          <span key={slug} className={styles['step']}>
            {evidence === undefined ? null : (
              <span className={evidence === 'proven' ? styles['proven'] : styles['suspected']}>
                {evidence} <span aria-hidden="true">{evidence === 'proven' ? '→' : '⇢'}</span>{' '}
              </span>
            )}
            {status === null ? null : <StatusMark status={status} size={11} />}{' '}
            <Link href={kpiPath(slug, view)}>{name}</Link>
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
