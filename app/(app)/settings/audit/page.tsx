import type { Metadata } from 'next';
import { AuditPage } from '@/components/audit/audit';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { AUDIT_PARAMETERS } from '@/lib/paths-data';
import { auditPage } from '@/lib/usecases/audit';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditRoute({ searchParams }: { searchParams: SearchParameters }) {
  const look = await pickParameters(searchParams, AUDIT_PARAMETERS);
  const loaded = await loadPage((context) => auditPage(context, look));
  if ('problem' in loaded) {
    return (
      <Page current="/settings" newest={null} demo={false}>
        <Problem title="That part of the log cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { organisation, demo, lines, next, actors, entities } = loaded.shown;
  return (
    <Page current="/settings" newest={null} demo={demo}>
      <AuditPage
        organisation={organisation}
        lines={lines}
        next={next}
        actors={actors}
        entities={entities}
        look={look}
      />
    </Page>
  );
}
