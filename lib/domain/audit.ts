/** The audit log in plain words: who, when, what, before, after (rules: domain §8). */
import type { Catalog } from './catalog';

type Row = Readonly<Record<string, unknown>>;

export interface AuditEntry {
  /** Where it is kept: the log of what is agreed, or the list of imports. */
  readonly source: 'import' | 'log';
  readonly id: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly actor: string;
  /** `insert`, `update` or `delete`. */
  readonly action: string;
  /** Name of the table. */
  readonly entity: string;
  readonly rowKey: string;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** One field that was changed; null is nothing. */
export interface AuditedField {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** An entry as it is read. */
export interface AuditLine {
  /** `changed`, `added`, `removed`, or for imports `brought` and `took back`. */
  readonly action: string;
  /** `KPI`, `target`, … */
  readonly kind: string;
  /** What it is called. */
  readonly thing: string;
  readonly fields: readonly AuditedField[];
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['organisation', 'organisation'],
  ['team', 'team'],
  ['journey', 'journey'],
  ['stage', 'stage'],
  ['moment', 'moment'],
  ['dimension', 'dimension'],
  ['segment', 'segment'],
  ['place', 'place'],
  ['kpi', 'KPI'],
  ['kpi_stage', 'KPI in a stage'],
  ['accountability', 'team that answers'],
  ['contribution', 'team that shares'],
  ['kpi_upstream', 'link upstream'],
  ['target', 'target'],
  ['annotation', 'mark on a chart'],
  ['slug_redirect', 'former name'],
  ['api_key', 'key of a program'],
  ['api_key_team', 'team of a key'],
  ['import', 'figures'],
]);

/**
 * What a kind of thing is called; a table that has no word of its own is called by its name.
 *
 * @example auditKind('accountability') // 'team that answers'
 */
export function auditKind(entity: string): string {
  return KINDS.get(entity) ?? entity.replaceAll('_', ' ');
}

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['insert', 'added'],
  ['update', 'changed'],
  ['delete', 'removed'],
]);

/** Names by the column that refers to them. */
export interface AuditNames {
  readonly of: (column: string, id: number) => string | null;
}

/**
 * Finds the names of what rows refer to by number, as they are called today.
 *
 * @example auditNames(catalog).of('team_id', 3) // 'Web'
 */
export function auditNames(catalog: Catalog): AuditNames {
  const named = (list: readonly { readonly id: number; readonly name: string }[]) =>
    new Map(list.map(({ id, name }) => [id, name]));
  const teams = named(catalog.teams);
  const kpis = named(catalog.kpis);
  const names = new Map([
    ['team_id', teams],
    ['parent_id', teams],
    ['kpi_id', kpis],
    ['upstream_id', kpis],
    ['stage_id', named(catalog.stages)],
    ['journey_id', named(catalog.journeys)],
    ['moment_id', named(catalog.moments)],
    ['dimension_id', named(catalog.dimensions)],
    ['place_id', named(catalog.places)],
    ['segment_id', named(catalog.dimensions.flatMap(({ segments }) => segments))],
  ]);
  return { of: (column, id) => names.get(column)?.get(id) ?? null };
}

/** Nothing whose name says so is ever shown or exported, whatever table it is in. */
const SECRET = /secret|hash|password|passphrase|token|sealed|cipher/i;

/**
 * A row of the log without what is secret.
 *
 * @example withoutSecrets({ name: 'job', hash: 'ab12' }) // { name: 'job' }
 */
export function withoutSecrets(row: Row | null): Row | null {
  if (row === null) return null;
  return Object.fromEntries(Object.entries(row).filter(([column]) => !SECRET.test(column)));
}

/** Handles and places in a list say nothing to a reader. */
const SILENT = new Set(['id', 'position', 'demo']);

/**
 * An entry in words, with the fields that differ.
 *
 * @example auditLine(entry, names)
 * // { action: 'changed', kind: 'target', thing: 'Clicks', fields: [{ field: 'target', before: '95', after: '96' }] }
 */
export function auditLine(entry: AuditEntry, names: AuditNames): AuditLine {
  const before = withoutSecrets(entry.before);
  const after = withoutSecrets(entry.after);
  const kind = auditKind(entry.entity);
  if (entry.source === 'import') return importLine(entry, after ?? {}, kind);
  const thing = thingOf(entry, after ?? before ?? {}, names);
  const subject = new Set(SUBJECT.get(entry.entity) ?? []);
  const columns = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const fields = columns.flatMap((column): AuditedField[] => {
    if (SILENT.has(column) || subject.has(column)) return [];
    const [was, is] = [before, after].map((row) => text(column, row?.[column], names));
    return was === is
      ? []
      : [{ field: fieldWords(column), before: was ?? null, after: is ?? null }];
  });
  return { action: ACTIONS.get(entry.action) ?? entry.action, kind, thing, fields };
}

/**
 * Entries as lines, in their order: what was done to one thing at one moment is one line, however many
 * steps the program took, and steps that no reader would see are none.
 *
 * @example auditLines(entries, names)[0]?.line.action // 'changed'
 */
