/** Whether somebody may show something to others: asked when an embed is made, and of its maker ever after. */
import type { CalendarDate } from './calendar';
import type { Catalog } from './catalog';
import type { EmbedSubject } from './embed';
import { type Line, lineOf, may } from './policy';
import type { Principal } from './principal';
import { accountableOn } from './target';

/**
 * An embed shows what its maker may see, to people whom nobody asks who they are: so the maker has to be
 * allowed both, now. A team lead may show what their teams answer for, and no more than that.
 *
 * @example mayEmbed({ kind: 'visitor' }, subject, catalog, '2026-11-22') // false
 */
export function mayEmbed(
  principal: Principal,
  subject: Pick<EmbedSubject, 'kpi' | 'team'>,
  catalog: Pick<Catalog, 'kpis' | 'teams'>,
  today: CalendarDate,
): boolean {
  return (
    may(principal, 'read') && may(principal, 'embed.make', lineOfSubject(subject, catalog, today))
  );
}

/** The team that a KPI or a team's scorecard belongs to; null of what concerns all. */
function lineOfSubject(
  { kpi, team }: Pick<EmbedSubject, 'kpi' | 'team'>,
  { kpis, teams }: Pick<Catalog, 'kpis' | 'teams'>,
  today: CalendarDate,
): Line | null {
  if (team !== null) return lineOf(teams, team);
  const found = kpis.find(({ slug }) => slug === kpi);
  return found === undefined ? null : lineOf(teams, accountableOn(found, today));
}
