import type { Metadata } from 'next';
import { ListPage } from '@/components/catalog/list';
import { Page, Problem } from '@/components/shell/page';
import { kindNoun } from '@/lib/domain/catalog-words';
import { capitalised } from '@/lib/domain/wording';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { entryPath } from '@/lib/paths';
import { catalogList } from '@/lib/usecases/catalog/lists';
import { FormRoute, kindOfList, UnknownRoute } from '../form-route';

interface RouteProps {
  readonly params: Promise<{ readonly kind: string }>;
  readonly searchParams: SearchParameters;
}

export async function generateMetadata({ params }: RouteProps): Promise<Metadata> {
  const { kind } = await params;
  return { title: capitalised(kindNoun(kindOfList(kind) ?? 'organisation', 2)) };
}

export default async function ListRoute({ params, searchParams }: RouteProps) {
  const { kind: list } = await params;
  const kind = kindOfList(list);
  if (kind === null) return <UnknownRoute />;
  const { q, notice } = await pickParameters(searchParams, ['q', 'notice']);
  if (kind === 'organisation') {
    return (
      <FormRoute
        address={{ form: 'entry', kind, slug: null, within: null }}
        pathOf={(slug) => entryPath(kind, slug)}
        notice={notice}
      />
    );
  }
  const loaded = await loadPage((context) => catalogList(context, kind, q ?? ''));
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  return (
    <Page current="/settings" newest={null} demo={loaded.shown.demo}>
      <ListPage shown={loaded.shown} notice={notice} />
    </Page>
  );
}
