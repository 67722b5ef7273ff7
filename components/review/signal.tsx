/** A signal in the meeting: the finding in a sentence, the chart large, and what the teams say of it. */

import { valueText } from '@/components/kpi/kpi-rows';
import { directionText, targetText } from '@/components/kpi/target-text';
import { StageKpiChart } from '@/components/stage/kpi-card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import { parsePeriodKey } from '@/lib/domain/calendar';
import type { CheckIn } from '@/lib/domain/review-record';
import type { Restated } from '@/lib/domain/review-view';
import type { StageKpi } from '@/lib/domain/stage-view';
import { formatNumber, withUnit } from '@/lib/format';
import { kpiChangePath, kpiPath } from '@/lib/paths';
import { checkInPath, reviewPath } from '@/lib/paths-review';
import { shortName } from '@/lib/words';
import type { MeetingProps } from './meeting-props';
import styles from './review.module.css';

export function SignalItem({ shown, kpi }: MeetingProps & { readonly kpi: StageKpi }) {
  const { organisation, period } = shown;
  const { locale } = organisation;
  const label = (key: StageKpi['period']) => shortName(key, locale, organisation, period);
  const target = targetText(kpi.target, kpi.direction, kpi.decimals, locale);
  const better = directionText(kpi.direction);
  const judged = parsePeriodKey(kpi.period, organisation);
  return (
    <>
      <h1 id="item-title">
        {kpi.kpi.name}: <SentenceText sentence={kpi.sentence} />
        <Fix kpi={kpi} late={shown.shown.actions} />
      </h1>
      <p className={styles['lead']}>
        <strong>{valueText(kpi, locale)}</strong>
        {target === null ? ', no target' : ` against a target of ${target}`}
        {better === null ? '' : `, ${better}`}. <strong>{kpi.accountable.name} answers</strong>
        {kpi.accountable.lead === null ? '' : ` (${kpi.accountable.lead})`}
        {kpi.contributing.length === 0
          ? ''
          : `; ${kpi.contributing.map(({ name }) => name).join(', ')} ${kpi.contributing.length === 1 ? 'shares' : 'share'} it`}
        . <RestatedText restated={shown.shown.restated} locale={locale} />
      </p>
      <div className={styles['chart']}>
        <StageKpiChart item={kpi} locale={locale} periodLabel={label} size="large" />
        <p>
          <Link className="alone" href={kpiPath(kpi.kpi.slug, { asOf: shown.review.asOf })}>
            All of its figures
          </Link>
          {' · '}
          <Link
            className="alone"
            href={kpiChangePath(kpi.kpi.slug, {
              ...(judged === null ? {} : { date: judged.start }),
              back: reviewPath(period.key, {
                series: shown.series.slug,
                item: shown.shown.line.number,
              }),
            })}
          >
            Mark a change on the chart
          </Link>
        </p>
      </div>
      <Said shown={shown} kpi={kpi} />
    </>
  );
}

/** Whether something is done about it, and on time. */
function Fix({
  kpi,
  late,
}: {
  readonly kpi: StageKpi;
  readonly late: MeetingProps['shown']['shown']['actions'];
}) {
  const open = late.filter(({ state }) => state === 'open');
  if (kpi.signal?.good !== false) return null;
  if (open.length === 0) return <span className={styles['bad']}>, and no action yet</span>;
  return open.some(({ daysLate }) => daysLate > 0) ? (
    <span className={styles['bad']}>, and the fix is late</span>
  ) : null;
}

/** "Shown 83.1 %, now known 84.0 %." */
export function RestatedText({
  restated,
  locale,
}: {
  readonly restated: Restated | null;
  readonly locale: string;
}) {
  if (restated === null) return null;
  const { shown, known, unit, decimals } = restated;
  const plain = (digits: number) => (value: number | null) =>
    value === null ? 'no figure' : withUnit(formatNumber(value, digits, locale), unit, locale);
  // Two that differ are never written alike.
  const digits = [0, 1, 2, 3, 4].find(
    (more) => plain(decimals + more)(shown) !== plain(decimals + more)(known),
  );
  const text = plain(decimals + (digits ?? 0));
  return (
    <strong className={styles['restated']}>
      Shown {text(shown)}, now known {text(known)}.
    </strong>
  );
}

function Said({ shown, kpi }: Pick<MeetingProps, 'shown'> & { readonly kpi: StageKpi }) {
  const { checkIn, line } = shown.shown;
  const back = reviewPath(shown.period.key, { series: shown.series.slug, item: line.number });
  const said = checkIn?.said ?? null;
  return (
    <>
      {said === null ? (
        <p className={checkIn?.required === true ? styles['missing'] : styles['none']}>
          {kpi.accountable.name} has not checked in.{' '}
          <Link
            data-needs="review.record"
            href={checkInPath(kpi.kpi.slug, {
              period: kpi.period,
              team: kpi.accountable.slug,
              back,
            })}
          >
            Check in
          </Link>
        </p>
      ) : (
        <Three checkIn={said} name={kpi.accountable.name} />
      )}
      {(checkIn?.added ?? []).map((each) => (
        <Three key={each.id} checkIn={each} name={shown.teams.get(each.team) ?? each.team} />
      ))}
    </>
  );
}

function Three({ checkIn, name }: { readonly checkIn: CheckIn; readonly name: string }) {
  const parts = [
    { title: 'What happened', text: checkIn.happened },
    { title: 'Why', text: checkIn.why },
    {
      title: 'What next',
      text: `${checkIn.next}${checkIn.backBy === null ? '' : ` (back by ${checkIn.backBy})`}`,
    },
  ];
  return (
    <div className={styles['three']}>
      {parts.map(({ title, text }, index) => (
        <div key={title}>
          <h2>
            {title}
            {index === 0 ? <span> · {name}</span> : null}
          </h2>
          <p>{text === '' ? '–' : text}</p>
        </div>
      ))}
    </div>
  );
}
