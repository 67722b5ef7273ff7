import type { Metadata } from 'next';
import type { FormAddress } from '@/lib/domain/catalog-form';
import { pickParameters, type SearchParameters } from '@/lib/http/page';
import { entryPartPath } from '@/lib/paths';
import { FormRoute, kindOfList, UnknownRoute } from '../../../form-route';

interface RouteProps {
  readonly params: Promise<{
    readonly kind: string;
    readonly slug: string;
    readonly part: string;
  }>;
  readonly searchParams: SearchParameters;
}

const TITLES = { owner: 'Who answers', target: 'Target', merge: 'Merge teams' } as const;

type Part = keyof typeof TITLES;

export async function generateMetadata({ params }: RouteProps): Promise<Metadata> {
  const { part } = await params;
  return { title: isPart(part) ? TITLES[part] : 'Catalogue' };
}

export default async function PartRoute({ params, searchParams }: RouteProps) {
  const { kind: list, slug, part } = await params;
  const kind = kindOfList(list);
  const { target, notice } = await pickParameters(searchParams, ['target', 'notice']);
  if (!isPart(part) || kind !== (part === 'merge' ? 'team' : 'kpi')) {
    return <UnknownRoute />;
  }
  const known = target === undefined ? {} : { target };
  const address: FormAddress =
    part === 'target' ? { form: part, slug, target: target ?? null } : { form: part, slug };
  return (
    <FormRoute
      address={address}
      pathOf={(now) => entryPartPath(kind, now, part, known)}
      notice={notice}
    />
  );
}

const isPart = (part: string): part is Part => Object.hasOwn(TITLES, part);
