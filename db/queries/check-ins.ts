/** What teams said of their KPIs, period by period. */
import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { Catalog } from '../../lib/domain/catalog';
import type { CheckIn } from '../../lib/domain/review-record';
import type { Db } from '../client';
import { grainCode, grainOf } from '../codecs';

export interface CheckInsWanted {
  readonly catalog: Pick<Catalog, 'teams' | 'kpis'>;
  /** Periods that begin from this day to that, both included. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export async function listCheckIns(
  db: Db,
  { catalog, from, to }: CheckInsWanted,
): Promise<readonly CheckIn[]> {
  const rows = await db
    .selectFrom('check_in')
    .selectAll()
    .where('period_start', '>=', from)
    .where('period_start', '<=', to)
    .orderBy('period_start')
    .orderBy('id')
    .execute();
  const slugs = (items: readonly { readonly id: number; readonly slug: string }[]) =>
    new Map(items.map(({ id, slug }) => [id, slug]));
  const [teams, kpis] = [slugs(catalog.teams), slugs(catalog.kpis)];
  return rows.flatMap((row): CheckIn[] => {
    const team = teams.get(row.team_id);
    const kpi = kpis.get(row.kpi_id);
    if (team === undefined || kpi === undefined) return [];
    return [
      {
        id: row.id,
        kpi,
        team,
        grain: grainOf(row.grain),
        start: row.period_start as CalendarDate,
        happened: row.happened,
        why: row.why,
        next: row.next,
        backBy: row.back_by as CalendarDate | null,
        at: row.at,
        by: row.actor,
        version: row.version,
      },
    ];
  });
}

export interface CheckInValues {
  readonly kpiId: number;
  readonly teamId: number;
  readonly grain: Grain;
  readonly start: string;
  readonly happened: string;
  readonly why: string;
  readonly next: string;
  readonly backBy: string | null;
  readonly at: string;
  readonly actor: string;
  /** The one that was seen; 0 where there was none. */
  readonly version: number;
}

/** Whether it was the version that was seen; a check-in that nobody saw is not written over. */
export async function upsertCheckIn(tx: Db, values: CheckInValues): Promise<boolean> {
  const said = {
    happened: values.happened,
    why: values.why,
    next: values.next,
    back_by: values.backBy,
    at: values.at,
    actor: values.actor,
    version: values.version + 1,
  };
  const written = await tx
    .insertInto('check_in')
    .values({
      kpi_id: values.kpiId,
      team_id: values.teamId,
      grain: grainCode(values.grain),
      period_start: values.start,
      ...said,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['kpi_id', 'team_id', 'grain', 'period_start'])
        .doUpdateSet(said)
        .where('check_in.version', '=', values.version),
    )
    .returning('id')
    .execute();
  return written.length > 0;
}
