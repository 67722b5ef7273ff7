/** What the contrast's charts show, wherever they are drawn. */
import type { ChainChartProps } from '@/components/charts/chain';
import type { ContrastTrendProps } from '@/components/charts/contrast-trend';
import type { ContrastView } from '@/lib/domain/contrast-view';
import { plainText } from '@/lib/domain/sentence';
import { chainSentence } from '@/lib/domain/sentence-chain';
import { formatNumber } from '@/lib/format';
import { formatDifference, POINT_DECIMALS } from '@/lib/format-compare';

/** Two lines over time, with the newest shares and gap as the headline says them. */
export function drawnTrend(
  { contrast, trend, organisation, lead }: ContrastView,
  periodLabel: ContrastTrendProps['periodLabel'],
): Omit<ContrastTrendProps, 'size' | 'hover'> {
  const { locale } = organisation;
  const percent = (share: number) => `${formatNumber(100 * share, 1, locale)} %`;
  const { siloShare, stageShare, alignmentGapPoints } = contrast;
  const written =
    siloShare === null || stageShare === null
      ? null
      : formatDifference(100 * siloShare, 100 * stageShare, POINT_DECIMALS, locale);
  return {
    trend,
    name: plainText(lead),
    periodLabel,
    formatShare: percent,
    siloText: siloShare === null ? null : written === null ? percent(siloShare) : `${written.a} %`,
    stageText:
      stageShare === null ? null : written === null ? percent(stageShare) : `${written.b} %`,
    gapText:
      alignmentGapPoints === null || written === null ? null : `${written.difference} points`,
  };
}

/** Each stage's reliability, and the sentence about all of them together. */
export function drawnChain(shown: ContrastView): Omit<ChainChartProps, 'children'> & {
  readonly sentence: ReturnType<typeof chainSentence>;
} {
  const { contrast, organisation } = shown;
  const names = new Map(contrast.stages.map(({ slug, name }) => [slug, name]));
  const sentence = chainSentence(contrast.chain, (slug) => names.get(slug) ?? slug);
  return {
    stages: contrast.stages.map(({ slug, name, reliability }) => {
      const measuring = shown.stages.find((stage) => stage.slug === slug)?.reliabilityKpi;
      return {
        slug,
        name,
        reliability,
        ...(measuring == null ? {} : { status: measuring.status }),
      };
    }),
    chain: contrast.chain,
    name: plainText(sentence),
    formatShare: (share) => `${formatNumber(100 * share, 1, organisation.locale)} %`,
    sentence,
  };
}
