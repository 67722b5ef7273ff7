import type { Metadata } from 'next';
import { ThanksYearPage } from '@/components/review/thanks-year';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { loadPage } from '@/lib/http/page';
import { thanksYear } from '@/lib/usecases/thanks-year';

export const metadata: Metadata = { title: 'Moments kept' };

export default async function ThanksYearRoute({
  params,
}: {
  readonly params: Promise<{ readonly year: string }>;
}) {
  const { year } = await params;
  const loaded = await loadPage((context) => thanksYear(context, year));
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="That year cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  return (
    <Page current="/reviews" newest={null} demo={loaded.shown.demo}>
      <ThanksYearPage shown={loaded.shown} />
      <Keys />
    </Page>
  );
}
