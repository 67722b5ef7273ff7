/**
 * The catalogue by hand. A form edits one entry of the definition: what it says is applied as a
 * definition file would be, by the same plan, the same checks and the same writer.
 */
import { loadCatalog } from '../../db/queries/catalog';
import { setActor } from '../../db/queries/definitions';
import { carryTeamKeys } from '../../db/queries/keys';
import { takeWriteTurn } from '../../db/queries/observations';
import type { CalendarDate } from '../domain/calendar';
import { dateInZone } from '../domain/calendar-zone';
import type { Catalog } from '../domain/catalog';
import { type CatalogForm, catalogForm, type FormAddress } from '../domain/catalog-form';
import { type CatalogMove, moveDocument } from '../domain/catalog-move';
import type { Definition, MergeOptions } from '../domain/definition';
import type { DefinitionFault } from '../domain/definition-fault';
import type { DefinitionPlan } from '../domain/definition-plan';
import type { Entry, FieldFaults, Typed } from '../domain/entry';
import { type FieldDifference, fieldDifferences } from '../domain/entry-difference';
import { sortFaults } from '../domain/entry-faults';
import type { Action } from '../domain/policy';
import { AppError } from '../errors';
import { parseDefinition } from '../import/definition-file';
import { definitionEntries } from '../import/definition-writer';
import { planAgreed, writeAgreed } from './agree';
import { changeEffect } from './catalog/effect';
import { type Context, demand } from './context';
import { resolveScope } from './scope';

export type Edited =
  | {
      readonly outcome: 'refused';
      readonly fields: FieldFaults;
      readonly others: readonly string[];
    }
  | {
      /** Somebody else changed the entry since the form was filled. */
      readonly outcome: 'overtaken';
      readonly stamp: string | null;
      readonly differences: readonly FieldDifference[];
    }
  | { readonly outcome: 'planned'; readonly effect: readonly string[] }
  | { readonly outcome: 'saved'; readonly slug: string; readonly changed: boolean };

export interface EditOptions {
  /** Says what it would do, and does nothing. */
  readonly dryRun: boolean;
  /** Stamp of the entry that the form was filled from; null does not ask. */
  readonly from: string | null;
}

/** Edits what a form is about, or says what that would do. Throws where the address names nothing. */
export async function editEntry(
  context: Context,
  address: FormAddress,
  typed: Typed,
  { dryRun, from }: EditOptions,
): Promise<Edited> {
  const action = actionOf(address);
  demand(context, action);
  if (dryRun) {
    const scope = await resolveScope(context, {});
    const form = formAt(address, scope.catalog, scope.today);
    const planned = planForm(form, typed, scope.catalog, scope.today);
    if ('outcome' in planned) return planned;
    return {
      outcome: 'planned',
      effect: await changeEffect(context, scope, address, planned.plan),
    };
  }
  return change(context, action, (catalog, today) => {
    const form = formAt(address, catalog, today);
    if (from !== null && form.stamp !== null && form.stamp !== from) {
      return {
        outcome: 'overtaken',
        stamp: form.stamp,
        differences: fieldDifferences(form.sections, typed),
      };
    }
    const planned = planForm(form, typed, catalog, today);
    if ('outcome' in planned || address.form !== 'merge') return planned;
    return { ...planned, keysFrom: address.slug };
  });
}

/** Moves a stage or a moment one place, or takes a target away. Throws where that cannot be. */
export async function moveEntry(context: Context, move: CatalogMove): Promise<void> {
  const action = move.move === 'target' ? 'target.set' : 'catalogue.change';
  const done = await change(context, action, (catalog, today) => {
    const document = moveDocument(fileOf(catalog), move);
    const options = { prune: move.move === 'target' };
    const planned =
      document === null
        ? { faults: [{ path: '', message: 'That is not there any more.', cure: 'Look again.' }] }
        : planDocument(document, catalog, today, options);
    if ('plan' in planned) return { plan: planned.plan, slug: '' };
    return { outcome: 'refused', fields: {}, others: sortFaults(planned.faults, [], []).others };
  });
  if (done.outcome !== 'refused') return;
  throw new AppError('bad_move', done.others.join(' '), { status: 409 });
}

interface Planned {
  readonly plan: DefinitionPlan;
  readonly slug: string;
  /** A team whose keys are to write for the one that it becomes part of. */
  readonly keysFrom?: string;
}

/**
 * The one door through which the browser changes what is agreed, one change at a time: who may is
 * asked before anything is read.
 */
async function change(
  context: Context,
  action: Action,
  plan: (catalog: Catalog, today: CalendarDate) => Planned | Edited,
): Promise<Edited> {
  demand(context, action);
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const at = await takeWriteTurn(tx, now);
    const { catalog } = await loadCatalog(tx, null);
    const planned = plan(catalog, dateInZone(at, catalog.organisation.timeZone));
    if ('outcome' in planned) return planned;
    await writeAgreed(tx, catalog, planned.plan, { actor, at, demo: false });
    if (planned.keysFrom !== undefined) {
      await setActor(tx, actor, at);
      await carryTeamKeys(tx, planned.keysFrom, planned.slug);
    }
    return { outcome: 'saved', slug: planned.slug, changed: planned.plan.items.length > 0 };
  });
}

/** What one must be allowed to fill in a form. */
export function actionOf(address: FormAddress): Action {
  return address.form === 'target' ? 'target.set' : 'catalogue.change';
}

/** The form at an address, as the catalogue is. */
export function formAt(address: FormAddress, catalog: Catalog, today: CalendarDate): CatalogForm {
  const form = catalogForm(address, { catalog, file: fileOf(catalog), today });
  if (form !== null) return form;
  throw new AppError('unknown_entry', 'There is no such entry in the catalogue.', { status: 404 });
}

const fileOf = (catalog: Catalog): Entry => definitionEntries(catalog);

function planForm(
  form: CatalogForm,
  typed: Typed,
  catalog: Catalog,
  today: CalendarDate,
): Planned | Edited {
  const { faults, document, correctsOwners = false } = form.read(typed);
  const planned = planDocument(document.document, catalog, today, { prune: false, correctsOwners });
  const found = 'faults' in planned ? planned.faults : [];
  const sorted = sortFaults(found, form.sections, document.places);
  const fields = { ...sorted.fields, ...faults };
  if ('plan' in planned && Object.keys(fields).length === 0) {
    return { plan: planned.plan, slug: document.slug };
  }
  // A number that cannot be read is missing from the document: what follows from that is no news.
  return { outcome: 'refused', fields, others: sorted.others };
}

function planDocument(
  document: Entry,
  catalog: Catalog,
  today: CalendarDate,
  options: MergeOptions,
): { readonly plan: DefinitionPlan } | { readonly faults: readonly DefinitionFault[] } {
  const read = parseDefinition(JSON.stringify(document), { fileName: 'form.json' });
  if ('faults' in read) return { faults: read.faults };
  const definition: Definition = read.definition;
  return planAgreed(catalog, definition, today, options);
}
