import type { Metadata } from 'next';
import { ReviewsPage } from '@/components/review/reviews';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage } from '@/lib/http/page';
import { reviewList } from '@/lib/usecases/reviews';

/** What is held and due changes with the clock. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Reviews' };

export default async function ReviewsRoute() {
  const loaded = await loadPage(reviewList);
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="The reviews cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  return (
    <Page current="/reviews" newest={null} demo={loaded.shown.demo}>
      <ReviewsPage shown={loaded.shown} />
      <Keys />
    </Page>
  );
}
