/** What customers get: what they say and what we do, misses first, steady greens folded. */
import { ChartKey } from '@/components/charts/chart-key';
import { How } from '@/components/methods/how';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { Kind } from '@/lib/domain/catalog';
import type { StageKpiGroup, StageView } from '@/lib/domain/stage-view';
import type { View } from '@/lib/paths';
import { CappedRows, MOST_CHARTS, namesOf } from './capped';
import { KpiCard } from './kpi-card';
import cards from './kpi-card.module.css';
import styles from './stage.module.css';

const TITLES: Readonly<Record<Kind, string>> = {
  perception: 'What customers say',
  operation: 'What we do',
  asset: 'Customers gained, lost, worth',
};

export interface StageKpiGroupsProps {
  readonly shown: StageView;
  readonly view: View;
  readonly periodLabel: (period: PeriodKey) => string;
}

export function StageKpiGroups(props: StageKpiGroupsProps) {
  const { groups, scorecard } = props.shown;
  return (
    <section className={styles['section']} aria-labelledby="experience-title" id="experience">
      <h2 id="experience-title">
        What customers get{' '}
        <span>
          · {scorecard.due === 0 ? 'none due' : `${scorecard.onTarget} of ${scorecard.due}`}
          {scorecard.due === 0 ? '' : ' on target'}, whoever answers for them
        </span>
      </h2>
      {groups.some(({ shown }) => shown.length > 0) ? (
        <ChartKey>
          <How rule="usual-range" />
        </ChartKey>
      ) : null}
      {groups.length === 0 ? (
        <p className={styles['none']}>No KPI says what customers get in this stage.</p>
      ) : null}
      {groups.map((group) => (
        <Group key={group.kind} group={group} {...props} />
      ))}
    </section>
  );
}

/** How many cards stand beside each other where there is room: so that no row is left half empty. */
function abreast(cards: number): 'one' | 'two' | 'three' {
  if (cards === 1) return 'one';
  return cards === 2 || cards === 4 ? 'two' : 'three';
}

function Group({
  group,
  shown,
  view,
  periodLabel,
}: StageKpiGroupsProps & { readonly group: StageKpiGroup }) {
  const { kind, due, onTarget, steady } = group;
  const cardsOf = group.shown.slice(0, MOST_CHARTS);
  const rest = group.shown.slice(MOST_CHARTS);
  const filter = { kind, lens: 'experience' } as const;
  return (
    <section className={styles['group']} aria-labelledby={`${kind}-title`}>
      <h3 id={`${kind}-title`}>
        {TITLES[kind]}{' '}
        <span>· {due === 0 ? 'none judged' : `${onTarget} of ${due} on target`}</span>
      </h3>
      {cardsOf.length === 0 ? null : (
        <ul className={`${cards['cards']} ${cards[abreast(cardsOf.length)]}`}>
          {cardsOf.map((item) => (
            <KpiCard
              key={item.kpi.slug}
              item={item}
              organisation={shown.organisation}
              view={view}
              periodLabel={periodLabel}
              wide={cardsOf.length === 1}
            />
          ))}
        </ul>
      )}
      {rest.length === 0 ? null : (
        <details className={styles['fold']}>
          <summary>
            {rest.length} more that press less: {namesOf(rest)}
          </summary>
          <CappedRows items={rest} shown={shown} view={view} filter={filter} />
        </details>
      )}
      {steady.length === 0 ? null : (
        <details className={styles['fold']}>
          <summary>
            {steady.length} steady: {namesOf(steady)}
          </summary>
          <CappedRows items={steady} shown={shown} view={view} filter={filter} />
        </details>
      )}
    </section>
  );
}
