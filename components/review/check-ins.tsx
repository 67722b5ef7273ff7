/** Who has to say what of a period, and who has. */
import { StatusMark } from '@/components/charts/status-mark';
import { valueText } from '@/components/kpi/kpi-rows';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { Period } from '@/lib/domain/calendar';
import type { DueCheckIn } from '@/lib/domain/check-in';
import type { Named, ShownOrganisation, TeamRef } from '@/lib/domain/contrast-view';
import { counted } from '@/lib/domain/wording';
import { periodName } from '@/lib/format-period';
import { checkInPath, checkInsPath } from '@/lib/paths-review';
import lists from './lists.module.css';
import styles from './review.module.css';

export interface CheckInsPageProps {
  readonly shown: {
    readonly organisation: ShownOrganisation;
    readonly period: Period;
    readonly team: TeamRef | null;
    readonly teams: readonly Named[];
    readonly due: readonly DueCheckIn[];
  };
}

/** What may be said and need not be is listed so far. */
const OPTIONAL = 20;

export function CheckInsPage({ shown }: CheckInsPageProps) {
  const { period, team, due, organisation } = shown;
  const required = due.filter((each) => each.required);
  const missing = required.filter(({ said }) => said === null);
  const optional = due.filter((each) => !each.required);
  const rows = (items: readonly DueCheckIn[]) => (
    <ul className={lists['plain']}>
      {items.map((each) => (
        <Row key={each.item.kpi.slug} each={each} shown={shown} />
      ))}
    </ul>
  );
  return (
    <>
      <h1 className={styles['title']}>
        {missing.length === 0
          ? 'Every check-in that is asked for is there'
          : counted(missing.length, 'check-in is missing', 'check-ins are missing')}
        {team === null ? '' : ` from ${team.name}`}
      </h1>
      <p className={styles['lead']}>
        {periodName(period, organisation.locale)} ·{' '}
        {team === null ? (
          'all teams'
        ) : (
          <Link href={checkInsPath({ period: period.key })}>all teams</Link>
        )}
      </p>
      <div className={styles['stack']}>
        <Card id="required" title="Asked for" note="a new bad signal, or a critical miss">
          {required.length === 0 ? <p className={styles['none']}>Nothing.</p> : rows(required)}
        </Card>
        {optional.length === 0 ? null : (
          <Card id="optional" title="May be said" note="other misses, and signals that stand">
            {rows(optional.slice(0, OPTIONAL))}
          </Card>
        )}
      </div>
    </>
  );
}

function Row({
  each: { item, required, team, said, added },
  shown: { organisation, period, team: asked },
}: CheckInsPageProps & { readonly each: DueCheckIn }) {
  const back = checkInsPath({ period: period.key, team: asked?.slug ?? null });
  return (
    <li>
      <StatusMark status={item.status} />{' '}
      <Link
        data-needs="review.record"
        href={checkInPath(item.kpi.slug, { period: item.period, team: team.slug, back })}
        data-step=""
      >
        <strong>{item.kpi.name}</strong>
      </Link>{' '}
      {valueText(item, organisation.locale)} · {team.name} answers
      {team.lead === null ? '' : ` (${team.lead})`} ·{' '}
      {said !== null ? (
        'checked in'
      ) : required ? (
        <span className={styles['bad']}>not checked in</span>
      ) : (
        'nothing said'
      )}
      {added.length === 0 ? '' : ` · ${added.length} more`}
      <br />
      <small>
        <SentenceText sentence={item.sentence} />
        {item.contributing.map(({ slug, name }) => (
          <span key={slug}>
            {' · '}
            <Link
              data-needs="review.record"
              href={checkInPath(item.kpi.slug, { period: item.period, team: slug, back })}
            >
              add as {name}
            </Link>
          </span>
        ))}
      </small>
    </li>
  );
}
