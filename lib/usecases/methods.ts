/** The rules with this organisation's numbers in them. */
import { dateInZone } from '../domain/calendar-zone';
import type { Organisation } from '../domain/catalog';
import { commonGrain } from '../domain/period-choice';
import { signalBudget } from '../domain/signal-budget';
import type { Context } from './context';
import { remembered } from './remembered';
import { resolveScope, type ScopeQuery } from './scope';

export interface MethodsView {
  readonly organisation: Organisation;
  readonly demo: boolean;
  readonly today: string;
  /** KPIs that are not retired, and how many of them are of each sort that a rule treats apart. */
  readonly kpis: {
    readonly all: number;
    readonly perception: number;
    readonly counts: number;
    readonly ownLag: number;
  };
  /** The grain that most KPIs have. */
  readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year';
  /** False signals in one period if nothing had happened anywhere and all limits had locked long ago. */
  readonly budget: { readonly new: number; readonly standing: number };
}

/** Points of a chart whose limits locked long ago. */
const LONG_LOCKED = 40;

/** One query. */
export const methods = remembered(loadMethods);

async function loadMethods(
  context: Context,
  { asOf }: Pick<ScopeQuery, 'asOf'> = {},
): Promise<MethodsView> {
  const { catalog, demo, now } = await resolveScope(context, { asOf });
  const { organisation } = catalog;
  const kpis = catalog.kpis.filter(({ retired }) => !retired);
  const method = organisation.limits === 'median' ? 'xmr_median' : 'xmr';
  return {
    organisation,
    demo,
    today: dateInZone(now, organisation.timeZone),
    kpis: {
      all: kpis.length,
      perception: kpis.filter(({ kind }) => kind === 'perception').length,
      counts: kpis.filter(({ counts }) => counts).length,
      ownLag: kpis.filter(({ reportingLagDays }) => reportingLagDays !== null).length,
    },
    grain: commonGrain(kpis) ?? 'week',
    budget: signalBudget(
      kpis.map(({ counts }) => ({
        state: 'locked',
        points: LONG_LOCKED,
        method: counts ? 'p_prime' : method,
      })),
    ),
  };
}
