import type { Metadata } from 'next';
import { CheckInForm } from '@/components/review/check-in-form';
import styles from '@/components/review/review.module.css';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { periodName } from '@/lib/format-period';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { kpiPath } from '@/lib/paths';
import { checkInsPath, returnPath } from '@/lib/paths-review';
import { checkInPage } from '@/lib/usecases/check-ins';
import { checkInAction } from './actions';

export const metadata: Metadata = { title: 'Check in' };

interface RouteProps {
  readonly params: Promise<{ readonly kpi: string }>;
  readonly searchParams: SearchParameters;
}

export default async function CheckInRoute({ params, searchParams }: RouteProps) {
  const { kpi } = await params;
  const { back: asked, ...query } = await pickParameters(searchParams, ['period', 'team', 'back']);
  const loaded = await loadPage((context) => checkInPage(context, kpi, query));
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="There is nothing to check in on here." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  const { period, team, organisation } = shown;
  const back = returnPath(asked, checkInsPath({ period: period.key }));
  return (
    <Page current="/reviews" newest={null} demo={shown.demo}>
      <h1 className={styles['title']}>{shown.kpi.name}</h1>
      <p className={styles['lead']}>
        {team.name} checks in for {periodName(period, organisation.locale)}.{' '}
        <Link href={kpiPath(kpi, { period: period.key })}>Its figures</Link>
      </p>
      <Card
        id="check-in"
        title="What the review has to know"
        note={
          shown.isDraft ? 'a draft from what was said last time: bring it up to date' : undefined
        }
      >
        <CheckInForm
          action={checkInAction.bind(null, {
            kpi,
            period: period.key,
            team: team.slug,
            version: shown.version,
            after: back,
          })}
          typed={shown.typed}
          back={back}
        />
      </Card>
      <Keys />
    </Page>
  );
}
