import type { Metadata } from 'next';
import { kindNoun } from '@/lib/domain/catalog-words';
import { capitalised } from '@/lib/domain/wording';
import { pickParameters, type SearchParameters } from '@/lib/http/page';
import { entryPath } from '@/lib/paths';
import { FormRoute, kindOfList, UnknownRoute } from '../../form-route';

interface RouteProps {
  readonly params: Promise<{ readonly kind: string; readonly slug: string }>;
  readonly searchParams: SearchParameters;
}

export async function generateMetadata({ params }: RouteProps): Promise<Metadata> {
  const { kind, slug } = await params;
  return { title: `${capitalised(kindNoun(kindOfList(kind) ?? 'organisation', 1))} ${slug}` };
}

export default async function EntryRoute({ params, searchParams }: RouteProps) {
  const { kind: list, slug } = await params;
  const kind = kindOfList(list);
  if (kind === null || kind === 'organisation') return <UnknownRoute />;
  const { notice } = await pickParameters(searchParams, ['notice']);
  return (
    <FormRoute
      address={{ form: 'entry', kind, slug, within: null }}
      pathOf={(now) => entryPath(kind, now)}
      notice={notice}
    />
  );
}