export function auditLines(
  entries: readonly AuditEntry[],
  names: AuditNames,
): readonly { readonly entry: AuditEntry; readonly line: AuditLine }[] {
  const steps = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const { source, entity, rowKey, at, actor } = entry;
    const key = JSON.stringify([source, entity, rowKey, at, actor]);
    steps.set(key, [...(steps.get(key) ?? []), entry]);
  }
  return [...steps.values()].flatMap((some) => {
    const [newest, oldest] = [some[0], some.at(-1)];
    if (newest === undefined || oldest === undefined) return [];
    const action = oldest.action === 'insert' ? 'insert' : newest.action;
    const entry = { ...newest, action, before: oldest.before };
    const line = auditLine(entry, names);
    return entry.action === 'update' && line.fields.length === 0 ? [] : [{ entry, line }];
  });
}

/** What an entry is about, so that it need not be among its fields. */
const SUBJECT: ReadonlyMap<string, readonly string[]> = new Map([
  ['kpi_stage', ['kpi_id', 'stage_id']],
  ['accountability', ['kpi_id', 'from_date']],
  ['contribution', ['kpi_id', 'team_id']],
  ['kpi_upstream', ['kpi_id', 'upstream_id']],
  ['target', ['kpi_id']],
  ['annotation', ['kpi_id']],
  ['slug_redirect', ['entity', 'old_slug', 'new_slug']],
  ['api_key_team', ['key_id', 'team_id']],
]);

function thingOf({ entity, rowKey }: AuditEntry, row: Row, names: AuditNames): string {
  const named = (column: string) => text(column, row[column], names) ?? '';
  switch (entity) {
    case 'kpi_stage':
      return `${named('kpi_id')} in ${named('stage_id')}`;
    case 'accountability':
      return `${named('kpi_id')}, from ${named('from_date')}`;
    case 'contribution':
      return `${named('kpi_id')}: ${named('team_id')}`;
    case 'kpi_upstream':
      return `${named('upstream_id')} feeds ${named('kpi_id')}`;
    case 'target':
    case 'annotation':
      return named('kpi_id');
    case 'slug_redirect':
      return `${named('old_slug')} leads to ${named('new_slug')}`;
    case 'api_key_team':
      return `key ${named('key_id')}: ${named('team_id')}`;
    default:
      return typeof row['name'] === 'string' ? row['name'] : `${entity} ${rowKey}`;
  }
}

function importLine({ id }: AuditEntry, row: Row, kind: string): AuditLine {
  const undoes = row['undoes'];
  const name = typeof row['name'] === 'string' ? `: ${row['name']}` : '';
  const fields = OUTCOMES.flatMap(([column, field]): AuditedField[] => {
    const count = row[column];
    return typeof count === 'number' && count > 0
      ? [{ field, before: null, after: String(count) }]
      : [];
  });
  return typeof undoes === 'number'
    ? { action: 'took back', kind, thing: `import ${undoes} (import ${id})`, fields }
    : { action: 'brought', kind, thing: `import ${id}${name}`, fields };
}

const OUTCOMES = [
  ['accepted', 'new'],
  ['superseded', 'replaced'],
  ['unchanged', 'unchanged'],
  ['ignored', 'left out'],
  ['rejected', 'refused'],
] as const;

const FIELDS: ReadonlyMap<string, string> = new Map([
  ['parent_id', 'part of'],
  ['lead', 'lead'],
  ['silo_withheld', 'silo KPIs for the team and executives only'],
  ['from_date', 'from'],
  ['at_risk', 'at risk'],
  ['critical', 'critical here'],
  ['reliability', 'is its reliability'],
  ['reporting_lag_days', 'days until it is due'],
  ['restarts_limits', 'usual range starts anew'],
  ['on_target_share', 'on target from a share of'],
  ['at_risk_share', 'at risk from a share of'],
  ['coverage_share', 'coverage needed'],
  ['fiscal_year_start', 'first month of the year'],
  ['smallest_n', 'fewest answers'],
  ['slug', 'short name'],
]);

const fieldWords = (column: string): string =>
  FIELDS.get(column) ?? column.replace(/_id$/, '').replaceAll('_', ' ');

const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** A value as a reader knows it; null for none. */
function text(column: string, value: unknown, names: AuditNames): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === '-infinity') return 'the beginning';
  if (typeof value === 'number') {
    if (column === 'grain') return GRAINS[value - 1] ?? String(value);
    return names.of(column, value) ?? String(value);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * The fields of a line as one text, for a table that has one cell for them.
 *
 * @example fieldsText([{ field: 'target', before: '95', after: '96' }], 'after') // 'target 96'
 */
export function fieldsText(fields: readonly AuditedField[], side: 'before' | 'after'): string {
  return fields
    .flatMap((each) => {
      const said = each[side];
      return said === null ? [] : [`${each.field} ${said}`];
    })
    .join('; ');
}
