/** The signals of the period: act on, good ones, changed ones, and what to leave alone. */
import { KpiRows } from '@/components/kpi/kpi-rows';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import type { BoardItem, ContrastView } from '@/lib/domain/contrast-view';
import { grainNoun } from '@/lib/domain/wording';
import { formatNumber } from '@/lib/format';
import type { View } from '@/lib/paths';
import styles from './board.module.css';

export interface BoardProps {
  readonly shown: ContrastView;
  readonly view: View;
}

export function Board({ shown, view }: BoardProps) {
  const { board } = shown;
  const rows = (items: readonly BoardItem[]) => (
    <KpiRows
      items={items}
      organisation={shown.organisation}
      period={shown.frame.period.key}
      view={view}
    />
  );
  return (
    <>
      <Card id="act-on" title="Act on" note={<Budget shown={shown} />}>
        {board.actOn.length === 0 ? (
          <p className={styles['none']}>No KPI is worse than usual: nothing to explain here.</p>
        ) : (
          rows(board.actOn)
        )}
      </Card>
      {board.good.length + board.changed.length === 0 ? null : (
        <Folded
          title={`Better than usual or changed: ${board.good.length + board.changed.length}`}
          note="signals too: find out what was done, and keep it"
          open={false}
        >
          {rows([...board.good, ...board.changed])}
        </Folded>
      )}
      {board.routine.length === 0 ? null : (
        <Folded
          title={`Leave alone: ${misses(board.routine.length)} inside the usual range`}
          note="routine variation: change the process or the target, do not ask why this time"
          open={false}
        >
          {rows(board.routine)}
          <How rule="routine-variation" />
        </Folded>
      )}
      {board.untold.length === 0 ? null : (
        <Folded
          title={`Too early to tell: ${misses(board.untold.length)}`}
          note="too little history to tell a signal from noise"
          open={false}
        >
          {rows(board.untold)}
        </Folded>
      )}
    </>
  );
}

const misses = (count: number) => `${count} ${count === 1 ? 'miss' : 'misses'}`;

/** How many signals there are, against how many noise alone would give. */
function Budget({ shown }: { readonly shown: ContrastView }) {
  const { board, organisation, frame } = shown;
  const { locale } = organisation;
  const noun = grainNoun(frame.period.grain, 'singular');
  const { kpis } = board.budget;
  const all = board.newCount + board.standingCount;
  const elsewhere = all - board.actOn.length;
  return (
    <>
      {`${kpis} ${kpis === 1 ? 'KPI' : 'KPIs'}: ${board.newCount} new ${
        board.newCount === 1 ? 'signal' : 'signals'
      } this ${noun}, ${formatNumber(board.budget.new, 1, locale)} expected by chance; ${
        board.standingCount
      } standing, ${formatNumber(board.budget.standing, 1, locale)} by chance`}
      {elsewhere > 0
        ? `; ${elsewhere} of the ${all} ${elsewhere === 1 ? 'is' : 'are'} better or changed, and further down`
        : ''}{' '}
      <How rule="signals" />
    </>
  );
}

function Folded({
  title,
  note,
  open,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly open: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <details className={styles['folded']} open={open}>
      <summary>
        <h2>{title}</h2> <span>· {note}</span>
      </summary>
      {children}
    </details>
  );
}
