/** A KPI over time as the server draws it, before anything is explored. */
import { ProcessBehaviourChart } from '@/components/charts/process-behaviour';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { KpiView } from '@/lib/domain/kpi-view';
import { chartedKpi } from './charted';

export function KpiChart({
  shown,
  periodLabel,
}: {
  readonly shown: KpiView;
  readonly periodLabel: (period: PeriodKey) => string;
}) {
  return <ProcessBehaviourChart size="large" {...chartedKpi(shown, periodLabel)} />;
}
