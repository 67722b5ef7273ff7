/** All teams. */
import { PeriodBar } from '@/components/contrast/period-bar';
import { PeriodNotes } from '@/components/contrast/period-notes';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { SentenceText } from '@/components/ui/sentence';
import type { TeamListView } from '@/lib/domain/team-view';
import { teamsPath, type View } from '@/lib/paths';
import styles from './team.module.css';
import { TeamTable } from './team-table';

export function TeamListPage({ shown }: { readonly shown: TeamListView }) {
  const { frame, organisation, rows, journey } = shown;
  const view: View = {
    journey: journey?.slug ?? null,
    period: frame.period.key,
    segment: shown.segment,
    asOf: frame.asOf,
  };
  return (
    <>
      <PeriodBar
        frame={frame}
        organisation={organisation}
        hrefOf={teamsPath}
        view={view}
        journeys={shown.journeys}
        dimensions={shown.dimensions}
      />
      <h1 className={styles['headline']}>
        <SentenceText sentence={shown.headline} />
      </h1>
      <p className={styles['behind']}>
        <SentenceText sentence={shown.lead} />
      </p>
      <PeriodNotes shown={shown} view={view} hrefOf={teamsPath} />
      {rows.length === 0 ? null : (
        <Card
          id="teams"
          title="All teams"
          note={
            <>
              share of due KPIs on target: of a team’s own work, and of what customers get in the
              stages it takes part in; a tinted stage with a ring: green team, red stage{' '}
              <How rule="gap" />
            </>
          }
        >
          <TeamTable rows={rows} organisation={organisation} view={view} />
        </Card>
      )}
    </>
  );
}
