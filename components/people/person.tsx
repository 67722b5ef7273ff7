/** One person: role, ways in, and where they are signed in. */
import type { Organisation } from '@/lib/domain/catalog';
import type { Person, PersonSession } from '@/lib/domain/person';
import { ROLE_WORDS } from '@/lib/domain/role-words';
import { formatInstant } from '@/lib/format-period';
import { type Act, ActForm } from './act-form';
import { RoleField, type Team, TeamsField } from './fields';
import styles from './people.module.css';

export interface PersonActions {
  readonly role: (person: number) => Act;
  readonly link: (person: number) => Act;
  readonly active: (person: number, active: boolean) => Act;
  /** Null ends all. */
  readonly end: (person: number, session: number | null) => Act;
}

export interface PersonItemProps {
  readonly person: Person;
  readonly sessions: readonly PersonSession[];
  readonly teams: readonly Team[];
  readonly organisation: Organisation;
  readonly actions: PersonActions;
}

export function PersonItem({ person, sessions, teams, organisation, actions }: PersonItemProps) {
  const { id, name, email, active } = person;
  return (
    <li>
      <details>
        <summary>
          <strong>{name}</strong>
          <small>{email}</small>
          <small>{active ? ROLE_WORDS[person.role].name : 'comes in no more'}</small>
        </summary>
        <div className={styles['about']}>
          <p className={styles['none']}>{waysIn(person, organisation)}</p>
          {active ? (
            <ActForm action={actions.role(id)} does="Save the role" of={`of ${name}`}>
              <div className={styles['fields']}>
                <RoleField form={`person-${id}`} chosen={person.role} />
              </div>
              <TeamsField legend="Leads, as team lead" teams={teams} chosen={person.teams} />
            </ActForm>
          ) : null}
          <Sessions {...{ person, sessions, organisation, actions }} />
          <div className={styles['more']}>
            {active ? (
              <ActForm action={actions.link(id)} does="New link" of={`for ${name}`} />
            ) : null}
            <ActForm
              action={actions.active(id, !active)}
              does={active ? 'Let in no more' : 'Let in again'}
              of={name}
              danger={active}
            />
          </div>
        </div>
      </details>
    </li>
  );
}

function waysIn(
  { password, provider, seenAt }: Person,
  { timeZone, locale }: Organisation,
): string {
  const ways = [...(password ? ['a password'] : []), ...(provider ? ['your organisation'] : [])];
  const by = ways.length === 0 ? 'Has not come in yet' : `Comes in with ${ways.join(' or ')}`;
  return seenAt === null
    ? `${by}.`
    : `${by}; last seen ${formatInstant(seenAt, timeZone, locale)}.`;
}

function Sessions({
  person,
  sessions,
  organisation: { timeZone, locale },
  actions,
}: Omit<PersonItemProps, 'teams'>) {
  if (sessions.length === 0) return null;
  return (
    <section aria-labelledby={`sessions-${person.id}`}>
      <h3 id={`sessions-${person.id}`}>Signed in</h3>
      <ul className={styles['sessions']}>
        {sessions.map((session) => (
          <li key={session.id}>
            <span>
              {session.agent ?? 'unknown browser'}, from {session.address ?? 'an unknown address'},
              since {formatInstant(session.startedAt, timeZone, locale)}
            </span>
            <ActForm
              action={actions.end(person.id, session.id)}
              does="End"
              of={`this session of ${person.name}`}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
