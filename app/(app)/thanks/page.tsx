import type { Metadata } from 'next';
import styles from '@/components/review/review.module.css';
import { ThanksForm } from '@/components/review/thanks-form';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { readNumber } from '@/lib/http/query';
import { returnPath, reviewsPath, thanksYearPath } from '@/lib/paths-review';
import { thanksPage } from '@/lib/usecases/thank';
import { giveThanksAction } from './actions';

export const metadata: Metadata = { title: 'Thanks' };

export default async function ThanksRoute({ searchParams }: { searchParams: SearchParameters }) {
  const asked = await pickParameters(searchParams, ['team', 'kpi', 'moment', 'review', 'back']);
  const loaded = await loadPage(async (context) => ({
    ...(await thanksPage(context)),
    review: readNumber('review', asked.review),
  }));
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  const back = returnPath(asked.back, reviewsPath());
  return (
    <Page current="/reviews" newest={null} demo={shown.demo}>
      <h1 className={styles['title']}>Thank a team or a person</h1>
      <p className={styles['lead']}>
        For a moment that they kept. Teams that share the KPI are credited with them.{' '}
        <Link href={thanksYearPath(shown.year)}>Who keeps which moments</Link>
      </p>
      <Card id="thanks" title="Thanks">
        <ThanksForm
          action={giveThanksAction.bind(null, { review: shown.review, after: back })}
          typed={{ team: asked.team ?? '', kpi: asked.kpi ?? '', moment: asked.moment ?? '' }}
          teams={shown.teams}
          kpis={shown.kpis}
          moments={shown.moments}
          back={back}
        />
      </Card>
      <Keys />
    </Page>
  );
}
