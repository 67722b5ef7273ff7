/** The scorecard of a stage, and that of a team beside the stages that it takes part in. */
import { statusName } from '@/components/charts/status-mark';
import { targetText } from '@/components/kpi/target-text';
import { valueText } from '@/components/kpi/value-text';
import type {
  BoardItem,
  ContrastView,
  PeriodFrame,
  ShownOrganisation,
} from '@/lib/domain/contrast-view';
import { cardAnswer, countsAnswer, type Scorecard } from '@/lib/domain/scorecard';
import { plainText } from '@/lib/domain/sentence';
import type { StageView } from '@/lib/domain/stage-view';
import type { TeamView } from '@/lib/domain/team-view';
import { counted } from '@/lib/domain/wording';
import { formatShare, formatShareGap } from '@/lib/format-compare';
import { periodName } from '@/lib/format-period';
import { type Face, stopped } from './face';
import { type Line, rowsBody } from './rows';

export function stageFace(shown: StageView): Face {
  const { stage, scorecard, organisation } = shown;
  const kpis = shown.groups.flatMap((group) => [...group.shown, ...group.steady]);
  return {
    ...common(shown, shown.journey.name),
    title: stage.promise === null ? stage.name : `${stage.name}: ${stage.promise}`,
    status: scorecard.status,
    figure: shareText(scorecard.share, organisation),
    aside: `${statusName(scorecard.status)} · ${ofDue(scorecard)}`,
    finding: stopped(plainText(shown.finding)),
    draw: (size) =>
      rowsBody(
        kpis.map((kpi) => kpiLine(kpi, organisation)),
        size,
        'KPIs',
      ),
    data: {
      stage: stage.slug,
      ...cardOf(scorecard),
      criticalMisses: scorecard.criticalMisses,
      kpis: kpis.map(({ kpi, status, value, target }) => ({
        ...{ kpi: kpi.slug, name: kpi.name, status, value, target },
      })),
    },
  };
}

export function teamFace(shown: TeamView): Face {
  const { team, silo, sharedScore, gapPoints, organisation } = shown;
  const { locale, thresholds } = organisation;
  const written =
    gapPoints === null || silo.share === null || sharedScore === null
      ? null
      : formatShareGap(silo.share, sharedScore, locale, [thresholds.onTarget, thresholds.atRisk]);
  return {
    ...common(shown, shown.journey?.name ?? null),
    title: team.lead === null ? team.name : `${team.name} · ${team.lead}`,
    status: silo.status,
    figure: written?.a === undefined ? shareText(silo.share, organisation) : `${written.a} %`,
    aside: [
      `${statusName(silo.status)} by its own scorecard · ${ofDue(silo)}`,
      ...(written === null
        ? []
        : [`customers in its stages ${written.b} % · gap ${written.difference} points`]),
    ].join(' · '),
    finding: stopped(plainText(shown.headline)),
    draw: (size) =>
      rowsBody(
        shown.stages.map((stage) => stageLine(stage, organisation)),
        size,
        'stages',
      ),
    data: {
      team: team.slug,
      ...cardOf(silo),
      sharedScore,
      gapPoints,
      stages: shown.stages.map(({ slug, name, experience, cell }) => ({
        ...{ slug, name, experience: cardOf(experience), own: countsAnswer(cell) },
      })),
    },
  };
}

interface Shown {
  readonly organisation: ShownOrganisation;
  readonly frame: PeriodFrame;
  readonly segment: string;
  readonly dimensions: ContrastView['dimensions'];
  readonly figures: ContrastView['figures'];
}

function common(
  { organisation, frame, segment, dimensions, figures }: Shown,
  journey: string | null,
) {
  const group = dimensions.flatMap(({ segments }) => segments).find(({ slug }) => slug === segment);
  const missing = figures.of - figures.in;
  return {
    organisation,
    of: [journey, periodName(frame.period, organisation.locale), group?.name]
      .filter((part) => part != null)
      .join(' · '),
    asOf: frame.now,
    pinned: frame.asOf !== null,
    freshness:
      missing <= 0 ? null : `${missing} of ${counted(figures.of, 'figure', 'figures')} missing`,
  };
}

function kpiLine(item: BoardItem, organisation: ShownOrganisation): Line {
  const { kpi, status, value, unit, decimals, direction, target } = item;
  const { locale } = organisation;
  const bound = targetText(target, direction, decimals, locale);
  return {
    key: kpi.slug,
    status,
    name: kpi.name,
    figure:
      value === null
        ? statusName(status)
        : valueText({ unit, decimals, direction }, value, target, locale),
    note: bound === null ? '' : `target ${bound}`,
  };
}

function stageLine(
  { slug, name, experience, cell }: TeamView['stages'][number],
  organisation: ShownOrganisation,
): Line {
  const { status, basis, watermelon } = cell;
  return {
    key: slug,
    status,
    basis,
    watermelon,
    name,
    figure: statusName(status, 'own', watermelon),
    note: `for customers ${shareText(experience.share, organisation) ?? statusName(experience.status)}`,
  };
}

function shareText(share: number | null, { locale, thresholds }: ShownOrganisation): string | null {
  return share === null
    ? null
    : formatShare(share, locale, [thresholds.onTarget, thresholds.atRisk]);
}

const ofDue = ({ status, onTarget, due }: Pick<Scorecard, 'status' | 'onTarget' | 'due'>) =>
  status === 'withheld'
    ? 'its silo figures are for the team and executives'
    : due === 0
      ? 'no KPI due'
      : `${onTarget} of ${counted(due, 'due KPI', 'due KPIs')} on target`;

const cardOf = ({ share, coverage, status, onTarget, judged, due }: Scorecard) =>
  cardAnswer({ share, coverage, status, onTarget, judged, due });
