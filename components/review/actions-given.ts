/** What the page of a meeting can have done; the route binds each to its review. */
import type { EntryAction } from './entry';

export interface MeetingActions {
  readonly show: (item: number) => Promise<void>;
  readonly mark: (item: number, state: 'open' | 'done' | 'parked' | 'skipped') => Promise<void>;
  readonly move: (item: number, by: 'up' | 'down') => Promise<void>;
  readonly saveNote: (item: number, form: FormData) => Promise<void>;
  readonly keepNote: (
    item: number,
    base: string,
    text: string,
  ) => Promise<{ readonly note: string } | { readonly problem: string }>;
  readonly add: EntryAction;
  readonly ask: (item: number, ...rest: Parameters<EntryAction>) => ReturnType<EntryAction>;
  readonly decide: (item: number, ...rest: Parameters<EntryAction>) => ReturnType<EntryAction>;
  readonly present: EntryAction;
  readonly close: EntryAction;
}
