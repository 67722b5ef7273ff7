import type { Metadata } from 'next';
import { permanentRedirect } from 'next/navigation';
import { cache } from 'react';
import { KpiPage } from '@/components/kpi/kpi';
import { Keys } from '@/components/shell/keys';
import { newestFigure } from '@/components/shell/newest';
import { Page, Problem } from '@/components/shell/page';
import { isAppError } from '@/lib/errors';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { kpiPath } from '@/lib/paths';
import { kpiPage, renamedKpi } from '@/lib/usecases/kpi';
import { withdrawChangeAction } from './change/actions';

interface RouteProps {
  readonly params: Promise<{ readonly kpi: string }>;
  readonly searchParams: SearchParameters;
}

const ASKED = ['period', 'segment', 'place', 'figure', 'asOf'] as const;

/** Once a request, for the title and the page: texts are the same text, objects are never the same. */
const load = cache((slug: string, asked: string) =>
  loadPage(async (context) => {
    const query: { readonly [name in (typeof ASKED)[number]]?: string } = JSON.parse(asked);
    try {
      return await kpiPage(context, slug, query);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unknown_kpi') throw error;
      const renamed = await renamedKpi(context, slug);
      if (renamed === null) throw error;
      permanentRedirect(kpiPath(renamed, query));
    }
  }),
);

async function loaded({ params, searchParams }: RouteProps) {
  return load((await params).kpi, JSON.stringify(await pickParameters(searchParams, ASKED)));
}

export async function generateMetadata(props: RouteProps): Promise<Metadata> {
  const page = await loaded(props);
  return 'problem' in page ? {} : { title: page.shown.kpi.name };
}

export default async function KpiRoute(props: RouteProps) {
  const page = await loaded(props);
  if ('problem' in page) {
    return (
      <Page current="/kpis" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={page.problem} />
      </Page>
    );
  }
  const { shown } = page;
  return (
    <Page current="/kpis" newest={newestFigure(shown.frame, shown.organisation)} demo={shown.demo}>
      <KpiPage shown={shown} withdraw={withdrawChangeAction} />
      <Keys />
    </Page>
  );
}
