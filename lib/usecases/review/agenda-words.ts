/** What the agenda says beside the title of an item. */
import type { ActionLine } from '../../domain/action';
import type { AgendaItem } from '../../domain/agenda';
import { counted } from '../../domain/wording';
import type { ReviewFacts } from './facts';

export function subtitleOf(
  item: Pick<AgendaItem, 'kind' | 'kpis'>,
  facts: Pick<ReviewFacts, 'kpis' | 'watermelons'>,
  lines: readonly ActionLine[],
): string {
  switch (item.kind) {
    case 'promises': {
      const late = lines.filter(({ daysLate }) => daysLate > 0);
      const done = lines.filter(({ state }) => state === 'done').length;
      const teams = [...new Set(late.map(({ team }) => team.name))];
      return `${done} done, ${late.length} late${teams.length === 0 ? '' : `: ${teams.slice(0, 3).join(', ')}`}`;
    }
    case 'signal': {
      const kpi = facts.kpis.get(item.kpis[0] ?? '');
      return [
        kpi?.stages[0]?.name ?? 'touches no stage',
        ...(kpi?.signal == null ? [] : [kpi.signal.state === 'new' ? 'new' : 'standing']),
      ].join(' · ');
    }
    case 'watermelons':
      return `${facts.watermelons.length} in ${counted(
        new Set(facts.watermelons.map(({ stage }) => stage.slug)).size,
        'stage',
        'stages',
      )}`;
    case 'standing':
    case 'routine':
    case 'good':
      return counted(item.kpis.length, 'KPI', 'KPIs');
    case 'thanks':
      return 'for a moment that was kept';
    case 'added':
      return 'added by hand';
    case 'decisions':
      return 'what was decided, and by whom';
  }
}
