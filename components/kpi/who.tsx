/** Who answers for a KPI and who shares it, each team with its person; the reader's own stands out. */
import { Link } from '@/components/ui/link';
import type { TeamRef } from '@/lib/domain/contrast-view';
import { teamPath, type View } from '@/lib/paths';
import styles from './who.module.css';

export interface WhoProps {
  readonly answers: TeamRef;
  readonly shares: readonly TeamRef[];
  /** Makes each team a link to its page. */
  readonly view?: View;
  /** Slug of the team that the page is about. */
  readonly mine?: string;
}

export function Who({ answers, shares, ...rest }: WhoProps) {
  return (
    <span className={styles['who']}>
      <Team team={answers} {...rest} /> <strong>answers</strong>
      {shares.length === 0 ? null : ' · '}
      {shares.map((team, index) => (
        <span key={team.slug}>
          {index === 0 ? '' : index === shares.length - 1 ? ' and ' : ', '}
          <Team team={team} {...rest} />
        </span>
      ))}
      {shares.length === 0 ? null : <strong>{shares.length === 1 ? ' shares' : ' share'}</strong>}
    </span>
  );
}

function Team({ team, view, mine }: Pick<WhoProps, 'view' | 'mine'> & { readonly team: TeamRef }) {
  const name =
    view === undefined ? team.name : <Link href={teamPath(team.slug, view)}>{team.name}</Link>;
  const lead = team.lead === null ? '' : ` (${team.lead})`;
  return team.slug === mine ? (
    <b>
      {name}
      {lead}
    </b>
  ) : (
    <>
      {name}
      {lead}
    </>
  );
}
