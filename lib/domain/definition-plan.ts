/** What applying a definition file would do, before it is done. */
import { type CalendarDate, periodContaining } from './calendar';
import type { Annotation, Target } from './catalog';
import type {
  Defined,
  DefinedCatalog,
  DefinedDimension,
  DefinedEntity,
  Definition,
  MergeOptions,
  Rename,
} from './definition';
import { annotationName, canonicalText, segmentName, targetName } from './definition-keys';
import { handedOver, mergeDefinition } from './definition-merge';
import { applyRenames } from './definition-rename';

export type PlanAction = 'create' | 'change' | 'retire' | 'rename';

export type PlanEntity =
  | 'organisation'
  | 'dimension'
  | 'segment'
  | 'target'
  | 'annotation'
  | DefinedEntity;

/** JSON values; `before` is null for what is created, `after` for what is removed. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface PlanItem {
  /** A target or an annotation that is removed is `retire` as well. */
  readonly action: PlanAction;
  readonly entity: PlanEntity;
  /** Segments, targets and annotations as in `definition-keys`; the organisation's is empty. */
  readonly slug: string;
  readonly fields: readonly FieldChange[];
}

export interface DefinitionPlan {
  /** Empty when the catalogue is as the file says. Renames first, then by kind of entity. */
  readonly items: readonly PlanItem[];
  /** The catalogue once the plan is done. */
  readonly merged: DefinedCatalog;
  /**
   * What there is to write: of each kind with a change the whole list in its new order, of targets
   * and annotations those created or changed, and the renames that do anything.
   */
  readonly write: Definition;
  readonly removedTargets: readonly Target[];
  readonly removedAnnotations: readonly Defined<Annotation>[];
}

/**
 * The plan of a definition: what it would create, change, retire and rename, field by field, and
 * what to write. Applying the same file twice gives an empty plan. A KPI whose file names one team
 * without a date changes hands from the first day of its period that holds `today`. The file must
 * have passed `checkDefinition`.
 *
 * @example
 * planDefinition(catalog, definition, today, { prune: false }).items
 * // [{ action: 'change', entity: 'kpi', slug: 'late-parcels', fields: [{ field: 'weight', before: 1, after: 2 }] }]
 */
export function planDefinition(
  current: DefinedCatalog,
  definition: Definition,
  today: CalendarDate,
  options: MergeOptions,
): DefinitionPlan {
  const { catalog: before, applied } = applyRenames(current, definition.renames);
  const calendar = { ...before.organisation, ...definition.organisation };
  const merged = mergeDefinition(
    before,
    definition,
    (known, named) =>
      options.correctsOwners === true
        ? named.accountable
        : handedOver(
            known.accountable,
            named.accountable,
            periodContaining(today, named.grain, calendar).start,
          ),
    options,
  );
  const items = {
    organisation: organisationItems(before, merged),
    teams: slugItems('team', before.teams, merged.teams),
    journeys: slugItems('journey', before.journeys, merged.journeys),
    stages: slugItems('stage', before.stages, merged.stages),
    moments: slugItems('moment', before.moments, merged.moments),
    dimensions: dimensionItems(before.dimensions, merged.dimensions),
    places: slugItems('place', before.places, merged.places),
    kpis: slugItems('kpi', before.kpis, merged.kpis),
    targets: compared('target', before.targets, merged.targets, targetName),
    annotations: compared('annotation', before.annotations, merged.annotations, annotationName),
  };
  const whole = <T>(changes: readonly PlanItem[], list: readonly T[]) =>
    changes.length === 0 ? [] : list;
  return {
    items: [...applied.map(renameItem), ...Object.values(items).flat()],
    merged,
    write: {
      organisation: items.organisation.length === 0 ? {} : merged.organisation,
      teams: whole(items.teams, merged.teams),
      journeys: whole(items.journeys, merged.journeys),
      stages: whole(items.stages, merged.stages),
      moments: whole(items.moments, merged.moments),
      dimensions: whole(items.dimensions, merged.dimensions),
      places: whole(items.places, merged.places),
      kpis: whole(items.kpis, merged.kpis),
      targets: among(merged.targets, items.targets, targetName),
      annotations: among(merged.annotations, items.annotations, annotationName),
      renames: applied,
    },
    removedTargets: gone(before.targets, merged.targets, targetName),
    removedAnnotations: gone(before.annotations, merged.annotations, annotationName),
  };
}

function among<T>(
  list: readonly T[],
  changes: readonly PlanItem[],
  nameOf: (item: T) => string,
): readonly T[] {
  const names = new Set(changes.map(({ slug }) => slug));
  return list.filter((item) => names.has(nameOf(item)));
}

function gone<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (item: T) => string,
): readonly T[] {
  const left = new Set(after.map(nameOf));
  return before.filter((item) => !left.has(nameOf(item)));
}

