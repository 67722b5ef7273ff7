import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ActionForm } from '@/components/action/action-form';
import { Understood } from '@/components/action/understood';
import { AheadPage } from '@/components/review/ahead';
import { Meeting } from '@/components/review/meeting';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import type { ReviewView } from '@/lib/domain/review-view';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { minutesPath, reviewPath } from '@/lib/paths-review';
import { reviewPage } from '@/lib/usecases/review';
import { openActionAction } from '../../actions/actions';
import {
  addItemAction,
  askAction,
  closeReviewAction,
  decideAction,
  keepNoteAction,
  markItemAction,
  moveItemAction,
  openReviewAction,
  presentAction,
  saveNoteAction,
  showItemAction,
} from '../actions';

export const metadata: Metadata = { title: 'Review' };

interface RouteProps {
  readonly params: Promise<{ readonly period: string }>;
  readonly searchParams: SearchParameters;
}

export default async function ReviewRoute({ params, searchParams }: RouteProps) {
  const { period } = await params;
  const { lead, ...query } = await pickParameters(searchParams, ['series', 'item', 'line', 'lead']);
  const leads = lead === 'yes';
  const loaded = await loadPage((context) => reviewPage(context, period, query));
  if ('problem' in loaded) {
    return (
      <Page current="/reviews" newest={null} demo={false}>
        <Problem title="That review cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  if (shown.state === 'closed') redirect(minutesPath(period, shown.file.series.slug));
  const { demo, series } = shown.view;
  return (
    <Page current="/reviews" newest={null} demo={demo}>
      {shown.state === 'ahead' ? (
        <AheadPage shown={shown.view} open={openReviewAction.bind(null, period, series.slug)} />
      ) : (
        <Meeting
          shown={shown.view}
          leads={leads}
          apart={query.item !== undefined}
          actions={actionsOf(shown.view)}
          saving={savingOf(shown.view, leads)}
        />
      )}
      <Keys />
    </Page>
  );
}

function actionsOf({ review, period, series }: ReviewView) {
  const meant = { review: review.id, period: period.key, series: series.slug };
  return {
    show: showItemAction.bind(null, meant),
    mark: markItemAction.bind(null, meant),
    move: moveItemAction.bind(null, meant),
    saveNote: saveNoteAction.bind(null, meant),
    keepNote: keepNoteAction.bind(null, meant),
    add: addItemAction.bind(null, meant),
    ask: askAction.bind(null, meant),
    decide: decideAction.bind(null, meant),
    present: presentAction.bind(null, meant),
    close: closeReviewAction.bind(null, meant),
  };
}

/** A line that was typed is shown as it was understood, and saved from there. */
function savingOf(view: ReviewView, leads: boolean) {
  const { understood, choices, organisation, period, series, review, shown } = view;
  if (understood === null) return null;
  const back = reviewPath(period.key, {
    series: series.slug,
    item: leads ? null : shown.line.number,
    lead: leads ? 'yes' : null,
  });
  return (
    <>
      <Understood understood={understood} teams={choices.teams} locale={organisation.locale} />
      <ActionForm
        key={understood.line}
        action={openActionAction.bind(null, { review: review.id, after: back })}
        initial={{ typed: understood.typed, faults: {}, problem: null, round: 0 }}
        choices={choices}
        does="Save the action"
        back={back}
      />
    </>
  );
}
