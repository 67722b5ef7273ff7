import type { Metadata } from 'next';
import { ChangeForm } from '@/components/kpi/change-form';
import { ChangePage } from '@/components/kpi/change-page';
import { Page, Problem } from '@/components/shell/page';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { kpiPath } from '@/lib/paths';
import { returnPath } from '@/lib/paths-review';
import { changePage } from '@/lib/usecases/annotate';
import { markChangeAction } from './actions';

export const metadata: Metadata = { title: 'Mark a change' };

interface RouteProps {
  readonly params: Promise<{ readonly kpi: string }>;
  readonly searchParams: SearchParameters;
}

export default async function ChangeRoute({ params, searchParams }: RouteProps) {
  const { kpi: slug } = await params;
  const { date, restarts, back } = await pickParameters(searchParams, ['date', 'restarts', 'back']);
  const after = returnPath(back, `${kpiPath(slug)}#changes`);
  const loaded = await loadPage((context) => changePage(context, slug));
  if ('problem' in loaded) {
    return (
      <Page current="/kpis" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  const typed = {
    date: date ?? shown.today,
    text: '',
    reason: '',
    restartsLimits: restarts === 'yes',
  };
  return (
    <Page current="/kpis" newest={null} demo={shown.demo}>
      <ChangePage kpi={shown.kpi}>
        <ChangeForm
          action={markChangeAction.bind(null, slug, after)}
          initial={{ typed, faults: {}, problem: null }}
          today={shown.today}
          back={returnPath(back, kpiPath(slug))}
        />
      </ChangePage>
    </Page>
  );
}
