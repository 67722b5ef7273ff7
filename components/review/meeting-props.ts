/** What every part of a meeting's page is given. */
import type { ReactNode } from 'react';
import type { ReviewView } from '@/lib/domain/review-view';
import type { MeetingActions } from './actions-given';

export interface MeetingProps {
  readonly shown: ReviewView;
  /** Whoever leads shows items to all. */
  readonly leads: boolean;
  /** Looks at an item on one's own. */
  readonly apart: boolean;
  readonly actions: MeetingActions;
  /** The form that saves an action that was typed; null where none was. */
  readonly saving: ReactNode;
}
