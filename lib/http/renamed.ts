/** A KPI, stage or team that was renamed: its old address leads to the new one. */
import { isAppError } from '../errors';
import type { Context } from '../usecases/context';
import { renamedKpi } from '../usecases/kpi';
import { renamedStage } from '../usecases/stage';
import { renamedTeam } from '../usecases/team';
import { API } from './operations';

const NOUNS = {
  kpis: { unknown: 'unknown_kpi', renamed: renamedKpi },
  stages: { unknown: 'unknown_stage', renamed: renamedStage },
  teams: { unknown: 'unknown_team', renamed: renamedTeam },
} as const;

interface Addressed {
  /** As the address has it, before the slug. */
  readonly noun: keyof typeof NOUNS;
  readonly slug: string;
}

/** Does the work, or names the address under which the thing is known now, with the same query. */
export async function followRename<T>(
  request: Request,
  context: Context,
  { noun, slug }: Addressed,
  work: () => Promise<T>,
): Promise<T | { readonly movedTo: string }> {
  const { unknown, renamed } = NOUNS[noun];
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || error.code !== unknown) throw error;
    const present = await renamed(context, slug);
    if (present === null) throw error;
    const { pathname, search } = new URL(request.url);
    const base = `${API}/${noun}`;
    const rest = pathname.split('/').slice(`${base}/x`.split('/').length);
    return { movedTo: `${[`${base}/${present}`, ...rest].join('/')}${search}` };
  }
}