function renameItem({ entity, from, to }: Rename): PlanItem {
  const fields = [{ field: 'slug', before: from, after: to }];
  return { action: 'rename', entity, slug: to, fields };
}

function organisationItems(before: DefinedCatalog, after: DefinedCatalog): readonly PlanItem[] {
  const fields = changedFields(before.organisation, after.organisation);
  return fields.length === 0
    ? []
    : [{ action: 'change', entity: 'organisation', slug: '', fields }];
}

function slugItems<T extends { readonly slug: string }>(
  entity: PlanEntity,
  before: readonly T[],
  after: readonly T[],
): readonly PlanItem[] {
  return compared(entity, before, after, ({ slug }) => slug);
}

function dimensionItems(
  before: readonly DefinedDimension[],
  after: readonly DefinedDimension[],
): readonly PlanItem[] {
  const alone = (dimensions: readonly DefinedDimension[]) =>
    dimensions.map(({ slug, name }) => ({ slug, name }));
  const segments = (dimensions: readonly DefinedDimension[]) =>
    dimensions.flatMap(({ slug: dimension, segments: list }) =>
      list.map((segment) => ({ ...segment, dimension })),
    );
  return [
    ...withOrder(slugItems('dimension', alone(before), alone(after)), before, after),
    ...compared('segment', segments(before), segments(after), ({ dimension, slug }) =>
      segmentName(dimension, slug),
    ),
  ];
}

/** A new order of segments that were there before is a change of their dimension. */
function withOrder(
  items: readonly PlanItem[],
  before: readonly DefinedDimension[],
  after: readonly DefinedDimension[],
): readonly PlanItem[] {
  const known = new Map(before.map(({ slug, segments }) => [slug, segments]));
  const changed = after.flatMap(({ slug, segments }): PlanItem[] => {
    const were = known.get(slug) ?? [];
    const common = (list: DefinedDimension['segments'], other: DefinedDimension['segments']) =>
      list
        .filter((each) => other.some((one) => one.slug === each.slug))
        .map((each) => each.slug)
        .join(', ');
    const [was, is] = [common(were, segments), common(segments, were)];
    if (was === is) return [];
    const order = { field: 'order of segments', before: was, after: is };
    const item = items.find((each) => each.slug === slug);
    return [
      { action: 'change', entity: 'dimension', slug, fields: [...(item?.fields ?? []), order] },
    ];
  });
  const slugs = new Set(changed.map(({ slug }) => slug));
  return [...items.filter(({ slug }) => !slugs.has(slug)), ...changed];
}

function compared<T extends object>(
  entity: PlanEntity,
  before: readonly T[],
  after: readonly T[],
  nameOf: (item: T) => string,
): readonly PlanItem[] {
  const known = new Map(before.map((item) => [nameOf(item), item]));
  const removed = gone(before, after, nameOf);
  return [
    ...after.flatMap((item): readonly PlanItem[] => {
      const slug = nameOf(item);
      const was = known.get(slug);
      if (was === undefined) {
        return [{ action: 'create', entity, slug, fields: createdFields(item) }];
      }
      const fields = changedFields(was, item);
      return fields.length === 0 ? [] : [{ action: actionOf(fields), entity, slug, fields }];
    }),
    ...removed.map((item): PlanItem => {
      const fields = createdFields(item).map(({ field, after: was }) => ({
        field,
        before: was,
        after: null,
      }));
      return { action: 'retire', entity, slug: nameOf(item), fields };
    }),
  ];
}

function actionOf(fields: readonly FieldChange[]): PlanAction {
  return fields.some(({ field, after }) => field === 'retired' && after === true)
    ? 'retire'
    : 'change';
}

/** In one order, however the object was made. */
function fieldsOf(item: object): readonly (readonly [string, unknown])[] {
  const fields: [string, unknown][] = Object.entries(item);
  return fields
    .filter(([field]) => !NAMES.has(field))
    .toSorted(([a], [b]) => Number(a > b) - Number(a < b));
}

/** Handles of the database and what the item is named by are no fields of a plan. */
const NAMES: ReadonlySet<string> = new Set(['id', 'slug']);

/** What is null or empty is not said: it is what leaving it out means. */
function createdFields(item: object): readonly FieldChange[] {
  return fieldsOf(item)
    .filter(([, value]) => !isEmpty(value))
    .map(([field, value]) => ({ field, before: null, after: value }));
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function changedFields(before: object, after: object): readonly FieldChange[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return fieldsOf(after).flatMap(([field, value]): readonly FieldChange[] => {
    const old = was.get(field) ?? null;
    if (canonicalText(old) === canonicalText(value)) return [];
    return [{ field, before: old, after: value }];
  });
}
