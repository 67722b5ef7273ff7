/** The trail of changes: looked through, and taken away. */
import { type AuditCursor, type AuditWhere, auditChoices, listAudit } from '../../db/queries/audit';
import {
  type AuditEntry,
  type AuditLine,
  auditLine,
  auditLines,
  auditNames,
  fieldsText,
  withoutSecrets,
} from '../domain/audit';
import { addDays, type CalendarDate, parseCalendarDate } from '../domain/calendar';
import { parseAsOf } from '../domain/calendar-zone';
import type { Catalog } from '../domain/catalog';
import { AppError } from '../errors';
import { csvText } from '../format-csv';
import { type Context, demandSight } from './context';
import { resolveScope, type Scope } from './scope';

export interface AuditQuery {
  readonly who?: string | undefined;
  readonly kind?: string | undefined;
  readonly thing?: string | undefined;
  /** Dates in the organisation's zone, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Where the page begins: see `next`. */
  readonly after?: string | undefined;
}

export interface AuditView {
  readonly organisation: Catalog['organisation'];
  readonly demo: boolean;
  readonly lines: readonly (AuditLine & Pick<AuditEntry, 'source' | 'id' | 'at' | 'actor'>)[];
  /** What `after` is on the page that follows; null on the last. */
  readonly next: string | null;
  readonly actors: readonly string[];
  /** Names of tables. */
  readonly entities: readonly string[];
}

const LINES = 50;
const PIECE = 500;

/** One page of the trail, the newest first. Three queries. */
export async function auditPage(context: Context, query: AuditQuery): Promise<AuditView> {
  demandSight(context, 'log.read');
  const scope = await resolveScope(context, {});
  const { catalog } = scope;
  const where = whereOf(query, scope);
  const [entries, choices] = await Promise.all([
    listAudit(context.db, { ...where, limit: LINES + 1 }),
    auditChoices(context.db),
  ]);
  const names = auditNames(catalog);
  const shown = entries.slice(0, LINES);
  const last = shown.at(-1);
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    lines: auditLines(shown, names).map(({ entry: { source, id, at, actor }, line }) => ({
      ...line,
      source,
      id,
      at,
      actor,
    })),
    next: entries.length > LINES && last !== undefined ? cursorText(last) : null,
    ...choices,
  };
}

export const AUDIT_FORMATS = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
} as const;
export type AuditFormat = keyof typeof AUDIT_FORMATS;

/**
 * The same, all of it, piece by piece: as a table in words that no spreadsheet runs as a formula, or as
 * the rows of the log. What is in a piece is read when it is asked for.
 */
export function auditPieces(
  context: Context,
  query: AuditQuery,
  format: AuditFormat,
): AsyncGenerator<string> {
  demandSight(context, 'log.read');
  return pieces(context, query, format);
}

async function* pieces(
  context: Context,
  query: AuditQuery,
  format: AuditFormat,
): AsyncGenerator<string> {
  const scope = await resolveScope(context, {});
  const names = auditNames(scope.catalog);
  const where = whereOf(query, scope);
  if (format === 'csv') yield csvText([['at', 'who', 'what', 'kind', 'thing', 'before', 'after']]);
  for (let after = where.after; ; ) {
    const entries = await listAudit(context.db, { ...where, after, limit: PIECE });
    const last = entries.at(-1);
    if (last === undefined) return;
    after = { at: last.at, source: last.source, id: last.id };
    // The mark of the byte order stands before the first piece alone.
    yield format === 'csv'
      ? csvText(entries.map((entry) => csvRow(entry, auditLine(entry, names)))).slice(1)
      : entries.map((entry) => `${JSON.stringify(plainEntry(entry))}\n`).join('');
    if (entries.length < PIECE) return;
  }
}

const csvRow = ({ at, actor }: AuditEntry, { action, kind, thing, fields }: AuditLine) => [
  at,
  actor,
  action,
  kind,
  thing,
  fieldsText(fields, 'before'),
  fieldsText(fields, 'after'),
];

const plainEntry = ({ at, actor, action, entity, rowKey, before, after }: AuditEntry) => ({
  at,
  actor,
  action,
  entity,
  key: rowKey,
  before: withoutSecrets(before),
  after: withoutSecrets(after),
});

function whereOf(query: AuditQuery, scope: Scope): Omit<AuditWhere, 'limit'> {
  const given = (text: string | undefined) =>
    text === undefined || text.trim() === '' ? null : text.trim().slice(0, 200);
  const thing = given(query.thing);
  return {
    actor: given(query.who),
    entity: given(query.kind),
    thing: thing === null ? null : { text: thing, ids: idsOf(thing, scope.catalog) },
    from: dayStart(given(query.from), 'from', scope, 0),
    until: dayStart(given(query.to), 'to', scope, 1),
    after: cursorOf(given(query.after)),
  };
}

/** What is called so today, by number. */
function idsOf(text: string, catalog: Catalog) {
  const wanted = text.toLowerCase();
  const ids = (list: readonly { id: number; slug: string; name: string }[]) =>
    list
      .filter(({ slug, name }) => `${name} ${slug}`.toLowerCase().includes(wanted))
      .map(({ id }) => id);
  return {
    kpi_id: ids(catalog.kpis),
    team_id: ids(catalog.teams),
    stage_id: ids(catalog.stages),
    journey_id: ids(catalog.journeys),
  };
}

/** The first moment of a day in the organisation's zone, so many days on. */
function dayStart(
  text: string | null,
  name: string,
  { catalog }: Scope,
  days: number,
): string | null {
  if (text === null) return null;
  const date = parseCalendarDate(text);
  if (date === null) {
    throw new AppError(`bad_${name}`, `${name} is "${text}"; give a date such as 2026-11-16.`);
  }
  // As of a date is the end of it: a millisecond before the next day begins.
  const before: CalendarDate = addDays(date, days - 1);
  const end = parseAsOf(before, catalog.organisation.timeZone);
  return end === null ? null : new Date(end.getTime() + 1).toISOString();
}

const cursorText = ({ at, source, id }: AuditEntry): string => `${at},${source},${id}`;

function cursorOf(text: string | null): AuditCursor | null {
  if (text === null) return null;
  const [, at = '', source, id = ''] = /^(\S{20,30}Z),(import|log),(\d{1,15})$/.exec(text) ?? [];
  if ((source === 'import' || source === 'log') && !Number.isNaN(Date.parse(at))) {
    return { at: new Date(at).toISOString(), source, id: Number(id) };
  }
  throw new AppError('bad_after', `after is "${text}", which no page of this list gave.`);
}
