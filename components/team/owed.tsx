/** The figures that a team owes: what is late, since when, and what comes next. */

import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
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
  const { shown } = props;
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
              {alike(late).map((figures) => (
                <Late key={figures[0].kpi.slug} figures={figures} {...props} />
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

type Alike = readonly [OwedFigure, ...OwedFigure[]];

/** Figures of which the same is missing since the same day, told once. */
function alike(late: readonly OwedFigure[]): readonly Alike[] {
  const groups = new Map<string, [OwedFigure, ...OwedFigure[]]>();
  for (const figure of late) {
    const { freshness, grain, missing, missingCount, dueSince } = figure;
    const key = [freshness, grain, missingCount, dueSince, ...missing].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [figure]);
    else group.push(figure);
  }
  return [...groups.values()];
}

function Late({ figures, shown, view, periodLabel }: TeamPartProps & { readonly figures: Alike }) {
  const [first] = figures;
  return (
    <li>
      {figures.map(({ kpi }, index) => (
        <span key={kpi.slug}>
          {index === 0 ? '' : ', '}
          <Link className={styles['name']} href={kpiPath(kpi.slug, view)} data-step="">
            {kpi.name}
          </Link>
        </span>
      ))}{' '}
      <span className={first.freshness === 'late' ? styles['risk'] : styles['bad']}>
        {first.freshness === 'never' ? 'never reported' : first.freshness}
      </span>
      <small>{missingText(first, shown, periodLabel)}</small>
    </li>
  );
}

/** What is missing, and since when it was due. */
function missingText(
  { missing, missingCount, dueSince, grain }: OwedFigure,
  { organisation: { locale }, frame }: TeamPartProps['shown'],
  periodLabel: TeamPartProps['periodLabel'],
): string {
  if (dueSince === null || missingCount === null) return 'no figure has come in at all';
  const names = missing.map(periodLabel);
  const which =
    missingCount <= NAMED
      ? `${formatList(names, locale)} ${missingCount === 1 ? 'is' : 'are'} missing`
      : `the last ${missingCount} ${grainNoun(grain, 'plural')} to ${names.at(-1)} are missing`;
  const isNear = dueSince.slice(0, 4) === frame.now.slice(0, 4);
  const due = isNear ? formatDayMonth(dueSince, locale) : formatDate(dueSince, locale);
  return `${which}; ${missingCount === 1 ? 'it was' : 'the first was'} due by ${due}`;
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
