/** The figures that a team owes: what is late, since when, and what comes next. */
import Link from 'next/link';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import type { OwedFigure } from '@/lib/domain/team-view';
import { counted, grainNoun } from '@/lib/domain/wording';
import { formatList } from '@/lib/format';
import { formatDate, formatDayMonth } from '@/lib/format-period';
import { kpiPath } from '@/lib/paths';
import type { TeamPartProps } from './part';
import styles from './team.module.css';

/** So many missing periods are named; more are given as a span. */
const NAMED = 3;

export function Owed(props: TeamPartProps) {
  const { shown, view } = props;
  const { owed, team } = shown;
  const late = owed.filter(({ freshness }) => freshness !== 'fresh');
  const fresh = owed.length - late.length;
  return (
    <Card
      id="owed"
      title={`Figures due from ${team.name}`}
      note={
        <>
          {shown.frame.asOf === null ? 'as of now' : 'as known then'} <How rule="freshness" />
        </>
      }
    >
      {owed.length === 0 ? (
        <p className={styles['none']}>It answers for no KPI, so it owes no figure.</p>
      ) : (
        <>
          {late.length === 0 ? null : (
            <ul className={styles['list']}>
              {late.map((figure) => (
                <li key={figure.kpi.slug}>
                  <Link
                    className={styles['name']}
                    href={kpiPath(figure.kpi.slug, view)}
                    prefetch={false}
                    data-step=""
                  >
                    {figure.kpi.name}
                  </Link>{' '}
                  <Lateness figure={figure} {...props} />
                </li>
              ))}
            </ul>
          )}
          <p className={late.length === 0 ? styles['none'] : styles['note']}>
            {fresh === 0
              ? null
              : `${fresh === owed.length ? `All ${counted(fresh, 'KPI is', 'KPIs are')}` : `${fresh} of ${owed.length} KPIs ${fresh === 1 ? 'is' : 'are'}`} fresh: the newest figure that is due is in. `}
            <Next {...props} />
          </p>
        </>
      )}
    </Card>
  );
}

function Lateness({ figure, shown, periodLabel }: TeamPartProps & { readonly figure: OwedFigure }) {
  const { freshness, missing, missingCount, dueSince, grain } = figure;
  const { locale } = shown.organisation;
  if (freshness === 'never' || dueSince === null || missingCount === null) {
    return (
      <>
        <span className={styles['bad']}>never reported</span>
        <small>no figure has come in at all</small>
      </>
    );
  }
  const names = missing.map(periodLabel);
  const which =
    missingCount <= NAMED
      ? `${formatList(names, locale)} ${missingCount === 1 ? 'is' : 'are'} missing`
      : `the last ${missingCount} ${grainNoun(grain, 'plural')} to ${names.at(-1)} are missing`;
  return (
    <>
      <span className={freshness === 'stale' ? styles['bad'] : styles['risk']}>{freshness}</span>
      <small>
        {which}; {missingCount === 1 ? 'it was' : 'the first was'} due by{' '}
        {dueSince.slice(0, 4) === shown.frame.now.slice(0, 4)
          ? formatDayMonth(dueSince, locale)
          : formatDate(dueSince, locale)}
      </small>
    </>
  );
}

/** What comes next, figures with the same last day together. */
function Next({ shown, periodLabel }: TeamPartProps) {
  const groups = new Map<string, { readonly figure: OwedFigure; readonly count: number }>();
  for (const figure of shown.owed) {
    const key = `${figure.next.dueOn} ${figure.next.period}`;
    groups.set(key, { figure, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  const next = [...groups.values()]
    .toSorted((a, b) => (a.figure.next.dueOn < b.figure.next.dueOn ? -1 : 1))
    .map(
      ({ figure, count }) =>
        `${counted(count, 'figure', 'figures')} for ${periodLabel(figure.next.period)}, in time until ${formatDayMonth(
          figure.next.dueOn,
          shown.organisation.locale,
        )}`,
    );
  return next.length === 0 ? null : `Next: ${next.join('; ')}.`;
}
