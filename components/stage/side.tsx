/** Beside where it starts: who shares it, its moments of truth, what was marked, what is missing. */

import { StatusMark, statusName } from '@/components/charts/status-mark';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { PeriodKey } from '@/lib/domain/calendar';
import { momentKindName } from '@/lib/domain/moment-words';
import type { StageMoment, StageTeam, StageView } from '@/lib/domain/stage-view';
import { counted } from '@/lib/domain/wording';
import { formatDate } from '@/lib/format-period';
import { accountabilityPath, kpiPath, momentsPath, teamPath, type View } from '@/lib/paths';
import styles from './side.module.css';

/** So many gaps, or KPIs of one note, are named. */
const MOST = 10;

export interface SideProps {
  readonly shown: StageView;
  readonly view: View;
}

export function StageTeams({ shown, view }: SideProps) {
  const { teams } = shown;
  const green = teams.filter(({ watermelon }) => watermelon).length;
  return (
    <Card id="teams" title="Who shares this stage" note="by their own KPIs here">
      {teams.length === 0 ? (
        <p className={styles['none']}>No team answers for any KPI here.</p>
      ) : null}
      {green === 0 ? null : (
        <p className={styles['lead']}>
          <strong>{green === 1 ? 'Green team' : 'Green teams'}, red stage:</strong>{' '}
          {green === teams.length
            ? teams.length === 1
              ? 'the only team that shares it reports green.'
              : `all ${green} teams that share it report green.`
            : `${green} of the ${teams.length} teams that share it ${green === 1 ? 'reports' : 'report'} green.`}
        </p>
      )}
      <ul className={styles['list']}>
        {teams.map((team) => (
          <li key={team.slug} className={styles['item']}>
            <StatusMark
              status={team.status}
              basis={team.basis}
              watermelon={team.watermelon}
              size={15}
            />
            <div>
              <span className={styles['line']}>
                <Link href={teamPath(team.slug, view)} data-step="">
                  {team.name}
                </Link>
                <strong>
                  {team.status === 'withheld'
                    ? 'withheld'
                    : team.due === 0
                      ? '–'
                      : `${team.onTarget} of ${team.due} on target`}
                </strong>
              </span>
              <small>{teamText(team)}</small>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function teamText({ lead, answers, shares, basis, due, status }: StageTeam): string {
  const part = [
    ...(answers === 0 ? [] : [`answers for ${counted(answers, 'KPI', 'KPIs')}`]),
    ...(shares === 0 ? [] : [`shares ${answers === 0 ? counted(shares, 'KPI', 'KPIs') : shares}`]),
  ].join(', ');
  const own =
    status === 'withheld'
      ? 'its silo figures are for the team and executives'
      : basis === 'own'
        ? due === 0
          ? 'none of its own due'
          : null
        : 'measures nothing of its own here: its whole scorecard is shown';
  return [lead ?? 'no lead named', part, own].filter((each) => each !== null).join(' · ');
}

export function StageMoments({
  shown,
  view,
  periodLabel,
}: SideProps & { readonly periodLabel: (period: PeriodKey) => string }) {
  const { moments } = shown;
  return (
    <Card id="moments" title="Moments of truth" note="each as its worst KPI">
      {moments.length === 0 ? (
        <p className={styles['none']}>None is named in this stage.</p>
      ) : (
        <ul className={styles['list']}>
          {moments.map((moment) => (
            <li key={moment.slug} className={styles['item']}>
              <StatusMark
                status={moment.status ?? 'no_data'}
                size={15}
                title={moment.status === null ? 'no KPI' : statusName(moment.status)}
              />
              <div>
                <span className={styles['name']}>{moment.name}</span>
                <small>{momentText(moment)}</small>
                <small>
                  {moment.kpis.length === 0 ? (
                    <em>
                      {moment.status === 'withheld'
                        ? 'a silo KPI measures it'
                        : 'no KPI measures it'}
                    </em>
                  ) : (
                    moment.kpis.map(({ slug, name }, index) => (
                      <span key={slug}>
                        {index === 0 ? '' : ', '}
                        <Link href={kpiPath(slug, view)}>{name}</Link>
                      </span>
                    ))
                  )}
                  {moment.since === null || moment.status === null
                    ? ''
                    : ` · ${statusName(moment.status)} since ${periodLabel(moment.since)}${
                        moment.sinceAtLeast ? ' or before' : ''
                      }`}
                </small>
              </div>
            </li>
          ))}
        </ul>
      )}
      <p className={styles['more']}>
        <Link href={momentsPath(view)}>All moments of the journey</Link>
      </p>
    </Card>
  );
}

function momentText({ critical, aim, kind, trigger }: StageMoment): string {
  return [
    ...(critical ? ['critical'] : []),
    ...(aim === 'wow' ? ['wow: sets us apart'] : ['must never fail']),
    momentKindName(kind),
    ...(trigger === null ? [] : [`triggered by ${trigger}`]),
  ].join(' · ');
}

export function StageNotes({ shown, view }: SideProps) {
  const { notes, organisation } = shown;
  if (notes.length === 0) return null;
  return (
    <Card id="notes" title="What changed here" note="marked on the charts">
      <ul className={styles['list']}>
        {notes.map(({ date, text, restartsLimits, kpis }) => (
          <li key={`${date} ${text}`} className={styles['plain']}>
            <span className={styles['name']}>{text}</span>
            <small>
              {formatDate(date, organisation.locale)}
              {restartsLimits ? ' · the usual range starts anew' : ''} ·{' '}
              {kpis.slice(0, MOST).map(({ slug, name }, index) => (
                <span key={slug}>
                  {index === 0 ? '' : ', '}
                  <Link href={kpiPath(slug, view)}>{name}</Link>
                </span>
              ))}
              {kpis.length > MOST ? ` and ${kpis.length - MOST} more` : ''}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function StageGaps({ shown: { gaps, stage }, view }: SideProps) {
  if (gaps.length === 0) return null;
  return (
    <Card
      id="gaps"
      title={gaps.length === 1 ? '1 gap in this stage' : `${gaps.length} gaps in this stage`}
      note="not agreed, or not measured"
    >
      <ul className={styles['list']}>
        {gaps.slice(0, MOST).map(({ sentence }) => {
          const text = sentence.map((span) => span.text).join('');
          return (
            <li key={text} className={styles['plain']}>
              <SentenceText sentence={sentence} />
            </li>
          );
        })}
      </ul>
      {gaps.length <= MOST ? null : (
        <p className={styles['more']}>
          <Link href={accountabilityPath(view, { stage: stage.slug })}>
            {gaps.length - MOST} more gaps
          </Link>
        </p>
      )}
    </Card>
  );
}
