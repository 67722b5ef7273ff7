/** What a team answers for: its silo scorecard, KPI by KPI over the last periods. */

import { valueText } from '@/components/kpi/kpi-rows';
import { directionText, targetText } from '@/components/kpi/target-text';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { MarkLegend, MarkSheet, SheetMark } from '@/components/ui/mark-sheet';
import { SentenceText } from '@/components/ui/sentence';
import { metPhrase, targetRecord } from '@/lib/domain/kpi-record';
import { missesPhrase } from '@/lib/domain/sentence-team';
import type { TeamKpi } from '@/lib/domain/team-view';
import { counted, grainNoun } from '@/lib/domain/wording';
import { formatShare } from '@/lib/format-compare';
import { kpiPath } from '@/lib/paths';
import type { TeamPartProps } from './part';
import styles from './silo-table.module.css';

/** A phone has room for so many marks. */
const ON_PHONES = 5;

export function SiloTable(props: TeamPartProps) {
  const { shown } = props;
  const { silos, team, silo, organisation, frame } = shown;
  const marks = silos[0]?.marks ?? [];
  const statuses = new Set(
    silos.flatMap((item) => item.marks.flatMap(({ status }) => status ?? [])),
  );
  const nouns = grainNoun(frame.period.grain, 'plural');
  const isWithheld = silo.status === 'withheld';
  const score =
    silo.share === null
      ? ''
      : `${silo.onTarget} of ${silo.due} due KPIs on target, ${formatShare(silo.share, organisation.locale)}`;
  return (
    <Card
      id="answers"
      title={`${team.name}: its own work`}
      note={
        silos.length === 0 ? (
          isWithheld ? (
            'withheld'
          ) : null
        ) : (
          <>
            {score}
            {score === '' ? '' : ' · '}
            {marks.length <= ON_PHONES ? (
              `last ${marks.length} ${nouns}`
            ) : (
              <>
                <span className={styles['desk']}>{`last ${marks.length} ${nouns}`}</span>
                <span className={styles['phone']}>{`last ${ON_PHONES} ${nouns}`}</span>
              </>
            )}{' '}
            <How rule="share" />
          </>
        )
      }
    >
      {silos.length === 0 ? (
        <p className={styles['none']}>
          {isWithheld
            ? 'Withheld: its silo KPIs are for the team and executives.'
            : shown.ownKpis === 0
              ? 'It measures nothing of its own work.'
              : `None of its ${counted(shown.ownKpis, 'KPI', 'KPIs')} is broken down by this segment.`}
        </p>
      ) : (
        <section className={styles['scroll']} aria-label="Its KPIs, period by period" tabIndex={0}>
          <MarkSheet statuses={statuses} />
          <table className={styles['table']}>
            <Head {...props} marks={marks} />
            <tbody>
              {silos.map((item) => (
                <Row key={item.kpi.slug} item={item} {...props} />
              ))}
            </tbody>
          </table>
          <MarkLegend statuses={statuses} />
          {isWithheld ? (
            <p className={styles['none']}>
              Further silo KPIs are withheld: they are for the team and executives.
            </p>
          ) : null}
        </section>
      )}
    </Card>
  );
}

const isOld = (index: number, all: number): boolean => index < all - ON_PHONES;

/** Only the ends are written, the rest is there for those who hear it. */
function Head({ marks, periodLabel }: TeamPartProps & { readonly marks: TeamKpi['marks'] }) {
  return (
    <thead>
      <tr>
        <th scope="col">KPI</th>
        <th scope="col" className={styles['value']}>
          Value
        </th>
        {marks.map(({ period }, index) => (
          <th
            key={period}
            scope="col"
            className={isOld(index, marks.length) ? styles['old'] : styles['period']}
            title={periodLabel(period)}
          >
            <span
              className={index === 0 || index === marks.length - 1 ? undefined : 'visually-hidden'}
            >
              {periodLabel(period)}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ item, shown, view, periodLabel }: TeamPartProps & { readonly item: TeamKpi }) {
  const { locale } = shown.organisation;
  const target = targetText(item.target, item.direction, item.decimals, locale);
  const lower = target === null ? null : directionText(item.direction);
  return (
    <tr>
      <th scope="row">
        <Link href={kpiPath(item.kpi.slug, view)} data-step="">
          {item.kpi.name}
        </Link>
        <small>
          <Place item={item} shown={shown} />
        </small>
        {item.steady ? null : (
          <small>
            <SentenceText sentence={item.sentence} />
            <Record item={item} shown={shown} />
          </small>
        )}
      </th>
      <td className={styles['value']}>
        <strong>{breakable(valueText(item, locale))}</strong>
        <small>{target === null ? 'no target' : `target ${target}`}</small>
        {lower === null ? null : <small>{lower}</small>}
        {item.period === shown.frame.period.key ? null : <small>{periodLabel(item.period)}</small>}
      </td>
      {item.marks.map(({ period, status }, index) => (
        <td
          key={period}
          className={isOld(index, item.marks.length) ? styles['old'] : styles['mark']}
        >
          {status === null ? (
            <span className="visually-hidden">not judged</span>
          ) : (
            <SheetMark status={status} size={index === item.marks.length - 1 ? 16 : 12} />
          )}
        </td>
      ))}
    </tr>
  );
}

/** A long figure may give its unit to the next line; a short one keeps it. */
const breakable = (figure: string): string =>
  figure.length > 12 ? figure.replaceAll('\u00a0', ' ') : figure;

/** Stages it serves, the misses it lies upstream of, and whether its figures come in. */
function Place({
  item,
  shown,
}: {
  readonly item: TeamKpi;
  readonly shown: TeamPartProps['shown'];
}) {
  const stages =
    item.stages.length === 0 ? 'touches no stage' : item.stages.map(({ name }) => name).join(', ');
  const isProven = item.feeds.every(({ evidence }) => evidence === 'proven');
  return (
    <>
      {stages}
      {item.stages.some(({ critical }) => critical) ? ' · critical' : ''}
      {item.accountable.slug === shown.team.slug ? '' : ` · ${item.accountable.name}`}
      {item.coarserGrain === null ? '' : ` · by ${item.coarserGrain}`}
      {item.feeds.length === 0 ? null : (
        <>
          {' · '}
          <span
            className={styles['feeds']}
            title={item.feeds.map(({ kpi }) => kpi.name).join(', ')}
          >
            {isProven ? 'proven' : 'suspected'} upstream of {missesPhrase(item.feeds)}
          </span>
        </>
      )}
      {item.freshness === 'fresh' ? null : (
        <>
          {' · '}
          <span className={styles['late']}>
            {item.freshness === 'never' ? 'never reported' : `figures ${item.freshness}`}
          </span>
        </>
      )}
    </>
  );
}

/** How often it met its target in the periods shown. */
function Record({
  item,
  shown,
}: {
  readonly item: TeamKpi;
  readonly shown: TeamPartProps['shown'];
}) {
  const record = targetRecord(item.marks.flatMap(({ status }) => status ?? []));
  const phrase = metPhrase(record, item.coarserGrain ?? shown.frame.period.grain);
  return phrase === null ? null : <>. {phrase}</>;
}
