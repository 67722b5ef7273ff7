/** The first hour: what is done and what is next, told from what is there. Nothing of it is stored. */
import type { Catalog } from './catalog';
import { counted } from './wording';

export const FIRST_STEPS = [
  'organisation',
  'journey',
  'teams',
  'kpis',
  'figures',
  'contrast',
] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

export interface StepState {
  readonly step: FirstStep;
  readonly done: boolean;
  /** What is there, or what is missing, in a few words. */
  readonly found: string;
}

export interface FirstHour {
  readonly steps: readonly StepState[];
  /** The first step that is not done; null when all are. */
  readonly next: FirstStep | null;
}

/** What an organisation is called before anybody names it. */
const UNNAMED = 'Your organisation';

/**
 * How far an installation has come. A contrast needs a KPI of a team's own work and one of what the
 * customer gets, both in a stage: with one of the two alone there is nothing to set against the other.
 * The contrast is drawn as soon as there are figures, so the last step is never done before them.
 *
 * @example firstHour({ …, teams: [], kpis: [] }, false).next // 'organisation'
 */
export function firstHour(
  { organisation, journeys, stages, teams, kpis }: Catalog,
  hasFigures: boolean,
): FirstHour {
  const live = <T extends { readonly retired: boolean }>(items: readonly T[]) =>
    items.filter((item) => !item.retired);
  const liveStages = new Set(live(stages).map(({ slug }) => slug));
  const mapped = live(kpis).filter((kpi) => kpi.stages.some(({ stage }) => liveStages.has(stage)));
  const silo = mapped.filter(({ lens }) => lens !== 'experience').length;
  const experience = mapped.filter(({ lens }) => lens !== 'silo').length;
  const measured = silo > 0 && experience > 0;
  const walked = live(journeys).length > 0 && liveStages.size > 0;
  const named = organisation.name !== UNNAMED;
  const done: Readonly<Record<FirstStep, boolean>> = {
    organisation: named,
    journey: walked,
    teams: live(teams).length > 0,
    kpis: measured,
    figures: hasFigures,
    contrast: hasFigures && measured && walked,
  };
  const found: Readonly<Record<FirstStep, string>> = {
    organisation: named ? organisation.name : 'not named yet',
    journey: walked
      ? `${counted(live(journeys).length, 'journey', 'journeys')}, ${counted(liveStages.size, 'stage', 'stages')}`
      : 'none yet',
    teams: live(teams).length === 0 ? 'none yet' : counted(live(teams).length, 'team', 'teams'),
    kpis: kpisFound(live(kpis).length, silo, experience),
    figures: hasFigures ? 'there are some' : 'none yet',
    contrast: done.contrast ? 'there it is' : 'after the first figures',
  };
  const steps = FIRST_STEPS.map((step) => ({ step, done: done[step], found: found[step] }));
  return { steps, next: steps.find((each) => !each.done)?.step ?? null };
}

function kpisFound(all: number, silo: number, experience: number): string {
  const count = counted(all, 'KPI', 'KPIs');
  if (all === 0) return 'none yet';
  if (silo === 0) return `${count}; one of a team’s own work in a stage is missing`;
  if (experience === 0) return `${count}; one of what the customer gets in a stage is missing`;
  return count;
}
