/** What is due from whoever looks: actions, check-ins, stages that need their teams, reviews. */
import { ActionRows } from '@/components/action/action-rows';
import { StatusMark } from '@/components/charts/status-mark';
import { Following, type FollowingActions } from '@/components/follow/following';
import { valueText } from '@/components/kpi/kpi-rows';
import lists from '@/components/review/lists.module.css';
import styles from '@/components/review/review.module.css';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { MeView } from '@/lib/domain/mine';
import { counted } from '@/lib/domain/wording';
import { formatList } from '@/lib/format';
import { formatInstant, periodName } from '@/lib/format-period';
import { stagePath, teamPath } from '@/lib/paths';
import { embedsPath } from '@/lib/paths-embed';
import { mePath, signInPath } from '@/lib/paths-people';
import {
  actionsPath,
  checkInPath,
  newActionPath,
  reviewPath,
  reviewsPath,
} from '@/lib/paths-review';

interface MeProps {
  readonly shown: MeView;
}

interface MePageProps extends MeProps {
  /** Mail is set up. */
  readonly isMailed: boolean;
  readonly following: FollowingActions;
}

/** The list of actions has the rest. */
const MOST = 12;

export function MePage({ shown, isMailed, following }: MePageProps) {
  const { person, teams } = shown;
  if (person === null) return <Nobody />;
  return (
    <>
      <h1 className={styles['title']}>{headline(shown)}</h1>
      <p className={styles['lead']}>
        {person.name}, {person.role.toLowerCase()}
        {teams.length === 0 ? ' · leads no team here' : ' · '}
        {teams.map(({ slug, name }, index) => (
          <span key={slug}>
            {index === 0 ? '' : ', '}
            <Link href={teamPath(slug)}>{name}</Link>
          </span>
        ))}
      </p>
      <div className={styles['stack']}>
        <OwnActions shown={shown} />
        <TeamActions shown={shown} />
        <CheckIns shown={shown} />
        <Stages shown={shown} />
        <Reviews shown={shown} />
        <Embeds shown={shown} />
        <Quiet shown={shown} />
        {shown.following === null ? null : (
          <Following
            {...shown.following}
            isMailed={isMailed && shown.following.isReached}
            actions={following}
          />
        )}
      </div>
    </>
  );
}

/** The demo is open to whoever sits at the machine: nothing is due from them. */
function Nobody() {
  return (
    <>
      <h1 className={styles['title']}>Nobody is signed in</h1>
      <p className={styles['lead']}>
        What is due from somebody is known once it is known who they are.{' '}
        <Link href={signInPath({ to: mePath() })}>Look as one of the people of the demo</Link>, or
        see <Link href={actionsPath()}>what is due from all</Link>.
      </p>
    </>
  );
}

function headline({ actions, checkIns }: MeView): string {
  const due = [
    ...(actions.length === 0 ? [] : [counted(actions.length, 'action', 'actions')]),
    ...(checkIns.length === 0 ? [] : [counted(checkIns.length, 'check-in', 'check-ins')]),
  ];
  if (due.length === 0) return 'Nothing is due from you';
  const isOne = actions.length + checkIns.length === 1;
  return `${due.join(' and ')} ${isOne ? 'is' : 'are'} due from you`;
}

const lateOf = (lines: MeView['actions']): string => {
  const late = lines.filter(({ daysLate }) => daysLate > 0).length;
  return late === 0 ? '' : `${late} late · `;
};

/** What there is nothing of takes a line, and no card each. */
function Quiet({ shown }: MeProps) {
  const { teams, teamActions, checkIns, stages, reviews, organisation } = shown;
  const led = teams.length > 0;
  const nothing = [
    ...(led && teamActions.length === 0 ? ['nothing else is due from your teams'] : []),
    ...(led && checkIns.length === 0 ? ['no check-in of theirs is missing'] : []),
    ...(led && stages.length === 0 ? ['no stage that they take part in is off target'] : []),
    ...(reviews.length === 0 ? ['no review names you'] : []),
  ];
  if (nothing.length === 0) return null;
  return (
    <p className={styles['none']}>
      For the rest, {formatList(nothing, organisation.locale)}.{' '}
      <Link href={reviewsPath()}>All reviews</Link> · <Link href={actionsPath()}>all actions</Link>
    </p>
  );
}

