/** One period's figure of a KPI, before it is broken down. */
import { type Measures, NO_MEASURES } from '../../lib/domain/observation';
import type { Random } from './random';
import type { DemoKpi, Figures } from './spec';

/** From week to week, how many customers there are moves by this share. */
const VOLUME_SD = 0.04;
/** Weeks differ a little more than counting alone would make them. */
const OVERDISPERSION = 1.03;

/** The figure so many periods back; `told` replaces level and noise. */
export function figureOf(
  kpi: DemoKpi,
  periodsBack: number,
  random: Random,
  told: number | undefined = kpi.story[periodsBack],
): Measures {
  const { figures } = kpi;
  const volume = 1 + VOLUME_SD * random.normal();
  if (figures.shape === 'nps') return npsFigure(figures, Math.round(figures.n * volume), random);
  const z = random.normal();
  const level = kpi.shifts.findLast((shift) => periodsBack <= shift.from)?.level ?? figures.level;
  const value = told ?? level + sdOf(figures) * z;
  switch (figures.shape) {
    case 'counts': {
      const denominator = figures.constant ? figures.of : Math.round(figures.of * volume);
      const numerator = Math.round((denominator * value) / 100);
      return {
        ...NO_MEASURES,
        numerator: Math.min(denominator, Math.max(0, numerator)),
        denominator,
      };
    }
    case 'rate': {
      const denominator = Math.round(figures.per * volume);
      const scale = kpi.unit === '%' ? 100 : 1;
      return { ...NO_MEASURES, numerator: round((denominator * value) / scale, 2), denominator };
    }
    case 'mean':
      return {
        ...NO_MEASURES,
        value: round(value, 2),
        n: Math.round(figures.n * volume),
        sd: figures.spread,
      };
    case 'sum':
    case 'last':
      return { ...NO_MEASURES, value: round(value, kpi.decimals) };
  }
}

function sdOf(figures: Exclude<Figures, { readonly shape: 'nps' }>): number {
  if (figures.shape !== 'counts') return figures.sd;
  return (
    figures.sd ?? OVERDISPERSION * Math.sqrt((figures.level * (100 - figures.level)) / figures.of)
  );
}

/** Detractors are drawn among those who are no promoters, so that answers are multinomial. */
function npsFigure(
  { promoters: p, detractors: d }: Extract<Figures, { readonly shape: 'nps' }>,
  n: number,
  random: Random,
): Measures {
  const drawn = (of: number, share: number) =>
    Math.round(of * share + Math.sqrt(of * share * (1 - share)) * random.normal());
  const promoters = drawn(n, p);
  const detractors = drawn(n - promoters, d / (1 - p));
  return { ...NO_MEASURES, promoters, detractors, passives: n - promoters - detractors };
}

export function round(value: number, decimals: number): number {
  const unit = 10 ** decimals;
  return Math.round(value * unit) / unit;
}
