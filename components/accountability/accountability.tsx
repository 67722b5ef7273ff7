/** Who answers for what: the map of KPIs and teams, and the gaps as work. */

import { PeriodBar } from '@/components/contrast/period-bar';
import { Withheld } from '@/components/contrast/period-notes';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Menu } from '@/components/ui/menu';
import { SentenceText } from '@/components/ui/sentence';
import type { AccountabilityView } from '@/lib/domain/accountability-view';
import { counted } from '@/lib/domain/wording';
import { formatDate } from '@/lib/format-period';
import { accountabilityPath, type KpiFilter, type View } from '@/lib/paths';
import styles from './accountability.module.css';
import { GapGroups } from './gap-groups';
import { OwnerMap } from './owner-map';

export function AccountabilityPage({ shown }: { readonly shown: AccountabilityView }) {
  const { frame, organisation, gaps } = shown;
  const view: View = {
    journey: shown.journey?.slug ?? null,
    period: frame.period.key,
    segment: shown.segment,
    asOf: frame.asOf,
  };
  const filter = filterOf(shown);
  const count = gaps.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <>
      <PeriodBar
        frame={frame}
        organisation={organisation}
        hrefOf={(next) => accountabilityPath(next, filter)}
        view={view}
        dimensions={[]}
        menus={<Filters shown={shown} view={view} filter={filter} />}
      >
        {count === 0 ? null : <a href="#gaps">{counted(count, 'gap', 'gaps')} below</a>}
      </PeriodBar>
      <h1 className={styles['headline']}>
        <SentenceText sentence={shown.headline} />
      </h1>
      <p className={styles['behind']}>
        One team answers for a KPI, others share it. Owners and targets are those of{' '}
        {formatDate(shown.date, organisation.locale)}.
      </p>
      <Withheld teams={shown.withheld} />
      <div className={styles['stack']}>
        <OwnerMap
          shown={shown}
          view={view}
          hrefOf={(page) => accountabilityPath(view, filter, { page, gap: shown.openGap })}
        />
        <Card
          id="gaps"
          title={count === 0 ? 'No gaps' : counted(count, 'gap to close', 'gaps to close')}
          note={
            <>
              never agreed, or not measured: as plain as a miss <How rule="gaps" />
            </>
          }
        >
          {count === 0 ? (
            <p className={styles['none']}>Everything here is agreed, owned and measured.</p>
          ) : (
            <div className={styles['gaps']}>
              <GapGroups
                groups={gaps}
                view={view}
                locale={organisation.locale}
                open={shown.openGap}
                hrefOf={(gap) => accountabilityPath(view, filter, { page: shown.page, gap })}
              />
            </div>
          )}
        </Card>
      </div>
    </>
  );
}

function filterOf({ filter: { team, stage, lens } }: AccountabilityView): KpiFilter {
  return {
    ...(team === null ? {} : { team: team.slug }),
    ...(stage === null ? {} : { stage: stage.slug }),
    ...(lens === null ? {} : { lens }),
  };
}

const LENSES = [
  { lens: 'silo', text: 'Own work of teams' },
  { lens: 'experience', text: 'What customers get' },
] as const;

/** Each choice keeps the others. */
function Filters({
  shown,
  view,
  filter,
}: {
  readonly shown: AccountabilityView;
  readonly view: View;
  readonly filter: KpiFilter;
}) {
  const { team: _team, ...noTeam } = filter;
  const { stage: _stage, ...noStage } = filter;
  const { lens: _lens, ...noLens } = filter;
  const to = (next: KpiFilter) => accountabilityPath(view, next);
  return (
    <>
      <JourneyMenu shown={shown} view={view} filter={noStage} />
      <Menu
        name="Stage"
        label={shown.filter.stage?.name ?? 'All stages'}
        items={[
          { text: 'All stages', href: to(noStage), current: shown.filter.stage === null },
          ...shown.allStages.map(({ slug, name }) => ({
            text: name,
            href: to({ ...noStage, stage: slug }),
            current: slug === filter.stage,
          })),
        ]}
      />
      <Menu
        name="Team"
        label={shown.filter.team?.name ?? 'All teams'}
        items={[
          { text: 'All teams', href: to(noTeam), current: shown.filter.team === null },
          ...shown.allTeams.map(({ slug, name }) => ({
            text: name,
            href: to({ ...noTeam, team: slug }),
            current: slug === filter.team,
          })),
        ]}
      />
      <Menu
        name="Lens"
        label={LENSES.find(({ lens }) => lens === filter.lens)?.text ?? 'All KPIs'}
        items={[
          { text: 'All KPIs', href: to(noLens), current: filter.lens === undefined },
          ...LENSES.map(({ lens, text }) => ({
            text,
            href: to({ ...noLens, lens }),
            current: lens === filter.lens,
          })),
        ]}
      />
    </>
  );
}

/** All journeys stand under each other until one is chosen. */
function JourneyMenu({
  shown: { journeys, journey },
  view,
  filter,
}: {
  readonly shown: AccountabilityView;
  readonly view: View;
  readonly filter: KpiFilter;
}) {
  if (journeys.length < 2) return null;
  return (
    <Menu
      name="Journey"
      label={journey?.name ?? 'All journeys'}
      items={[
        {
          text: 'All journeys',
          href: accountabilityPath({ ...view, journey: null }, filter),
          current: journey === null,
        },
        ...journeys.map(({ slug, name }) => ({
          text: name,
          href: accountabilityPath({ ...view, journey: slug }, filter),
          current: slug === journey?.slug,
        })),
      ]}
    />
  );
}
