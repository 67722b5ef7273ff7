/** The pages that are measured, and what there is to look at in a database. */
import type { Db } from '../../db/client';
import { loadCatalog } from '../../db/queries/catalog';
import { addDays, periodContaining } from '../../lib/domain/calendar';
import { day, ORGANISATION } from '../support/catalog-facts';
import { newestWeekOf } from './organisation';

/** What can be looked at. */
export interface Sights {
  readonly kpi: string;
  readonly stage: string;
  readonly team: string;
  readonly segment: string;
  /** Half a year ago. */
  readonly asOf: string;
  /** The newest week with figures, which a review is about. */
  readonly week: string;
}

export interface BenchPage {
  readonly name: string;
  readonly path: (sights: Sights) => string;
}

/** Every page that is measured: a line each. The first four are those that promises are made of. */
export const PAGES: readonly BenchPage[] = [
  { name: 'contrast', path: () => '/' },
  { name: 'stage', path: ({ stage }) => `/stages/${stage}` },
  { name: 'team', path: ({ team }) => `/teams/${team}` },
  { name: 'KPI', path: ({ kpi }) => `/kpis/${kpi}` },
  { name: 'KPI list', path: () => '/kpis' },
  { name: 'agenda of a review', path: ({ week }) => `/reviews/${week}` },
  { name: 'contrast of a segment', path: ({ segment }) => `/?segment=${segment}` },
  { name: 'contrast as of half a year ago', path: ({ asOf }) => `/?asOf=${asOf}` },
];

/** What can be looked at in a database that holds figures of the last half year. */
export async function sightsOf(db: Db): Promise<Sights> {
  const { catalog } = await loadCatalog(db, null);
  const followed = catalog.kpis.find(
    ({ dimension, aggregation, grain, stages }) =>
      dimension !== null && aggregation === 'ratio' && grain === 'week' && stages.length > 0,
  );
  const dimension = catalog.dimensions.find(({ slug }) => slug === followed?.dimension);
  const segment = dimension?.segments.find(({ retired }) => !retired);
  const mapping = followed?.stages[0];
  if (followed === undefined || segment === undefined || mapping === undefined) {
    throw new Error('There is no weekly KPI that is broken down and mapped to a stage.');
  }
  return {
    kpi: followed.slug,
    stage: mapping.stage,
    team: followed.accountable[0].team,
    segment: segment.slug,
    asOf: addDays(day(new Date().toISOString().slice(0, 10)), -182),
    week: newestWeek(),
  };
}

export const newestWeek = (): string =>
  periodContaining(newestWeekOf(new Date()), 'week', ORGANISATION).key;
