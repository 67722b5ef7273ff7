/** A page of a stage holds what can be read at once; the list of KPIs holds the rest. */
import { KpiRows } from '@/components/kpi/kpi-rows';
import { Link } from '@/components/ui/link';
import type { BoardItem, Named } from '@/lib/domain/contrast-view';
import type { StageView } from '@/lib/domain/stage-view';
import { type KpiFilter, kpisPath, type View } from '@/lib/paths';
import styles from './stage.module.css';

/** So many charts of one kind, lines of a list, and names in the head of one that is folded. */
export const MOST_CHARTS = 9;
const MOST_LINES = 12;
const MOST_NAMES = 6;

export interface CappedRowsProps {
  readonly items: readonly BoardItem[];
  readonly shown: Pick<StageView, 'organisation' | 'frame' | 'stage'>;
  readonly view: View;
  /** What the list of KPIs is narrowed to besides the stage. */
  readonly filter: KpiFilter;
}

export function CappedRows({ items, shown, view, filter }: CappedRowsProps) {
  const { organisation, frame, stage } = shown;
  const rest = items.length - MOST_LINES;
  return (
    <>
      <KpiRows
        items={items.slice(0, MOST_LINES)}
        organisation={organisation}
        period={frame.period.key}
        view={view}
        within={stage.slug}
      />
      {rest <= 0 ? null : (
        <p className={styles['rest']}>
          {rest} more are not shown here:{' '}
          <Link href={kpisPath({ ...filter, stage: stage.slug }, view)}>
            all of them in the list of KPIs
          </Link>
        </p>
      )}
    </>
  );
}

/** The first names of a folded list, and how many more there are. */
export function namesOf(items: readonly { readonly kpi: Named }[]): string {
  const names = items
    .slice(0, MOST_NAMES)
    .map(({ kpi }) => kpi.name)
    .join(', ');
  const rest = items.length - MOST_NAMES;
  return rest <= 0 ? names : `${names} and ${rest} more`;
}
