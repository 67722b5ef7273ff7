/** How a pull ends when it does not go well, and when the source is due again. */
import { endRun, listLost, noteOutcome } from '../../../db/queries/source-runs';
import { findSource } from '../../../db/queries/sources';
import type { Organisation } from '../../domain/catalog';
import { backOffMinutes, type PullWindow } from '../../domain/source-time';
import type { SourceRecord } from '../../domain/source-view';
import { isAppError } from '../../errors';
import { nextRun } from '../../schedule';
import { type Context, demand } from '../context';

const MINUTE_MS = 60_000;

/** A pull that goes on. */
export interface Begun {
  readonly run: number;
  readonly begunAt: string;
  readonly source: SourceRecord;
  readonly organisation: Organisation;
  readonly window: PullWindow;
}

/** The next time by the schedule; null without one. */
export function planned(
  { settings: { schedule } }: Pick<SourceRecord, 'settings'>,
  { timeZone }: Pick<Organisation, 'timeZone'>,
  after: Date,
): string | null {
  return schedule === null ? null : nextRun(schedule, timeZone, after).toISOString();
}

/**
 * Ends the runs that gave no sign of life since a moment: their process is gone, and nothing of them was
 * written. The source is due again, at once the first time.
 */
export async function endLost(context: Context, seenBefore: Date): Promise<number> {
  demand(context, 'source.manage');
  const lost = await listLost(context.db, seenBefore.toISOString());
  for (const { run, slug } of lost) {
    await context.db.transaction().execute(async (tx) => {
      const source = await findSource(tx, slug);
      const present = context.now();
      const problem =
        'The process that pulled it ended before it was done. Nothing of it was taken; it is pulled again.';
      const end = {
        at: present.toISOString(),
        outcome: 'lost',
        rows: 0,
        importId: null,
        problem,
      } as const;
      if (source === null || !(await endRun(tx, run, end))) return;
      const isFirst = source.failures === 0;
      const pause = isFirst ? 0 : backOffMinutes(source.failures);
      await noteOutcome(tx, source.id, {
        nextRunAt: new Date(present.getTime() + pause * MINUTE_MS).toISOString(),
        failures: source.failures + 1,
        failingSince: source.failingSince ?? source.lastRun?.startedAt ?? end.at,
        answered: isFirst ? null : end.at,
      });
    });
  }
  return lost.length;
}

export async function noteFailure(
  { db, now }: Context,
  { run, begunAt, source }: Begun,
  rows: number,
  error: unknown,
): Promise<void> {
  const problem = isAppError(error)
    ? error.message
    : 'Something went wrong on our side, and nothing was taken. The log of the server has it.';
  await db.transaction().execute(async (tx) => {
    const present = now();
    const at = present.toISOString();
    const end = { at, outcome: 'failed', rows, importId: null, problem } as const;
    if (!(await endRun(tx, run, end))) return;
    const failures = source.failures + 1;
    const again = new Date(present.getTime() + backOffMinutes(failures) * MINUTE_MS);
    await noteOutcome(tx, source.id, {
      nextRunAt: source.settings.schedule === null ? null : again.toISOString(),
      failures,
      failingSince: source.failingSince ?? at,
      answered: begunAt,
    });
  });
}

/** Asked to stop: it is due again at once, for whoever works next. */
export async function noteStop(
  { db, now }: Context,
  { run, source }: Begun,
  rows: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const at = now().toISOString();
    const problem =
      'The server was stopped meanwhile. Nothing of it was taken; it is pulled again.';
    const end = { at, outcome: 'stopped', rows, importId: null, problem } as const;
    if (!(await endRun(tx, run, end))) return;
    const { failures, failingSince } = source;
    await noteOutcome(tx, source.id, { nextRunAt: at, failures, failingSince, answered: null });
  });
}