function OwnActions({ shown: { actions, person, organisation, today } }: MeProps) {
  return (
    <Card
      id="own"
      title={actions.length === 0 ? 'No action is yours' : 'Your actions'}
      note={
        <>
          {lateOf(actions)}
          <span data-needs="review.record">
            <Link href={newActionPath({ back: mePath() })}>add one</Link>
            {' · '}
          </span>
          <Link href={actionsPath({ person: person?.name ?? null })}>list and calendar</Link>
        </>
      }
    >
      {actions.length === 0 ? (
        <p className={styles['none']}>
          An action is yours where you are named, or where a team that you lead is and nobody else.
        </p>
      ) : (
        <ActionRows lines={actions} organisation={organisation} today={today} back={mePath()} />
      )}
    </Card>
  );
}

function TeamActions({ shown: { teamActions, organisation, today, teams } }: MeProps) {
  if (teamActions.length === 0) return null;
  const names = teams.map(({ name }) => name);
  return (
    <Card
      id="teams"
      title="Your teams’ actions"
      note={`${lateOf(teamActions)}of others in ${formatList(names, organisation.locale)}`}
    >
      <ActionRows
        lines={teamActions.slice(0, MOST)}
        organisation={organisation}
        today={today}
        back={mePath()}
      />
      {teamActions.length <= MOST ? null : (
        <Link href={actionsPath()}>All {teamActions.length} are in the list of actions</Link>
      )}
    </Card>
  );
}

function CheckIns({ shown: { checkIns, organisation } }: MeProps) {
  if (checkIns.length === 0) return null;
  return (
    <Card
      id="check-ins"
      title="Check-ins that are missing"
      note="a new bad signal, or a critical miss"
    >
      <ul className={lists['plain']}>
        {checkIns.map(({ item, team }) => (
          <li key={item.kpi.slug}>
            <StatusMark status={item.status} />{' '}
            <Link
              data-needs="review.record"
              href={checkInPath(item.kpi.slug, {
                period: item.period,
                team: team.slug,
                back: mePath(),
              })}
              data-step=""
            >
              <strong>{item.kpi.name}</strong>
            </Link>{' '}
            {valueText(item, organisation.locale)} · {team.name} answers
            <br />
            <small>
              <SentenceText sentence={item.sentence} />
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Stages({ shown: { stages, organisation } }: MeProps) {
  if (stages.length === 0) return null;
  return (
    <Card id="stages" title="Stages off target that your teams take part in">
      <ul className={lists['plain']}>
        {stages.map(({ slug, name, status, onTarget, due, teams }) => (
          <li key={slug}>
            <StatusMark status={status} /> <Link href={stagePath(slug)}>{name}</Link> {onTarget} of{' '}
            {due} on target
            <small>
              {' '}
              · with{' '}
              {formatList(
                teams.map((team) => team.name),
                organisation.locale,
              )}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Reviews({ shown: { reviews, organisation } }: MeProps) {
  if (reviews.length === 0) return null;
  return (
    <Card
      id="reviews"
      title="Reviews that name you"
      note={<Link href={reviewsPath()}>all reviews</Link>}
    >
      <ul className={lists['plain']}>
        {reviews.map(({ series, entry, as }) => (
          <li key={series.slug}>
            <Link href={reviewPath(entry.period.key, { series: series.slug })}>
              {series.name}: {periodName(entry.period, organisation.locale)}
            </Link>{' '}
            <strong>{entry.state}</strong>
            {as === 'chair' ? ' · you chair it' : ''}
            <small> · {formatInstant(entry.meetsAt, series.timeZone, organisation.locale)}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Embeds({ shown: { embeds } }: MeProps) {
  if (embeds === null || embeds === 0) return null;
  return (
    <p className={styles['lead']}>
      {counted(embeds, 'embed that you made is', 'embeds that you made are')} open to others.{' '}
      <Link href={embedsPath()}>See them</Link>.
    </p>
  );
}
