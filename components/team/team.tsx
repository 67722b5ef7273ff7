/** A team's page: its own score beside its stages, what is broken, what it answers for and owes. */

import type { ReactNode } from 'react';
import { GapGroups } from '@/components/accountability/gap-groups';
import { Missing } from '@/components/contrast/missing';
import { PeriodBar } from '@/components/contrast/period-bar';
import { PeriodNotes } from '@/components/contrast/period-notes';
import { EmbedLink } from '@/components/embed/embed-link';
import { ThanksCard } from '@/components/review/thanks';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { Menu } from '@/components/ui/menu';
import { SentenceText } from '@/components/ui/sentence';
import type { TeamView } from '@/lib/domain/team-view';
import { counted } from '@/lib/domain/wording';
import { accountabilityPath, teamPath, teamsPath, type View } from '@/lib/paths';
import { thanksPath } from '@/lib/paths-review';
import { shortName } from '@/lib/words';
import { DueActions } from './actions';
import { Broken } from './broken';
import { KpiCards } from './kpi-cards';
import { Owed } from './owed';
import type { TeamPartProps } from './part';
import { SiloTable } from './silo-table';
import { Stages } from './stages';
import styles from './team.module.css';
import { TeamTable } from './team-table';
import { Touches } from './touches';

export interface TeamPageProps {
  readonly shown: TeamView;
  /** Whether one follows it. */
  readonly follow: ReactNode;
  /** Keeps what never changes by itself as HTML. */
  readonly still: (part: string, children: ReactNode) => ReactNode;
}

export function TeamPage({ shown, follow, still }: TeamPageProps) {
  const { frame, organisation, team } = shown;
  const view: View = {
    journey: shown.journey?.slug ?? null,
    period: frame.period.key,
    segment: shown.segment,
    asOf: frame.asOf,
  };
  const periodLabel = (period: string) =>
    shortName(period as typeof frame.period.key, organisation.locale, organisation, frame.period);
  const part: TeamPartProps = { shown, view, periodLabel };
  return (
    <>
      {still(
        'bar',
        <>
          <PeriodBar
            frame={frame}
            organisation={organisation}
            hrefOf={(next) => teamPath(team.slug, next)}
            view={view}
            journeys={shown.journeys}
            dimensions={shown.dimensions}
            menus={<TeamMenu {...part} />}
          >
            <Missing shown={shown} view={view} />
          </PeriodBar>
          <Above {...part} />
        </>,
      )}
      {follow}
      {still(
        'page',
        <>
          <h1 className={styles['headline']}>
            <SentenceText sentence={shown.headline} />
          </h1>
          <p className={styles['behind']}>
            <Lead {...part} /> <SentenceText sentence={shown.lead} />{' '}
            <EmbedLink
              kind="team"
              about={{ team: team.slug, journey: shown.journey?.slug, segment: shown.segment }}
            />
          </p>
          <PeriodNotes shown={shown} view={view} hrefOf={(next) => teamPath(team.slug, next)} />
          {shown.below.length === 0 ? null : (
            <div className={styles['row']}>
              <Card
                id="below"
                title={`The teams of ${team.name}`}
                note="each by its own scorecard: share of due KPIs on target"
              >
                <TeamTable rows={shown.below} organisation={organisation} view={view} from={1} />
              </Card>
            </div>
          )}
          <div className={styles['halves']}>
            <div className={styles['stack']}>
              <Broken {...part} />
              <SiloTable {...part} />
            </div>
            <div className={styles['stack']}>
              <Stages {...part} />
              <DueActions {...part} />
              <Owed {...part} />
              <Gaps {...part} />
              <ThanksCard
                thanks={shown.thanks}
                organisation={organisation}
                href={thanksPath({ team: team.slug, back: teamPath(team.slug, view) })}
              />
            </div>
          </div>
          <div className={styles['row']}>
            <Touches {...part} />
            <KpiCards {...part} />
          </div>
        </>,
      )}
    </>
  );
}

/** The person, and what they answer for. */
function Lead({ shown: { team, silos, experience, shares } }: TeamPartProps) {
  const answers = new Set([...silos, ...experience].map(({ kpi }) => kpi.slug)).size;
  const both = silos.length > 0 && experience.length > 0;
  const parts = both
    ? ` (${silos.length} of its own work, ${experience.length} that customers feel)`
    : '';
  const counts = `${answers === 0 ? 'no KPI' : counted(answers, 'KPI', 'KPIs')}${parts} and shares ${
    shares.length === 0 ? 'none of another team' : `${shares.length} of other teams`
  }`;
  return team.lead === null ? (
    <>
      {team.name} answers for {counts}; no lead is named.
    </>
  ) : (
    <>
      <strong>{team.lead}</strong> leads {team.name}, which answers for {counts}.
    </>
  );
}

function TeamMenu({ shown, view }: TeamPartProps) {
  return (
    <Menu
      name="Team"
      label={shown.team.name}
      items={[
        { text: 'All teams', href: teamsPath(view), current: false },
        ...shown.teams.map(({ slug, name, depth }) => ({
          text: `${'\u2003'.repeat(depth)}${name}`,
          href: teamPath(slug, view),
          current: slug === shown.team.slug,
        })),
      ]}
    />
  );
}

function Above({ shown: { above, team }, view }: TeamPartProps) {
  if (above.length === 0) return null;
  return (
    <nav className={styles['above']} aria-label="Above this team">
      {above.map(({ slug, name }) => (
        <span key={slug}>
          <Link href={teamPath(slug, view)}>{name}</Link> ›{' '}
        </span>
      ))}
      {team.name}
    </nav>
  );
}

function Gaps({ shown: { gaps, team, organisation }, view }: TeamPartProps) {
  const count = gaps.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <Card
      id="gaps"
      title={
        count === 0
          ? 'Nothing is left to agree or to measure'
          : counted(count, 'gap to close', 'gaps to close')
      }
      note={
        <Link href={accountabilityPath(view, { team: team.slug })}>
          who answers for what in {team.name}
        </Link>
      }
    >
      {count === 0 ? (
        <p className={styles['none']}>
          Each of its KPIs has a target, figures and a stage, and it measures its own work wherever
          it takes part.
        </p>
      ) : (
        <GapGroups
          groups={gaps}
          view={view}
          locale={organisation.locale}
          within={team.slug}
          hrefOf={(gap) => accountabilityPath(view, { team: team.slug }, { gap })}
        />
      )}
    </Card>
  );
}
