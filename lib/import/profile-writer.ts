/** A profile as text, as `--profile` reads it. */
import { Document, isMap, isScalar, visit } from 'yaml';
import { COLUMN_ROLES } from '../domain/column-role';
import type { ProfileFile } from './profile-file';

/** The order in which a profile is written. */
const ORDER = [
  'encoding',
  'separator',
  'columns',
  'constants',
  'kpis',
  'missing',
  'dateFormat',
  'decimalComma',
  'thousands',
  'targetPerPeriod',
  'unknownKpi',
  'duplicates',
] as const satisfies readonly (keyof ProfileFile)[];

/** How deep maps are that stand on one line each. */
const FLAT_FROM = 2;

/**
 * The profile as YAML: the same text for the same profile, whatever order it was made in.
 *
 * @example profileText({ columns: { kpi: 'metric', period: 'week' } })
 * // 'columns:\n  kpi: metric\n  period: week\n'
 */
export function profileText(file: ProfileFile): string {
  const said = ORDER.flatMap((key): [string, unknown][] => {
    const value = file[key];
    if (value === undefined) return [];
    if (typeof value === 'object' && Object.keys(value).length === 0) return [];
    const isOfFields = key === 'columns' || key === 'constants';
    return [[key, isOfFields ? inOrder(file[key] ?? {}) : value]];
  });
  const document = new Document(Object.fromEntries(said));
  visit(document, {
    Map: (_, map, path) => {
      const depth = path.filter(isMap).length;
      if (depth >= FLAT_FROM && map.items.every(({ value }) => !isMap(value))) map.flow = true;
    },
    Scalar: (_, scalar) => {
      // YAML 1.1 readers take yes and no for truth.
      if (
        isScalar(scalar) &&
        typeof scalar.value === 'string' &&
        /^(yes|no|on|off|y|n)$/i.test(scalar.value)
      )
        scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Fields in the order in which a row is thought of, not in that in which they were found. */
function inOrder(fields: object): object {
  const roles: readonly string[] = COLUMN_ROLES;
  const place = (field: string) => roles.indexOf(field);
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => place(a) - place(b)));
}
