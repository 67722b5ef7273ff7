/** Writes figures: staged, compared with what is in force, and appended, so many at a time. */
import { sql } from 'kysely';

import type { Db } from '../client';
import { grainCode } from '../codecs';
import { appendNotes, openNotes, SAME_NOTE, stageNotes } from './figure-notes';
import { areNew, FigureCopier, isPlain } from './fresh-figures';
import { rollUpWritten, type Written } from './rollup-new';
import { type Fragment, tune } from './rollup-sql';
import { emptyStaging, openStaging, type StagedFigure, stageFigures } from './staging';

export interface WriteOutcome {
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
}

export interface ImportHead {
  readonly origin: string;
  readonly name: string | null;
  readonly actor: string;
  /** What the file is, and its first line as it stands there; null where there is no file. */
  readonly format: string | null;
  readonly header: string | null;
  /** The import that this one takes back. */
  readonly undoes?: number;
}

/** What becomes of a figure or target; a row has the highest of its own. */
const UNCHANGED = sql.raw('0');
const ACCEPTED = sql.raw('1');
const SUPERSEDED = sql.raw('2');

/** Of what is compared, what later steps look at: notes, and warnings (`import-warnings.ts`). */
const NOTICED = sql.raw(
  `kpi_id, grain, period_start, segment_id, place_id, row_no, value, numerator, denominator,
    promoters, passives, detractors, figure_revision, noted, replaced, zero_target`,
);

/** Any constant that differs from the migrations' one: writers of figures take turns. */
const WRITE_LOCK = 7_203_211_448;

/**
 * Waits for other writers, and gives the time of recording: the present, or just after the newest
 * write where a clock was set back, so that it grows from write to write.
 */
export async function takeWriteTurn(tx: Db, now: () => Date): Promise<Date> {
  await sql`select pg_advisory_xact_lock(${WRITE_LOCK}::bigint)`.execute(tx);
  const newest = await tx
    .selectFrom('import')
    .select(({ fn }) => fn.max('recorded_at').as('at'))
    .executeTakeFirst();
  const present = now();
  const after = newest?.at == null ? 0 : new Date(newest.at).getTime() + 1;
  return new Date(Math.max(present.getTime(), after));
}

interface Counts extends WriteOutcome {
  readonly withdrawn: boolean;
  /** Figures appended. */
  readonly keys: number;
}

const NOTHING: Counts = { accepted: 0, superseded: 0, unchanged: 0, withdrawn: false, keys: 0 };

/**
 * Appends figures in rounds, while more of them are read. All is one transaction: the first round waits for
 * its turn and takes the time of recording, which the others share.
 */
export class FigureWriter {
  readonly #tx: Db;
  readonly #now: () => Date;
  readonly #head: ImportHead;
  readonly #copier: FigureCopier;
  #import: Written | null = null;
  #counts = NOTHING;
  #hasNotes = false;
  #isNew = true;

  constructor(tx: Db, now: () => Date, head: ImportHead) {
    this.#tx = tx;
    this.#now = now;
    this.#head = head;
    this.#copier = new FigureCopier(tx);
  }

  async open(notes: ReadonlyMap<number, string> = new Map()): Promise<void> {
    const tx = this.#tx;
    this.#hasNotes = notes.size > 0;
    await openStaging(tx);
    await openNotes(tx);
    await stageNotes(tx, notes);
    await sql`create temp table noticed on commit drop as
      select ${NOTICED} from incoming, (select 0 as figure_revision, true as noted, true as replaced,
        true as zero_target) c where false`.execute(tx);
  }

  /**
   * Compares figures with what is in force and appends what is new or differs as new revisions. No key
   * may come twice in one import. Each row counts as many times as rows were merged into it.
   */
  async write(figures: readonly StagedFigure[]): Promise<void> {
    const tx = this.#tx;
    const written = await this.#begun();
    if (!this.#hasNotes && figures.every(isPlain) && (await areNew(tx, figures, written))) {
      await this.#copier.copy(figures, written);
      this.#count({ ...NOTHING, accepted: rowsOf(figures), keys: figures.length });
      return;
    }
    this.#isNew = false;
    await stageFigures(tx, figures);
    this.#count(await append(tx, written));
    await emptyStaging(tx);
  }

