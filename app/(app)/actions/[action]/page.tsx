import type { Metadata } from 'next';
import styles from '@/components/action/action.module.css';
import { ActionForm } from '@/components/action/action-form';
import { ActionRows } from '@/components/action/action-rows';
import { CloseForm, ReopenForm } from '@/components/action/close-forms';
import { Keys } from '@/components/shell/keys';
import { Page, Problem } from '@/components/shell/page';
import { Card } from '@/components/ui/card';
import { AppError } from '@/lib/errors';
import { loadPage, pickParameters, type SearchParameters } from '@/lib/http/page';
import { readNumber } from '@/lib/http/query';
import { actionsPath, returnPath } from '@/lib/paths-review';
import { actionPage } from '@/lib/usecases/actions';
import { changeActionAction, closeActionAction, reopenActionAction } from '../actions';

export const metadata: Metadata = { title: 'An action' };

interface RouteProps {
  readonly params: Promise<{ readonly action: string }>;
  readonly searchParams: SearchParameters;
}

export default async function ActionRoute({ params, searchParams }: RouteProps) {
  const { action: number } = await params;
  const asked = await pickParameters(searchParams, ['back', 'review']);
  const loaded = await loadPage(async (context) => {
    const { action, ...shown } = await actionPage(context, readNumber('action', number) ?? 0);
    if (action === null) throw new AppError('unknown_action', 'There is no such action.');
    return { ...shown, action, review: readNumber('review', asked.review) };
  });
  if ('problem' in loaded) {
    return (
      <Page current="/actions" newest={null} demo={false}>
        <Problem title="That action cannot be shown." text={loaded.problem} />
      </Page>
    );
  }
  const { shown } = loaded;
  const { action, organisation, today } = shown;
  const back = returnPath(asked.back, actionsPath());
  const seen = { version: action.version, review: shown.review };
  return (
    <Page current="/actions" newest={null} demo={shown.demo}>
      <h1 className={styles['title']}>{action.text}</h1>
      <div className={styles['stack']}>
        <Card id="action" title="The action" note={action.state}>
          <ActionRows
            lines={[action]}
            organisation={organisation}
            today={today}
            back={back}
            {...(shown.seen === null ? {} : { seen: new Map([[action.id, shown.seen]]) })}
          />
        </Card>
        {action.state === 'open' ? (
          <>
            <Card id="close" title="Done, or dropped">
              <CloseForm action={closeActionAction.bind(null, action.id, seen, back)} />
            </Card>
            <Card id="change" title="Change it" note="a new day counts as moved">
              <ActionForm
                action={changeActionAction.bind(null, action.id, seen, back)}
                initial={{ typed: shown.typed, faults: {}, problem: null, round: 0 }}
                choices={shown.choices}
                does="Save"
                back={back}
              />
            </Card>
          </>
        ) : (
          <Card id="reopen" title="Not finished after all?">
            <ReopenForm action={reopenActionAction.bind(null, action.id, seen, back)} />
          </Card>
        )}
      </div>
      <Keys />
    </Page>
  );
}
