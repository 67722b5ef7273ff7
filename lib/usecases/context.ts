/** What every use case is given. Use cases are verbs; they open transactions and never call each other. */
import type { Db } from '../../db/client';

export interface Context {
  readonly db: Db;
  /** Who acts, for the audit log. */
  readonly actor: string;
  /** The clock; a function, because a long write is recorded when it commits. */
  readonly now: () => Date;
  /** The organisation's, where it was read already. */
  readonly timeZone?: string;
}
