/** What can be embedded, in plain words. */
import type { EmbedKind, EmbedSize, EmbedTheme } from '@/lib/domain/embed';

export const KIND_WORDS: Readonly<Record<EmbedKind, string>> = {
  'kpi-chart': 'a KPI over time',
  'kpi-tile': 'a KPI as a tile',
  stage: 'the scorecard of a stage',
  team: 'the scorecard of a team',
  matrix: 'teams by stages',
  trend: 'teams report, customers get: over time',
  chain: 'one customer through all stages',
};

export const THEME_WORDS: Readonly<Record<EmbedTheme, string>> = {
  viewer: 'as the viewer prefers',
  light: 'light',
  dark: 'dark',
};

export const SIZE_WORDS: Readonly<Record<EmbedSize, string>> = {
  small: 'small, 232 pixels wide',
  narrow: 'narrow, 320 pixels wide',
  broad: 'broad, 652 pixels wide',
  wide: 'wide, 932 pixels wide',
};
