/** Definitions in and out: what is agreed, from files and back. */
import { loadCatalog } from '../../db/queries/catalog';
import { takeWriteTurn } from '../../db/queries/observations';
import { dateInZone } from '../domain/calendar-zone';
import type { Catalog } from '../domain/catalog';
import type { Definition } from '../domain/definition';
import type { DefinitionFault } from '../domain/definition-fault';
import type { PlanItem } from '../domain/definition-plan';
import { AppError, isAppError } from '../errors';
import { definitionEntries, writeDefinition as definitionText } from '../import/definition-writer';
import { planAgreed, writeAgreed } from './agree';
import { type Context, demand, demandSight } from './context';
import { resolveScope, seenCatalog } from './scope';

export interface ApplyOptions {
  /** Plan only. */
  readonly dryRun: boolean;
  /** Retire what the definition does not name. */
  readonly prune: boolean;
  /** Mark what is new as the demo's. */
  readonly demo?: boolean;
  /** Whether the definitions are still those that the change was thought of for. */
  readonly isCurrent?: (current: WrittenDefinition) => boolean;
}

/** The definitions as they are written: as text, and as the entries that it is made of. */
export interface WrittenDefinition {
  readonly text: () => string;
  readonly entries: () => ReturnType<typeof definitionEntries>;
}

const written = (catalog: Catalog): WrittenDefinition => ({
  text: () => definitionText(catalog),
  entries: () => definitionEntries(catalog),
});

/**
 * Brings the catalogue to what a definition says, in one transaction, and returns what was (or would
 * be) done. Throws `AppError('bad_definition')` with every fault in its `details` when it must not be.
 */
export async function applyDefinition(
  context: Context,
  definition: Definition,
  options: ApplyOptions,
): Promise<readonly PlanItem[]> {
  demand(context, 'catalogue.change');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const at = await takeWriteTurn(tx, now);
    const { catalog } = await loadCatalog(tx, null);
    if (options.isCurrent?.(written(catalog)) === false) {
      throw new AppError(
        'changed_since',
        'The definitions have changed since they were read. Read them again, and make the change there.',
        { status: 412 },
      );
    }
    const today = dateInZone(at, catalog.organisation.timeZone);
    const planned = planAgreed(catalog, definition, today, { prune: options.prune });
    if ('faults' in planned) {
      const { faults } = planned;
      throw new AppError(
        'bad_definition',
        faults.map(({ path, message, cure }) => `${path}: ${message} ${cure}`).join('\n'),
        { status: 422, details: faults },
      );
    }
    const { plan } = planned;
    if (!options.dryRun) {
      await writeAgreed(tx, catalog, plan, { actor, at, demo: options.demo ?? false });
    }
    return plan.items;
  });
}

/** What an error of `applyDefinition` found in the definition; null when it is another error. */
export function faultsOf(error: unknown): readonly DefinitionFault[] | null {
  return isAppError(error) && error.code === 'bad_definition'
    ? (error.details as readonly DefinitionFault[])
    : null;
}

/** The catalogue, as far as it may be seen, as a definition file: applied again it changes nothing, and exported again it is the same to the byte. */
export async function exportDefinition(context: Context): Promise<string> {
  demandSight(context, 'read');
  const { catalog } = await seenCatalog(context, null);
  return definitionText(catalog);
}

/** The same as of a moment, as text and as the entries that it is made of. */
export async function definitionAsOf(context: Context, asOf: string | undefined) {
  const { catalog, now } = await resolveScope(context, { asOf });
  return { asOf: now.toISOString(), ...written(catalog) };
}