  /** Brings the roll-up up to date, and completes the import's own row. */
  async end(refused: {
    readonly ignored: number;
    readonly rejected: number;
  }): Promise<WriteOutcome & Written> {
    const tx = this.#tx;
    const written = await this.#begun();
    const { withdrawn, keys, ...outcome } = this.#counts;
    await appendNotes(tx);
    await rollUpWritten(tx, { ...written, keys, withdrawn, isNew: this.#isNew });
    await tx
      .updateTable('import')
      .set({ ...outcome, ...refused })
      .where('id', '=', written.importId)
      .execute();
    return { ...outcome, ...written };
  }

  async #begun(): Promise<Written> {
    if (this.#import !== null) return this.#import;
    const recordedAt = await takeWriteTurn(this.#tx, this.#now);
    const { id } = await this.#tx
      .insertInto('import')
      .values({ ...this.#head, recorded_at: recordedAt.toISOString() })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tune(this.#tx);
    this.#import = { importId: id, recordedAt };
    return this.#import;
  }

  #count(more: Counts): void {
    const before = this.#counts;
    this.#counts = {
      accepted: before.accepted + more.accepted,
      superseded: before.superseded + more.superseded,
      unchanged: before.unchanged + more.unchanged,
      withdrawn: before.withdrawn || more.withdrawn,
      keys: before.keys + more.keys,
    };
  }
}

/** Rows of the file behind figures; those of one row follow each other. */
function rowsOf(figures: readonly StagedFigure[]): number {
  let all = 0;
  let last = 0;
  for (const { row, rows } of figures) {
    if (row !== last) all += rows;
    last = row;
  }
  return all;
}

const figureKey = (a: string, b: string): Fragment =>
  sql.raw(
    ['kpi_id', 'grain', 'period_start', 'segment_id', 'place_id']
      .map((column) => `${a}.${column} = ${b}.${column}`)
      .join(' and '),
  );

/**
 * What is staged beside what is in force: of each key the newest revision. Most periods that come hold
 * nothing yet, which is asked once for all their segments and places. The laterals are looked up by
 * the primary key whatever the planner thinks of tables that were filled a moment ago.
 */
const COMPARED = sql`held as materialized (
    select g.* from (select distinct kpi_id, grain, period_start from incoming) g
    cross join lateral (select from observation f where f.kpi_id = g.kpi_id and f.grain = g.grain
      and f.period_start = g.period_start limit 1) f),
  compared as materialized (
    select i.*, o.revision as figure_revision, t.revision as target_revision,
      case when not i.has_figure then null
        when o.revision is null then case when i.withdraw then ${UNCHANGED} else ${ACCEPTED} end
        when i.withdraw or o.withdrawn then
          case when i.withdraw and o.withdrawn then ${UNCHANGED} else ${SUPERSEDED} end
        when (o.value, o.numerator, o.denominator, o.n, o.sd, o.promoters, o.passives, o.detractors)
          is not distinct from (i.value, i.numerator, i.denominator, i.n, i.sd, i.promoters, i.passives, i.detractors)
          and ${SAME_NOTE} then ${UNCHANGED}
        else ${SUPERSEDED} end as figure,
      case when not i.has_target then null
        when t.revision is null then ${ACCEPTED}
        when t.target is not distinct from i.target then ${UNCHANGED}
        else ${SUPERSEDED} end as goal
    from incoming i left join held h using (kpi_id, grain, period_start)
    left join lateral (select * from observation f
      where i.has_figure and h.kpi_id is not null and ${figureKey('f', 'i')}
      order by f.revision desc limit 1) o on true
    left join lateral (select * from period_target f where i.has_target and ${figureKey('f', 'i')}
      order by f.revision desc limit 1) t on true)`;

/** One statement, so that it takes one way to the server and back, and what is compared is read once. */
async function append(tx: Db, { importId, recordedAt }: Written): Promise<Counts> {
  const at = recordedAt.toISOString();
  const { rows } = await sql<Counts>`with ${COMPARED},
  figures as (
    insert into observation (value, numerator, denominator, n, sd, promoters, passives, detractors,
      recorded_at, import_id, kpi_id, segment_id, place_id, period_start, revision, line, grain, withdrawn)
    select value, numerator, denominator, n, sd, promoters, passives, detractors,
      ${at}::timestamptz, ${importId}::bigint, kpi_id, segment_id, place_id, period_start,
      coalesce(figure_revision, 0) + 1, line, grain, withdraw
    from compared where figure > ${UNCHANGED}),
  goals as (
    insert into period_target (target, recorded_at, import_id, kpi_id, segment_id, place_id,
      period_start, revision, line, grain)
    select target, ${at}::timestamptz, ${importId}::bigint, kpi_id, segment_id, place_id, period_start,
      coalesce(target_revision, 0) + 1, line, grain
    from compared where goal > ${UNCHANGED}),
  others as (
    insert into noticed select ${NOTICED} from (
      select *, figure > ${UNCHANGED} and row_no in (select row_no from incoming_note) as noted,
        figure = ${SUPERSEDED} and grain = ${grainCode('month')} and not withdraw as replaced,
        goal > ${UNCHANGED} and target = 0 as zero_target
      from compared) c
    where noted or replaced or zero_target)
  select coalesce(sum(rows) filter (where outcome = ${ACCEPTED}), 0)::bigint as accepted,
    coalesce(sum(rows) filter (where outcome = ${SUPERSEDED}), 0)::bigint as superseded,
    coalesce(sum(rows) filter (where outcome = ${UNCHANGED}), 0)::bigint as unchanged,
    coalesce(bool_or(withdrawn), false) as withdrawn, coalesce(sum(keys), 0)::integer as keys
  from (select max(rows) as rows, coalesce(max(greatest(figure, goal)), ${UNCHANGED}) as outcome,
      bool_or(withdraw and figure > ${UNCHANGED}) as withdrawn,
      count(*) filter (where figure > ${UNCHANGED}) as keys
    from compared group by row_no) by_row`.execute(tx);
  const [counts] = rows;
  if (counts === undefined) throw new Error('the outcomes of what was written are missing');
  return counts;
}
