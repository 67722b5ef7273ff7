/** The first hour of an installation. */
import { findNewest } from '../../db/queries/newest';
import type { Organisation } from '../domain/catalog';
import { type FirstHour, firstHour } from '../domain/first-hour';
import type { Context } from './context';
import { resolveScope } from './scope';

export interface StartView extends FirstHour {
  readonly organisation: Organisation;
  readonly demo: boolean;
  /** Whether any KPI is defined that figures could be of. */
  readonly hasKpis: boolean;
}

/** What is done and what is next. Two queries. */
export async function start(context: Context): Promise<StartView> {
  const [{ catalog, demo }, { figuresAt }] = await Promise.all([
    resolveScope(context, {}),
    findNewest(context.db),
  ]);
  const hasKpis = catalog.kpis.length > 0;
  const { organisation } = catalog;
  return { organisation, demo, hasKpis, ...firstHour(catalog, figuresAt !== null) };
}
