/** The demo: what loading brings, and what removing takes away, said before. */
import { CatalogHead } from '@/components/catalog/frame';
import { Card } from '@/components/ui/card';
import { counted } from '@/lib/domain/wording';
import { formatList, formatNumber } from '@/lib/format';
import { catalogPath, startPath } from '@/lib/paths';
import { DemoForm, type DemoFormProps } from './demo-form';

export interface DemoPageProps {
  readonly locale: string;
  /** How much of each kind is the demo's; null when it is not loaded. */
  readonly counts: {
    readonly journeys: number;
    readonly stages: number;
    readonly moments: number;
    readonly teams: number;
    readonly kpis: number;
    readonly places: number;
    readonly figures: number;
  } | null;
  /** What is one's own and refers to the demo. */
  readonly holders: readonly string[];
  readonly load: DemoFormProps['action'];
  readonly remove: DemoFormProps['action'];
}

const SHOWN_HOLDERS = 10;

export function DemoPage({ locale, counts, holders, load, remove }: DemoPageProps) {
  const crumbs = [{ text: 'Catalogue', href: catalogPath() }];
  if (counts === null) {
    return (
      <>
        <CatalogHead
          crumbs={crumbs}
          title="Load the demo"
          lead="An invented retailer with seven teams, eight stages and two years of figures, up to last week. It stands beside what is yours, is marked as the demo everywhere, and one click takes it away without a trace."
          notice={undefined}
        />
        <DemoForm
          action={load}
          does="Load the demo"
          doing="Loading… this takes some seconds"
          danger={false}
          back={startPath()}
        />
      </>
    );
  }
  const parts = [
    counted(counts.journeys, 'journey', 'journeys'),
    counted(counts.stages, 'stage', 'stages'),
    counted(counts.moments, 'moment of truth', 'moments of truth'),
    counted(counts.teams, 'team', 'teams'),
    counted(counts.kpis, 'KPI', 'KPIs'),
    counted(counts.places, 'place', 'places'),
    `${formatNumber(counts.figures, 0, locale)} figures`,
  ];
  return (
    <>
      <CatalogHead
        crumbs={crumbs}
        title="Remove the demo"
        lead="Nothing of yours is touched. No look back finds the demo afterwards; it can be loaded again."
        notice={undefined}
      />
      <Card id="goes" title="What goes">
        <p>{formatList(parts, locale)}; with them targets, owners and changes marked on charts.</p>
        {holders.length === 0 ? (
          <DemoForm
            action={remove}
            does="Remove the demo"
            doing="Removing…"
            danger
            back={catalogPath()}
          />
        ) : (
          <>
            <p>It cannot be removed while something of yours refers to it. Change this first:</p>
            <ul>
              {holders.slice(0, SHOWN_HOLDERS).map((holder) => (
                <li key={holder}>{holder}</li>
              ))}
              {holders.length > SHOWN_HOLDERS ? (
                <li>and {holders.length - SHOWN_HOLDERS} more</li>
              ) : null}
            </ul>
          </>
        )}
      </Card>
    </>
  );
}
