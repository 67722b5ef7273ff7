import type { Metadata } from 'next';
import { Templates } from '@/components/catalog/templates';
import type { FormAddress } from '@/lib/domain/catalog-form';
import { kindNoun } from '@/lib/domain/catalog-words';
import { ENTRY_KINDS, type EntryKind } from '@/lib/domain/entry';
import { JOURNEY_TEMPLATES } from '@/lib/domain/journey-template';
import { pickParameters, type SearchParameters } from '@/lib/http/page';
import { entryPath } from '@/lib/paths';
import { FormRoute, UnknownRoute } from '../../form-route';

interface RouteProps {
  readonly params: Promise<{ readonly kind: string }>;
  readonly searchParams: SearchParameters;
}

export async function generateMetadata({ params }: RouteProps): Promise<Metadata> {
  const { kind } = await params;
  return { title: `New ${kindNoun(kindNamed(kind) ?? 'organisation', 1)}` };
}

function kindNamed(name: string): EntryKind | null {
  return ENTRY_KINDS.find((each) => each === name && each !== 'organisation') ?? null;
}

export default async function NewRoute({ params, searchParams }: RouteProps) {
  const kind = kindNamed((await params).kind);
  if (kind === null) return <UnknownRoute />;
  const { within, template: asked } = await pickParameters(searchParams, ['within', 'template']);
  const template = JOURNEY_TEMPLATES.find((each) => kind === 'journey' && each === asked);
  const address: FormAddress =
    template === undefined
      ? { form: 'entry', kind, slug: null, within: within ?? null }
      : { form: 'template', template };
  return (
    <FormRoute
      address={address}
      pathOf={(now) => entryPath(kind, now)}
      notice={undefined}
      above={kind === 'journey' && template === undefined ? <Templates /> : null}
    />
  );
}
