/** Who may come in: people with their roles and sessions, keys of programs, and who tried. */
import { CatalogHead } from '@/components/catalog/frame';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import type { Organisation } from '@/lib/domain/catalog';
import type { Person, PersonSession, SignInAttempt } from '@/lib/domain/person';
import { formatInstant } from '@/lib/format-period';
import { catalogPath } from '@/lib/paths';
import { type Act, ActForm } from './act-form';
import { RoleField, type Team, TeamsField } from './fields';
import { Keys, type KeysProps } from './keys';
import { Mail, type MailProps } from './mail';
import styles from './people.module.css';
import { type PersonActions, PersonItem } from './person';

export interface PeopleProps {
  readonly people: readonly Person[];
  readonly sessions: readonly PersonSession[];
  readonly trail: readonly SignInAttempt[];
  readonly teams: readonly Team[];
  readonly organisation: Organisation;
  readonly keys: KeysProps['keys'];
  readonly post: MailProps['post'];
  readonly settings: MailProps['settings'];
  readonly invite: Act;
  readonly actions: PersonActions;
  readonly addKey: Act;
  readonly revokeKey: KeysProps['revoke'];
}

export function PeoplePage(props: PeopleProps) {
  const { people, sessions, teams, organisation, actions, post, settings } = props;
  return (
    <>
      <CatalogHead
        crumbs={[{ text: 'Catalogue', href: catalogPath() }]}
        title="People and keys"
        lead="Who may come in, and what they may do. Changes hold from the next request on, and stand in the audit log."
        notice={undefined}
      />
      <div className={styles['cards']}>
        <Card id="people" title="People">
          {people.length === 0 ? (
            <p className={styles['none']}>Nobody has an account yet.</p>
          ) : null}
          <ul className={styles['list']}>
            {people.map((person) => (
              <PersonItem
                key={person.id}
                {...{ person, teams, organisation, actions }}
                sessions={sessions.filter((session) => session.person === person.id)}
              />
            ))}
          </ul>
        </Card>
        <Card
          id="invite"
          title="Invite somebody"
          note={
            settings.mail === null
              ? 'you get a link to pass on; it works once, for a week'
              : 'the link goes to them by mail; it works once, for a week'
          }
        >
          <ActForm action={props.invite} does="Make the link">
            <div className={styles['fields']}>
              <Field form="invite" name="email" label="E-mail" fault={undefined}>
                {(described) => <input {...described} required type="email" />}
              </Field>
              <Field form="invite" name="name" label="Name" fault={undefined}>
                {(described) => <input {...described} type="text" maxLength={80} />}
              </Field>
              <RoleField form="invite" chosen="viewer" />
            </div>
            <TeamsField legend="Leads, as team lead" teams={teams} chosen={[]} />
          </ActForm>
        </Card>
        <Keys
          keys={props.keys}
          add={props.addKey}
          revoke={props.revokeKey}
          {...{ teams, organisation }}
        />
        <Mail {...{ post, settings, organisation }} />
        <Trail trail={props.trail} organisation={organisation} />
      </div>
    </>
  );
}

const METHODS = {
  password: 'password',
  link: 'link',
  provider: 'organisation',
  demo: 'demo',
} as const;

function Trail({ trail, organisation }: Pick<PeopleProps, 'trail' | 'organisation'>) {
  const { timeZone, locale } = organisation;
  return (
    <Card id="trail" title="Who came in, who was refused" note="the last, the newest first">
      {trail.length === 0 ? <p className={styles['none']}>Nobody yet.</p> : null}
      <section className={styles['scroll']} aria-label="Sign-ins" tabIndex={0}>
        <table className={styles['trail']}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">With</th>
              <th scope="col">From</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {trail.map((each) => (
              <tr key={each.id}>
                <td>{formatInstant(each.at, timeZone, locale)}</td>
                <td>{each.account === '' ? 'unknown' : each.account}</td>
                <td>{METHODS[each.method]}</td>
                <td>{each.address}</td>
                <td>{each.refused === null ? 'came in' : `refused: ${each.refused}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
