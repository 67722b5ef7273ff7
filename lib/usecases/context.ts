/** What every use case is given. Use cases are verbs; they open transactions and never call each other. */
import type { Db } from '../../db/client';
import type { Version } from '../../db/queries/newest';
import { type Action, type Line, may, maySome } from '../domain/policy';
import { actorOf, type Principal } from '../domain/principal';
import { AppError } from '../errors';

export interface Context {
  readonly db: Db;
  /** Who acts, and what they may do. */
  readonly principal: Principal;
  /** The name of the principal, for the audit log. */
  readonly actor: string;
  /** The clock; a function, because a long write is recorded when it commits. */
  readonly now: () => Date;
  /** The version of the data, where it was asked for just now and need not be asked again. */
  readonly version?: Version;
  /** The organisation's, where it was read already. */
  readonly timeZone?: string;
  /** The version of the catalogue that is asked for, where it was read already. */
  readonly catalogVersion?: string;
  /** Slugs of the teams whose silo KPIs the principal may not see, where that was read already. */
  readonly withheld?: readonly string[];
}

export function contextOf(db: Db, principal: Principal, now: () => Date): Context {
  return { db, principal, actor: actorOf(principal), now };
}

/** For the command line and the server's own work. */
export const operator = (name: string): Principal => ({ kind: 'operator', name });

type Asking = Pick<Context, 'principal'>;

/**
 * Goes on only where the principal may do this, to what belongs to a team or, without one, to what
 * concerns all. Throws 401 where nobody is signed in, else 403 with what is missing.
 */
export function demand({ principal }: Asking, action: Action, line: Line | null = null): void {
  if (may(principal, action, line)) return;
  throw refusal(principal, action);
}

/** The same where some things may be done and others not, which is asked of each when it is known. */
export function demandSome({ principal }: Asking, action: Action): void {
  if (!maySome(principal, action)) throw refusal(principal, action);
}

/** The same for what is shown: what one may not see answers like what does not exist. */
export function demandSight({ principal }: Asking, action: Action, line: Line | null = null): void {
  if (may(principal, action, line)) return;
  if (isUnknown(principal)) throw signInNeeded();
  throw new AppError('unknown_address', 'There is nothing at this address.', { status: 404 });
}

/** The same for what is shown to whoever may do it to anything. */
export function demandSomeSight(context: Asking, action: Action): void {
  if (!maySome(context.principal, action)) demandSight(context, action);
}

function isUnknown({ kind }: Principal): boolean {
  return kind === 'nobody' || kind === 'visitor';
}

function signInNeeded(): AppError {
  return new AppError(
    'sign_in_needed',
    'You are not signed in, or not any more. Sign in and send it again: what you typed is still here.',
    { status: 401 },
  );
}

function refusal(principal: Principal, action: Action): AppError {
  if (isUnknown(principal)) return signInNeeded();
  const who = principal.kind === 'key' ? 'This key' : 'Your role';
  return new AppError(
    'not_allowed',
    `${who} does not include this (${action}). Whoever administers this installation can change that.`,
    { status: 403 },
  );
}
