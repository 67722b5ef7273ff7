import type { Metadata } from 'next';
import { ActionForm } from '@/components/action/action-form';
import { ActionsPage } from '@/components/action/actions';
import { Understood } from '@/components/action/understood';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { feedKey } from '@/lib/auth/feed';
import { pageContext } from '@/lib/auth/known';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { actionsPath } from '@/lib/paths-review';
import { actionList } from '@/lib/usecases/actions';
import { openActionAction } from './actions';

export const metadata: Metadata = { title: 'Actions' };

const ASKED = ['team', 'person', 'stage', 'kpi', 'state', 'line', 'page', 'notice'] as const;

export default async function ActionsRoute({ searchParams }: { searchParams: SearchParameters }) {
  const { notice, ...query } = await pickParameters(searchParams, ASKED);
  const loaded = await loadPage((context) => actionList(context, query));
  if ('problem' in loaded) {
    return (
      <Page current="/actions" newest={null} demo={false}>
        <Problem title="That address cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  const { understood, choices, organisation } = shown;
  const { team, person, stage, kpi, state } = query;
  const filter = {
    team: team ?? null,
    person: person ?? null,
    stage: stage ?? null,
    kpi: kpi ?? null,
    state: state ?? null,
  };
  return (
    <Page current="/actions" newest={null} demo={shown.demo}>
      <ActionsPage
        shown={shown}
        notice={notice ?? null}
        calendarKey={feedKey((await pageContext()).principal)}
        saving={
          understood === null ? null : (
            <>
              <Understood
                understood={understood}
                teams={choices.teams}
                locale={organisation.locale}
              />
              <ActionForm
                key={understood.line}
                action={openActionAction.bind(null, {
                  review: null,
                  after: actionsPath(filter, { notice: 'opened' }),
                })}
                initial={{ typed: understood.typed, faults: {}, problem: null, round: 0 }}
                choices={choices}
                does="Save the action"
                back={actionsPath(filter)}
              />
            </>
          )
        }
      />
      <Keys />
    </Page>
  );
}
