import type { TeamView } from '@/lib/domain/team-view';
import type { View } from '@/lib/paths';

/** What every part of the page is given. */
export interface TeamPartProps {
  readonly shown: TeamView;
  readonly view: View;
  readonly periodLabel: (period: string) => string;
}
