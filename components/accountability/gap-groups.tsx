/** Gaps as a work list: what is missing, whom to ask, what cures it. */
import { Link } from '@/components/ui/link';
import type { Ask, GapGroup, GapItem, GapKind, GapThing } from '@/lib/domain/gap-work';
import { formatList } from '@/lib/format';
import { kpiPath, momentsPath, stagePath, teamPath, type View } from '@/lib/paths';
import styles from './gap-groups.module.css';

export interface GapGroupsProps {
  readonly groups: readonly GapGroup[];
  readonly view: View;
  readonly locale: string;
  /** Slug of the team that the page is about, which need not be said in every line. */
  readonly within?: string;
  /** The kind that is listed whole; null for none. */
  readonly open?: GapKind | null;
  /** Where a kind is listed whole. */
  readonly hrefOf: (gap: GapKind) => string;
}

/** On a team's own page the gap is named by where it is. */
const OWN_STAGES = 'Stages in which it measures nothing of its own';

/** So many of a kind are listed, unless it is wanted whole. */
const MOST_LISTED = 10;

/** More to ask than these are counted. */
const MOST_ASKED = 3;

export function GapGroups({ groups, open = null, hrefOf, ...rest }: GapGroupsProps) {
  return groups.map(({ kind, title, cure, items }) => (
    <section key={kind} className={styles['group']} aria-labelledby={`gap-${kind}`}>
      <h3 id={`gap-${kind}`}>
        {kind === 'team_measures_nothing' && items.every(({ thing }) => thing.slug === rest.within)
          ? OWN_STAGES
          : title}
        : {items.length}
      </h3>
      <p className={styles['cure']}>{cure}</p>
      <ul>
        {(open === kind ? items : items.slice(0, MOST_LISTED)).map((item) => (
          <Item key={`${item.thing.slug} ${item.stage?.slug}`} item={item} {...rest} />
        ))}
        {open === kind || items.length <= MOST_LISTED ? null : (
          <li>
            <Link href={`${hrefOf(kind)}#gap-${kind}`}>and {items.length - MOST_LISTED} more</Link>
          </li>
        )}
      </ul>
    </section>
  ));
}

function Item({
  item,
  view,
  locale,
  within,
}: Pick<GapGroupsProps, 'view' | 'locale' | 'within'> & { readonly item: GapItem }) {
  const { thing, stage, count, team, ask } = item;
  // On a team's own page its gap is where, not who.
  const isOwn = thing.type === 'team' && within === thing.slug && stage !== null;
  const shown: GapThing = isOwn ? { type: 'stage', ...stage } : thing;
  return (
    <li>
      <Link href={pathOf(shown, stage?.slug, view)} data-step="">
        {shown.name}
      </Link>
      {isOwn || stage === null ? null : (
        <>
          {' '}
          in <Link href={stagePath(stage.slug, view)}>{stage.name}</Link>
        </>
      )}
      {count === null ? null : ` · ${count} prioritised`}
      {within !== undefined && within === team ? null : <small>ask {asked(ask, locale)}</small>}
    </li>
  );
}

function asked(ask: readonly Ask[], locale: string): string {
  if (ask.length === 0) return 'whoever defines the journey: no team takes part here';
  const named = ask
    .slice(0, MOST_ASKED)
    .map(({ name, role }) =>
      name === null ? `whoever ${role} (nobody is named)` : `${name}, who ${role}`,
    );
  const others = ask.length - named.length;
  return formatList(others === 0 ? named : [...named, `${others} more`], locale);
}

function pathOf({ type, slug }: GapThing, stage: string | undefined, view: View): string {
  switch (type) {
    case 'kpi':
      return kpiPath(slug, view);
    case 'stage':
      return stagePath(slug, view);
    case 'team':
      return teamPath(slug, view);
    case 'moment':
      return momentsPath(view, { stage });
    case 'journey':
      return momentsPath({ ...view, journey: slug });
  }
}
