/** What can be embedded, for the form that chooses; and what would come of a choice. */

import { parseAsOf } from '../domain/calendar-zone';
import type { Organisation } from '../domain/catalog';
import type { Named } from '../domain/contrast-view';
import {
  type EmbedFaults,
  readEmbed,
  type TypedEmbed,
  type WantedEmbed,
} from '../domain/embed-request';
import { mayEmbed } from '../domain/embed-rights';
import { type Context, demandSomeSight } from './context';
import { resolveScope } from './scope';

export interface EmbedChoices {
  readonly kpis: readonly Named[];
  readonly stages: readonly Named[];
  readonly teams: readonly Named[];
  readonly journeys: readonly Named[];
  /** With the dimension that each belongs to. */
  readonly segments: readonly (Named & { readonly dimension: string })[];
  readonly places: readonly Named[];
}

export interface EmbedForm {
  readonly organisation: Organisation;
  readonly demo: boolean;
  readonly choices: EmbedChoices;
  /** What is wrong with what was chosen so far; empty when it can be shown. */
  readonly faults: EmbedFaults;
  /** What it would be; null while something is wrong. */
  readonly wanted: WantedEmbed | null;
}

/** One query, whatever is chosen. What the maker may not show has no preview. */
export async function embedForm(
  context: Context,
  installation: readonly string[],
  typed: TypedEmbed,
): Promise<EmbedForm> {
  demandSomeSight(context, 'embed.make');
  const scope = await resolveScope(context, {});
  const { catalog } = scope;
  const read = readEmbed(typed, {
    catalog,
    installation,
    momentOf: (text) => parseAsOf(text, catalog.organisation.timeZone),
    now: scope.now,
  });
  const named = (entries: readonly (Named & { readonly retired: boolean })[]): readonly Named[] =>
    entries.filter(({ retired }) => !retired).map(({ slug, name }) => ({ slug, name }));
  const wanted = 'embed' in read ? read.embed : null;
  const allowed = wanted !== null && mayEmbed(context.principal, wanted, catalog, scope.today);
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    choices: {
      kpis: named(catalog.kpis).toSorted((a, b) => a.name.localeCompare(b.name)),
      stages: named(catalog.stages),
      teams: named(catalog.teams),
      journeys: named(catalog.journeys),
      segments: catalog.dimensions.flatMap(({ slug, segments }) =>
        named(segments).map((segment) => ({ ...segment, dimension: slug })),
      ),
      places: named(catalog.places),
    },
    faults: 'faults' in read ? read.faults : {},
    wanted: allowed ? wanted : null,
  };
}
