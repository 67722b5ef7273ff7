import type { Metadata } from 'next';
import styles from '@/components/action/action.module.css';
import { ActionForm } from '@/components/action/action-form';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { Card } from '@/components/ui/card';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { readNumber } from '@/lib/http/query';
import { actionsPath, returnPath } from '@/lib/paths-review';
import { newActionPage } from '@/lib/usecases/actions';
import { openActionAction } from '../actions';

export const metadata: Metadata = { title: 'A new action' };

const ASKED = ['line', 'team', 'kpi', 'stage', 'moment', 'review', 'back'] as const;

export default async function NewActionRoute({ searchParams }: { searchParams: SearchParameters }) {
  const { back: asked, review, ...query } = await pickParameters(searchParams, ASKED);
  const loaded = await loadPage(async (context) => ({
    ...(await newActionPage(context, query)),
    review: readNumber('review', review),
  }));
  if ('problem' in loaded) {
    return (
      <Page current="/actions" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  const back = returnPath(asked, actionsPath());
  return (
    <Page current="/actions" newest={null} demo={shown.demo}>
      <h1 className={styles['title']}>A new action</h1>
      <p className={styles['lead']}>
        Who does what by when, and what is to come of it. It stays in every review until it is done
        or dropped.
      </p>
      <Card id="new" title="The action">
        <ActionForm
          action={openActionAction.bind(null, { review: shown.review, after: back })}
          initial={{ typed: shown.typed, faults: {}, problem: null, round: 0 }}
          choices={shown.choices}
          does="Save the action"
          back={back}
        />
      </Card>
      <Keys />
    </Page>
  );
}
