/** What makes a definition file impossible to apply (rules: domain §1, §3 to §6, §8). */
import { isTimeZone } from './calendar-zone';
import type { Organisation } from './catalog';
import type { DefinedCatalog, Definition, MergeOptions, Rename, Some } from './definition';
import { kpiFaults } from './definition-check-kpis';
import { targetFaults } from './definition-check-targets';
import { type DefinitionFault, unknownReference } from './definition-fault';
import { annotationName, segmentName, targetName } from './definition-keys';
import { asTheFileSays, mergeDefinition } from './definition-merge';
import { applyRenames, LISTS } from './definition-rename';
import { teamCycles } from './team-tree';

const LONGEST_SLUG = 80;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Every fault of a definition: of the file itself, and of what the catalogue would be once the
 * file is merged in, renames first. Empty when it can be applied. Nothing retired is held to the
 * rules for KPIs. In order: the file, then teams, journeys, KPIs, targets.
 *
 * @example
 * checkDefinition(definition, catalog)
 * // [{ path: 'kpis.late-parcels.accountable', message: 'There is no team "supply-chian".',
 * //    cure: 'Did you mean "supply-chain"? Otherwise define it, or refer to one that exists.' }]
 */
export function checkDefinition(
  definition: Definition,
  current: DefinedCatalog,
  options: MergeOptions = { prune: false },
): readonly DefinitionFault[] {
  const { catalog } = applyRenames(current, definition.renames);
  const merged = mergeDefinition(catalog, definition, asTheFileSays, options);
  const namedTargets = new Set(definition.targets.map(targetName));
  return [
    ...organisationFaults(definition.organisation),
    ...slugFaults(definition),
    ...duplicateFaults(definition),
    ...renameFaults(definition.renames, merged),
    ...treeFaults(merged),
    ...journeyFaults(merged),
    ...kpiFaults(merged),
    ...targetFaults(merged, namedTargets),
    ...annotationFaults(merged),
  ];
}

function organisationFaults(organisation: Some<Organisation>): readonly DefinitionFault[] {
  const { timeZone, locale, fiscalYearStart, thresholds, smallestN } = organisation;
  const faults: DefinitionFault[] = [];
  const fault = (field: string, message: string, cure: string): void => {
    faults.push({ path: `organisation.${field}`, message, cure });
  };
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    fault(
      'timeZone',
      `There is no time zone "${timeZone}".`,
      'Use an IANA name such as "Europe/Berlin".',
    );
  }
  if (locale !== undefined && !isLocale(locale)) {
    fault('locale', `"${locale}" is no locale.`, 'Use a BCP 47 tag such as "en-GB".');
  }
  if (fiscalYearStart !== undefined && !isWithin(fiscalYearStart, 1, 12)) {
    fault('fiscalYearStart', `There is no month ${fiscalYearStart}.`, 'Use 1 (January) to 12.');
  }
  if (smallestN !== undefined && !isWithin(smallestN, 1, Number.MAX_SAFE_INTEGER)) {
    fault('smallestN', `${smallestN} answers cannot be counted.`, 'Use a whole number from 1.');
  }
  if (thresholds !== undefined) {
    const { onTarget, atRisk, coverage } = thresholds;
    const shares = [onTarget, atRisk, coverage].every((share) => share >= 0 && share <= 1);
    if (!shares) fault('thresholds', 'A threshold is no share.', 'Use shares from 0 to 1.');
    if (atRisk > onTarget) {
      fault(
        'thresholds.atRisk',
        `At risk starts at ${atRisk}, above on target at ${onTarget}.`,
        'Put it at or below the threshold for on target.',
      );
    }
  }
  return faults;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Lists of the file whose items have a slug, and what one of them is called. */
const NAMED = [
  ['teams', 'team'],
  ['journeys', 'journey'],
  ['stages', 'stage'],
  ['moments', 'moment'],
  ['dimensions', 'dimension'],
  ['places', 'place'],
  ['kpis', 'KPI'],
] as const;

function slugFaults(definition: Definition): readonly DefinitionFault[] {
  const items = [
    ...NAMED.flatMap(([list]) =>
      definition[list].map((item, i) => ({ ...item, path: `${list}[${i}]` })),
    ),
    ...definition.dimensions.flatMap(({ segments }, i) =>
      segments.map((item, j) => ({ ...item, path: `dimensions[${i}].segments[${j}]` })),
    ),
  ];
  const all = definition.dimensions.flatMap(({ segments }, i) =>
    segments.flatMap(({ slug }, j) => (slug === 'all' ? [`dimensions[${i}].segments[${j}]`] : [])),
  );
  return [
    ...items.flatMap(({ path, slug, name }): readonly DefinitionFault[] => [
      ...(SLUG.test(slug) && slug.length <= LONGEST_SLUG
        ? []
        : [
            {
              path: `${path}.slug`,
              message: `"${slug}" is no slug.`,
              cure: `Use lower-case letters, digits and single hyphens between them, at most ${LONGEST_SLUG}.`,
            },
          ]),
      ...(name.trim() === ''
        ? [{ path: `${path}.name`, message: `"${slug}" has no name.`, cure: 'Give it a name.' }]
        : []),
    ]),
    ...all.map((path) => ({
      path: `${path}.slug`,
      message: 'A segment cannot be called "all": that is everyone.',
      cure: 'Give it another slug, or leave it out.',
    })),
  ];
}

