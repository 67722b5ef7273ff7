/** A whole journey: who reports green where customers see red, over time, and what one customer lives through. */
import { ChainDots, ChainRangeBar } from '@/components/charts/chain';
import { TrendDrawing } from '@/components/charts/contrast-trend';
import { drawnChain, drawnTrend } from '@/components/contrast/drawn';
import { chainGeometry, chainRange } from '@/lib/chart/chain';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { ContrastView } from '@/lib/domain/contrast-view';
import type { EmbedSize } from '@/lib/domain/embed';
import { withheldMark } from '@/lib/domain/scorecard';
import { plainText } from '@/lib/domain/sentence';
import { counted } from '@/lib/domain/wording';
import { periodName } from '@/lib/format-period';
import { shortName } from '@/lib/words';
import { type Body, type Face, INNER, renditionOf, stopped } from './face';
import { matrixBody } from './matrix';

export function journeyFace(
  shown: ContrastView,
  kind: 'matrix' | 'trend' | 'chain',
  span: number | null,
): Face {
  const { organisation, frame, contrast } = shown;
  const segment = shown.dimensions
    .flatMap(({ segments }) => segments)
    .find(({ slug }) => slug === shown.segment);
  const common = {
    organisation,
    of: [shown.journey.name, periodName(frame.period, organisation.locale), segment?.name]
      .filter((part) => part !== undefined)
      .join(' · '),
    status: null,
    asOf: frame.now,
    pinned: frame.asOf !== null,
    freshness: missingText(shown),
  };
  if (kind === 'chain') return { ...common, ...chainParts(shown) };
  const parts = {
    ...common,
    ...gapFigure(shown),
    finding: stopped(plainText(kind === 'trend' ? shown.lead : shown.headline)),
  };
  if (kind === 'trend') {
    return {
      ...parts,
      title: 'What teams report, what customers get',
      draw: (size) => trend(shown, size, span),
      data: { journey: shown.journey.slug, period: frame.period.key, trend: shown.trend },
    };
  }
  const { teams, cells, siloShare, stageShare, alignmentGapPoints } = contrast;
  return {
    ...parts,
    title: 'Who reports green where customers see red',
    draw: (size) => matrixBody(shown, size),
    data: {
      journey: shown.journey.slug,
      period: frame.period.key,
      siloShare,
      stageShare,
      alignmentGapPoints,
      ...(contrast.siloWithheld || contrast.stagesWithheld ? { withheld: true } : {}),
      teams: teams.map(({ slug, name, silo, sharedScore, gapPoints }) => ({
        ...{ slug, name, share: silo.share, status: silo.status, sharedScore, gapPoints },
        ...withheldMark(silo.status),
      })),
      stages: contrast.stages.map(({ slug, name, experience }) => ({
        ...{ slug, name, share: experience.share, status: experience.status },
      })),
      cells: cells.map(({ team, stage, basis, status, share, watermelon }) => ({
        ...{ team, stage, basis, status, share, watermelon },
        ...withheldMark(status),
      })),
    },
  };
}

function gapFigure(shown: ContrastView): Pick<Face, 'figure' | 'aside'> {
  const { gapText, siloText, stageText } = drawnTrend(shown, String);
  return {
    figure: gapText,
    aside:
      siloText === null || stageText === null
        ? null
        : `the gap between what teams report, ${siloText}, and what customers get, ${stageText}`,
  };
}

function trend(shown: ContrastView, size: EmbedSize, span: number | null): Body | null {
  if (size === 'small') return null;
  const rendition = renditionOf(size);
  const drawn = drawnTrend(shown, (period) =>
    shortName(
      period as PeriodKey,
      shown.organisation.locale,
      shown.organisation,
      shown.frame.period,
    ),
  );
  const { trend: points } = drawn;
  return {
    width: rendition.width,
    height: rendition.height,
    node: (
      <TrendDrawing
        {...drawn}
        trend={points.slice(-(span ?? points.length))}
        name={null}
        rendition={rendition}
      />
    ),
  };
}

function chainParts(shown: ContrastView): Omit<Face, keyof CommonParts> {
  const drawn = drawnChain(shown);
  const { chain } = drawn;
  return {
    title: `One customer through ${chain.stages === 1 ? 'the stage' : `all ${chain.stages} stages`}`,
    figure: chain.independent === null ? null : drawn.formatShare(chain.independent),
    aside:
      chain.independent === null ? null : 'get through all of it, if stages fail independently',
    finding: stopped(drawn.name ?? ''),
    draw: (size) => chainBody(shown, size),
    data: {
      journey: shown.journey.slug,
      period: shown.frame.period.key,
      ...chain,
      reliability: shown.contrast.stages.map(({ slug, name, reliability }) => ({
        ...{ slug, name, reliability },
      })),
    },
  };
}

type CommonParts = Pick<Face, 'organisation' | 'of' | 'status' | 'asOf' | 'pinned' | 'freshness'>;

/** Dots and range below each other, or side by side where there is room. */
function chainBody(shown: ContrastView, size: EmbedSize): Body | null {
  if (size === 'small') return null;
  const { stages, chain, formatShare } = drawnChain(shown);
  const dots = chainGeometry(stages, formatShare, 'not measured');
  const range = chainRange(chain, formatShare, { atLeast: '', independent: '', atMost: '' });
  const beside = size !== 'narrow';
  const scale = (beside ? (INNER.broad - 28) / 2 : INNER.narrow) / dots.width;
  const [width, tall] = [dots.width * scale, dots.height * scale];
  const rangeTall = range === null ? 0 : (range.height + 6) * scale;
  const at = beside ? { x: width + 28, y: (tall - rangeTall) / 2 } : { x: 0, y: tall + 14 };
  return {
    width: beside ? 2 * width + 28 : width,
    height: beside ? tall : at.y + rangeTall,
    node: (
      <>
        <svg width={width} height={tall} aria-hidden="true">
          <ChainDots stages={stages} name={null} formatShare={formatShare} />
        </svg>
        <svg x={at.x} y={at.y} width={width} height={rangeTall} aria-hidden="true">
          <ChainRangeBar chain={chain} name={null} formatShare={formatShare} />
        </svg>
      </>
    ),
  };
}

/** Figures that are due and not in. */
function missingText({ figures }: ContrastView): string | null {
  const missing = figures.of - figures.in;
  return missing <= 0 ? null : `${missing} of ${counted(figures.of, 'figure', 'figures')} missing`;
}
