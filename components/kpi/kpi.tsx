/** The page of one KPI: what it says, its chart, who answers, its targets, its figures. */
import type { ReactNode } from 'react';
import { ChartKey } from '@/components/charts/chart-key';
import { Explorer } from '@/components/charts/explorer';
import { PeriodBar } from '@/components/contrast/period-bar';
import { EmbedLink } from '@/components/embed/embed-link';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { KpiView } from '@/lib/domain/kpi-view';
import { capitalised } from '@/lib/domain/wording';
import { type KpiLook, kpiPath, type View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import { KpiActions } from './actions';
import { Changes, Proposal, type WithdrawAction } from './changes';
import { KpiChart } from './chart';
import { exploredOf } from './explored';
import { Facts } from './facts';
import { FigureOpened } from './figure-opened';
import { FigureTable } from './figure-table';
import { Heading } from './heading';
import styles from './kpi.module.css';
import { DIRECTION_WORDS } from './plain-words';
import { RollUpsCard } from './roll-ups';
import { SpreadCard } from './spread';

export interface KpiPageProps {
  readonly shown: KpiView;
  readonly withdraw: WithdrawAction;
  /** Whether one follows it. */
  readonly follow: ReactNode;
  /** Keeps what never changes by itself as HTML. */
  readonly still: (part: string, children: ReactNode) => ReactNode;
}

export function KpiPage({ shown, withdraw, follow, still }: KpiPageProps) {
  const { kpi, frame, organisation, place } = shown;
  const view: View = { period: frame.period.key, segment: shown.segment, asOf: frame.asOf };
  const look: KpiLook = { ...view, place: place?.slug ?? null };
  const periodLabel = (period: PeriodKey) =>
    shortName(period, organisation.locale, organisation, frame.period);
  return (
    <>
      {still(
        'bar',
        <PeriodBar
          frame={frame}
          organisation={organisation}
          hrefOf={(next) => kpiPath(kpi.slug, { ...next, place: look.place ?? null })}
          view={view}
          dimensions={dimensionsOf(shown)}
        />,
      )}
      {follow}
      {still('head', <Heading shown={shown} view={view} periodLabel={periodLabel} />)}
      <div className={styles['parts']}>
        <Card
          id="chart"
          title="Over time"
          note={
            <>
              {capitalised(DIRECTION_WORDS[kpi.direction])} <How rule="usual-range" />{' '}
              <EmbedLink
                kind="kpi-chart"
                about={{ kpi: kpi.slug, segment: shown.segment, place: place?.slug }}
              />
            </>
          }
        >
          <Explorer explored={exploredOf(shown)}>
            {still(
              'chart',
              <>
                <KpiChart shown={shown} periodLabel={periodLabel} />
                <div className={styles['key']}>
                  <ChartKey />
                </div>
              </>,
            )}
          </Explorer>
          <Proposal shown={shown} periodLabel={periodLabel} />
          <Changes shown={shown} withdraw={withdraw} />
        </Card>
        {still(
          'figures',
          <>
            <KpiActions shown={shown} periodLabel={periodLabel} />
            <Facts shown={shown} view={view} />
            <div className={styles['beside']}>
              <SpreadCard
                shown={shown}
                look={look}
                periodLabel={periodLabel(shown.judged?.key ?? frame.period.key)}
              />
              <RollUpsCard shown={shown} periodLabel={periodLabel} />
            </div>
            <FigureTable shown={shown} look={look} periodLabel={periodLabel} />
            <FigureOpened shown={shown} look={look} periodLabel={periodLabel} />
          </>,
        )}
      </div>
    </>
  );
}

function dimensionsOf({ kpi, segments, segmentDimension }: KpiView) {
  if (segmentDimension === null) return [];
  return [{ slug: kpi.dimension ?? '', name: segmentDimension, segments }];
}
