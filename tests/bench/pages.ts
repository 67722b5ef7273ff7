/** Pages as the product serves them: the route asks its use case, and what it returns becomes HTML. */
import { register } from 'node:module';
import { Writable } from 'node:stream';

import type { AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import type { ReactNode } from 'react';

import type { Database } from '../../db/client';
import { loadCatalog } from '../../db/queries/catalog';
import { addDays } from '../../lib/domain/calendar';
import { holdDatabase } from '../../lib/runtime';
import { day } from '../support/catalog-facts';

/** What there is to look at in a database. */
export interface Site {
  readonly name: string;
  readonly database: Database;
  readonly kpi: string;
  readonly stage: string;
  readonly team: string;
  readonly segment: string;
  /** Half a year ago. */
  readonly asOf: string;
}

export interface BenchPage {
  readonly name: string;
  /** Of a page as of an earlier moment, which may cost more: the page that shows the same now. */
  readonly sameNow: string | null;
  readonly route: (site: Site) => Promise<ReactNode>;
}

type Query = Readonly<Record<string, string>>;

const at = <T>(parameters: T): Promise<T> => Promise.resolve(parameters);

const page = (
  name: string,
  route: BenchPage['route'],
  sameNow: string | null = null,
): BenchPage => ({ name, sameNow, route });

const contrast = async (query: Query) =>
  (await import('../../app/(app)/page')).default({ searchParams: at(query) });
const kpi = async (slug: string, query: Query) =>
  (await import('../../app/(app)/kpis/[kpi]/page')).default({
    params: at({ kpi: slug }),
    searchParams: at(query),
  });
const kpiList = async (query: Query) =>
  (await import('../../app/(app)/kpis/page')).default({ searchParams: at(query) });
const stage = async (slug: string, query: Query) =>
  (await import('../../app/(app)/stages/[stage]/page')).default({
    params: at({ stage: slug }),
    searchParams: at(query),
  });
const team = async (slug: string, query: Query) =>
  (await import('../../app/(app)/teams/[team]/page')).default({
    params: at({ team: slug }),
    searchParams: at(query),
  });

/** Every page that is measured: a line each. */
export const PAGES: readonly BenchPage[] = [
  page('contrast', () => contrast({})),
  page('contrast of a segment', ({ segment }) => contrast({ segment })),
  page('contrast as of half a year ago', ({ asOf }) => contrast({ asOf }), 'contrast'),
  page('KPI', (site) => kpi(site.kpi, {})),
  page('KPI list', () => kpiList({})),
  page('stage', (site) => stage(site.stage, {})),
  page('team', (site) => team(site.team, {})),
];

/** Nothing navigates while a page is drawn. */
const ROUTER: AppRouterInstance = {
  bfcacheId: '',
  back() {},
  forward() {},
  refresh() {},
  push() {},
  replace() {},
  prefetch() {},
};

/** To be called once, before the first page: from then on pages' styles can be read. */
export function readStyles(): void {
  register('./styles.mjs', import.meta.url);
}

/** The HTML of a page. Throws when it shows a problem instead of figures. */
export async function draw(page: BenchPage, site: Site): Promise<string> {
  holdDatabase(site.database);
  const html = await toHtml(await page.route(site));
  for (const wrong of ['That address cannot be shown', 'Nothing is defined here yet']) {
    if (html.includes(wrong)) throw new Error(`${page.name} on ${site.name} shows: ${wrong}.`);
  }
  return html;
}

async function toHtml(page: ReactNode): Promise<string> {
  const { createElement } = await import('react');
  const { renderToPipeableStream } = await import('react-dom/server');
  const { AppRouterContext } = await import(
    'next/dist/shared/lib/app-router-context.shared-runtime'
  );
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await new Promise<void>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      createElement(AppRouterContext.Provider, { value: ROUTER }, page),
      { onAllReady: () => pipe(sink), onError: reject, onShellError: reject },
    );
    sink.on('finish', resolve);
  });
  return Buffer.concat(chunks).toString();
}

/** What can be looked at in a database that holds figures of the last half year. */
export async function siteOf(name: string, database: Database): Promise<Site> {
  const { catalog } = await loadCatalog(database.db, null);
  const followed = catalog.kpis.find(
    ({ dimension, aggregation, grain, stages }) =>
      dimension !== null && aggregation === 'ratio' && grain === 'week' && stages.length > 0,
  );
  const dimension = catalog.dimensions.find(({ slug }) => slug === followed?.dimension);
  const segment = dimension?.segments.find(({ retired }) => !retired);
  const mapping = followed?.stages[0];
  if (followed === undefined || segment === undefined || mapping === undefined) {
    throw new Error(`${name} has no weekly KPI that is broken down and mapped to a stage.`);
  }
  return {
    name,
    database,
    kpi: followed.slug,
    stage: mapping.stage,
    team: followed.accountable[0].team,
    segment: segment.slug,
    asOf: addDays(day(new Date().toISOString().slice(0, 10)), -182),
  };
}