function duplicateFaults(definition: Definition): readonly DefinitionFault[] {
  const segments = definition.dimensions.flatMap(({ slug, segments: list }, i) =>
    list.map((segment, j) => ({
      path: `dimensions[${i}].segments[${j}]`,
      name: segmentName(slug, segment.slug),
    })),
  );
  return [
    ...NAMED.flatMap(([list, noun]) =>
      twice(
        noun,
        definition[list].map(({ slug }, i) => ({ path: `${list}[${i}].slug`, name: slug })),
      ),
    ),
    ...twice('segment', segments),
    ...twice(
      'target',
      definition.targets.map((target, i) => ({ path: `targets[${i}]`, name: targetName(target) })),
    ),
    ...twice(
      'annotation',
      definition.annotations.map((note, i) => ({
        path: `annotations[${i}]`,
        name: annotationName(note),
      })),
    ),
  ];
}

function twice(
  noun: string,
  items: readonly { readonly path: string; readonly name: string }[],
): readonly DefinitionFault[] {
  const first = new Map<string, string>();
  return items.flatMap(({ path, name }): readonly DefinitionFault[] => {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, path);
      return [];
    }
    const message = `The ${noun} "${name}" is named twice, first at ${before}.`;
    return [{ path, message, cure: 'Keep one of the two.' }];
  });
}

/** Applied again, a file must find nothing left to rename. */
function renameFaults(
  renames: readonly Rename[],
  merged: DefinedCatalog,
): readonly DefinitionFault[] {
  return renames.flatMap(({ entity, from, to }, i): readonly DefinitionFault[] => {
    const path = `renames[${i}]`;
    const slugs = new Set(merged[LISTS[entity]].map(({ slug }) => slug));
    if (slugs.has(from)) {
      const message = `The ${entity} "${from}" cannot become "${to}": "${from}" would still be there.`;
      const cure = `Name it "${to}" all over the file; if both exist, leave the rename out.`;
      return [{ path, message, cure }];
    }
    const onward = renames.slice(i + 1).some((next) => next.entity === entity && next.from === to);
    return onward || slugs.has(to) ? [] : [unknownReference(`${path}.to`, entity, to, slugs)];
  });
}

function treeFaults({ teams }: DefinedCatalog): readonly DefinitionFault[] {
  const known = new Set(teams.map(({ slug }) => slug));
  const orphans = teams.flatMap(({ slug, parent }) =>
    parent === null || known.has(parent)
      ? []
      : [unknownReference(`teams.${slug}.parent`, 'team', parent, known)],
  );
  const cycles = teamCycles(teams).map((cycle) => ({
    path: `teams.${cycle[0]}.parent`,
    message: `Teams go round: ${cycle.join(' is part of ')}.`,
    cure: 'Let one of them be part of none of the others.',
  }));
  return [...orphans, ...cycles];
}

function journeyFaults({ journeys, stages, moments }: DefinedCatalog): readonly DefinitionFault[] {
  const journeySlugs = new Set(journeys.map(({ slug }) => slug));
  const stageSlugs = new Set(stages.map(({ slug }) => slug));
  const names = new Map<string, string>();
  const faults: DefinitionFault[] = [];
  for (const { slug, name, journey, retired } of stages) {
    if (!journeySlugs.has(journey)) {
      faults.push(unknownReference(`stages.${slug}.journey`, 'journey', journey, journeySlugs));
    }
    if (retired) continue;
    const key = `${journey} ${name.trim().toLowerCase()}`;
    const other = names.get(key);
    if (other !== undefined) {
      const message = `Two stages of the journey "${journey}" are called "${name}": "${other}" and "${slug}".`;
      faults.push({ path: `stages.${slug}.name`, message, cure: 'Give one of them another name.' });
    }
    names.set(key, slug);
  }
  for (const { slug, stage } of moments) {
    if (!stageSlugs.has(stage)) {
      faults.push(unknownReference(`moments.${slug}.stage`, 'stage', stage, stageSlugs));
    }
  }
  return faults;
}

function annotationFaults({ annotations, kpis }: DefinedCatalog): readonly DefinitionFault[] {
  const known = new Set(kpis.map(({ slug }) => slug));
  return annotations
    .filter(({ kpi }) => !known.has(kpi))
    .map((note) => unknownReference(`annotations.${annotationName(note)}`, 'KPI', note.kpi, known));
}
