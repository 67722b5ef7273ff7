/** What the page of accountability says before it shows the map. */
import type { Sentence } from './sentence';
import { counted } from './wording';

export interface AccountabilityFinding {
  /** KPIs in the map, each once. */
  readonly kpis: number;
  /** Teams that answer for any of them. */
  readonly answering: number;
  /** KPIs among them that no other team shares. */
  readonly unshared: number;
  readonly gaps: number;
  /** The team that the map is narrowed to, and how many of the KPIs it answers for; else null. */
  readonly team: { readonly name: string; readonly answers: number } | null;
  /** The map is narrowed to a team, stage or lens. */
  readonly isFiltered: boolean;
}

/**
 * How many KPIs there are and how many teams answer for them, how many nobody shares, and how many gaps
 * are left. Counts are digits.
 *
 * @example
 * plainText(accountabilityHeadline({ kpis: 47, answering: 8, unshared: 20, gaps: 12, team: null, … }))
 * // '8 teams answer for 47 KPIs; 27 of them are shared. 12 gaps are left to close.'
 */
export function accountabilityHeadline(finding: AccountabilityFinding): Sentence {
  const { kpis, answering, unshared, gaps, team, isFiltered } = finding;
  const here = isFiltered ? ' here' : '';
  const left =
    gaps === 0
      ? { text: `No gap is left to close${here}.`, tone: 'good' as const }
      : {
          text: `${counted(gaps, 'gap is', 'gaps are')} left to close${here}.`,
          tone: 'bad' as const,
        };
  if (kpis === 0) {
    return [
      {
        text: isFiltered ? 'No KPI is left by this filter. ' : 'No KPI is defined yet. ',
        tone: 'strong',
      },
      left,
    ];
  }
  return [
    {
      text:
        team === null
          ? `${mapped(kpis, answering)}; ${shared(kpis, kpis - unshared)}. `
          : `${ofTeam(team, kpis)}. `,
      tone: 'strong',
    },
    left,
  ];
}

function ofTeam(
  { name, answers }: { readonly name: string; readonly answers: number },
  kpis: number,
): string {
  const shares = kpis - answers;
  if (answers === 0) return `${name} answers for no KPI and shares ${shares}`;
  return `${name} answers for ${counted(answers, 'KPI', 'KPIs')} and shares ${shares === 0 ? 'none' : shares}`;
}

function mapped(kpis: number, teams: number): string {
  return `${counted(teams, 'team answers', 'teams answer')} for ${counted(kpis, 'KPI', 'KPIs')}`;
}

function shared(kpis: number, count: number): string {
  if (kpis === 1) return count === 1 ? 'it is shared' : 'nobody shares it';
  if (count === 0) return 'none of them is shared';
  if (count === kpis) return kpis === 2 ? 'both are shared' : 'all of them are shared';
  return `${count} of them ${count === 1 ? 'is' : 'are'} shared`;
}
