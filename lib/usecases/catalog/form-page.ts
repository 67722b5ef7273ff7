/** The forms of the catalogue as they are filled in, with what stands around them. */
import type { Catalog } from '../../domain/catalog';
import type { FormAddress } from '../../domain/catalog-form';
import type { FormPageView, OutlineStage } from '../../domain/catalog-view';
import { kindNoun } from '../../domain/catalog-words';
import { targetName } from '../../domain/definition-keys';
import type { EntryKind } from '../../domain/entry';
import { journeyTemplate } from '../../domain/journey-template';
import type { Action } from '../../domain/policy';
import { mergeCounts } from '../../domain/team-merge';
import { capitalised, counted } from '../../domain/wording';
import { catalogListPath, catalogPath, entryPath } from '../../paths';
import { actionOf, formAt } from '../catalog';
import { type Context, demandSight } from '../context';
import { resolveScope, type Scope } from '../scope';

/** A form as it is filled in; `movedTo` is the slug that what it is about has now. */
export async function formPage(
  context: Context,
  address: FormAddress,
): Promise<FormPageView | { readonly movedTo: string }> {
  demandSight(context, sightOf(address));
  const scope = await resolveScope(context, {});
  const moved = movedTo(scope, address);
  if (moved !== null) return { movedTo: moved };
  const { catalog, demo, today } = scope;
  const { sections, stamp } = formAt(address, catalog, today);
  return {
    organisation: catalog.organisation,
    demo,
    address,
    sections,
    stamp,
    ...headOf(address, catalog),
    outline:
      address.form === 'entry' && address.kind === 'journey' && address.slug !== null
        ? outlineOf(catalog, address.slug)
        : null,
    dated:
      address.form === 'entry' && address.kind === 'kpi' && address.slug !== null
        ? datedOf(scope, address.slug)
        : null,
    merge: mergeNote(scope, address),
    preview:
      address.form === 'template'
        ? journeyTemplate(address.template).stages.map(({ name, promise, moments }) => ({
            name,
            promise,
            moments: moments.map((moment) => moment.name),
          }))
        : null,
  };
}

/** Who sets targets comes to them by the KPI that they are of. */
function sightOf(address: FormAddress): Action {
  const isKpi = address.form === 'entry' && address.kind === 'kpi' && address.slug !== null;
  return isKpi ? 'target.set' : actionOf(address);
}

/** A slug that was left behind leads to the one that it has now. */
function movedTo({ catalog, redirects }: Scope, address: FormAddress): string | null {
  if (address.form === 'template') return null;
  const kind = address.form === 'entry' ? address.kind : address.form === 'merge' ? 'team' : 'kpi';
  const { slug } = address;
  if (slug === null || kind === 'organisation') return null;
  const lists = {
    journey: catalog.journeys,
    stage: catalog.stages,
    moment: catalog.moments,
    team: catalog.teams,
    kpi: catalog.kpis,
    dimension: catalog.dimensions,
    place: catalog.places,
  };
  const there = lists[kind].some((each) => each.slug === slug);
  return there ? null : (redirects.get(`${kind} ${slug}`) ?? null);
}

type Head = Pick<FormPageView, 'title' | 'lead' | 'crumbs' | 'submit' | 'back'>;

function headOf(address: FormAddress, catalog: Catalog): Head {
  const top = { text: 'Catalogue', href: catalogPath() };
  switch (address.form) {
    case 'template': {
      const back = catalogPath();
      return {
        title: 'A journey from a template',
        lead: 'Everything in it can be changed, moved and retired afterwards.',
        crumbs: [top],
        submit: 'Create the journey',
        back,
      };
    }
    case 'owner':
    case 'target': {
      const kpi = catalog.kpis.find(({ slug }) => slug === address.slug);
      const back = entryPath('kpi', address.slug);
      const name = kpi?.name ?? address.slug;
      const target = address.form === 'target';
      return {
        title: target
          ? address.target === null
            ? `A target for “${name}” from a day on`
            : `Correct a target of “${name}”`
          : `Who answers for “${name}” from a day on`,
        lead:
          target && address.target !== null
            ? 'A correction judges anew all periods that this target holds for.'
            : 'The past keeps what it had.',
        crumbs: [top, { text: 'KPIs', href: catalogListPath('kpi') }, { text: name, href: back }],
        submit: target ? 'Save the target' : 'Save who answers',
        back,
      };
    }
    case 'merge': {
      const team = catalog.teams.find(({ slug }) => slug === address.slug);
      const back = entryPath('team', address.slug);
      const name = team?.name ?? address.slug;
      return {
        title: `Merge ${name} into another team`,
        lead: `From a day on the other team answers for what ${name} answers for. The past keeps what it had.`,
        crumbs: [top, { text: 'Teams', href: catalogListPath('team') }, { text: name, href: back }],
        submit: 'Merge the teams',
        back,
      };
    }
    case 'entry':
      return entryHead(address, catalog);
  }
}

function entryHead(
  { kind, slug, within }: FormAddress & { readonly form: 'entry' },
  catalog: Catalog,
): Head {
  const top = { text: 'Catalogue', href: catalogPath() };
  if (kind === 'organisation') {
    return {
      title: 'Your organisation',
      lead: null,
      crumbs: [top],
      submit: 'Save',
      back: catalogPath(),
    };
  }
  const lists = {
    journey: catalog.journeys,
    stage: catalog.stages,
    moment: catalog.moments,
    team: catalog.teams,
    kpi: catalog.kpis,
    dimension: catalog.dimensions,
    place: catalog.places,
  };
  const known = slug === null ? undefined : lists[kind].find((each) => each.slug === slug);
  const crumbs = [top, ...homeCrumbs(kind, slug, within, catalog)];
  return {
    title: known === undefined ? `New ${kindNoun(kind, 1)}` : known.name,
    lead: null,
    crumbs,
    submit: known === undefined ? `Create the ${kindNoun(kind, 1)}` : 'Save',
    back: crumbs.at(-1)?.href ?? catalogPath(),
  };
}

/** Stages and moments stand in their journey, others in the list of their kind. */
function homeCrumbs(
  kind: Exclude<EntryKind, 'organisation'>,
  slug: string | null,
  within: string | null,
  catalog: Catalog,
): FormPageView['crumbs'] {
  if (kind !== 'stage' && kind !== 'moment') {
    return [{ text: capitalised(kindNoun(kind, 2)), href: catalogListPath(kind) }];
  }
  const stageSlug =
    kind === 'stage' ? slug : (catalog.moments.find((each) => each.slug === slug)?.stage ?? within);
  const stage = catalog.stages.find((each) => each.slug === stageSlug);
  const journeySlug = stage?.journey ?? within;
  const journey = catalog.journeys.find((each) => each.slug === journeySlug);
  return journey === undefined
    ? []
    : [{ text: journey.name, href: entryPath('journey', journey.slug) }];
}

function outlineOf(catalog: Catalog, journey: string): readonly OutlineStage[] {
  return catalog.stages
    .filter((stage) => stage.journey === journey)
    .toSorted((a, b) => Number(a.retired) - Number(b.retired) || a.position - b.position)
    .map(({ slug, name, promise, owner, retired }) => ({
      slug,
      name,
      promise,
      owner,
      retired,
      moments: catalog.moments
        .filter((moment) => moment.stage === slug)
        .toSorted(
          (a, b) =>
            Number(a.retired) - Number(b.retired) ||
            (a.priority ?? Number.MAX_SAFE_INTEGER) - (b.priority ?? Number.MAX_SAFE_INTEGER),
        )
        .map(({ slug: own, name: called, kind, critical, priority, retired: gone }) => ({
          slug: own,
          name: called,
          kind,
          critical,
          priority,
          retired: gone,
        })),
    }));
}

function datedOf({ catalog, today }: Scope, slug: string): FormPageView['dated'] {
  const kpi = catalog.kpis.find((each) => each.slug === slug);
  if (kpi === undefined) return null;
  const present = kpi.accountable.findLast(({ from }) => from === null || from <= today);
  const names = new Map(catalog.teams.map((team) => [team.slug, team.name]));
  const places = new Map(catalog.places.map((place) => [place.slug, place.name]));
  const segments = catalog.dimensions.find((each) => each.slug === kpi.dimension)?.segments ?? [];
  return {
    slug,
    unit: kpi.unit,
    decimals: kpi.decimals,
    judged: kpi.direction !== 'none',
    owners: kpi.accountable.map((entry) => ({
      team: entry.team,
      name: names.get(entry.team) ?? entry.team,
      from: entry.from,
      present: entry === present,
    })),
    targets: catalog.targets
      .filter((target) => target.kpi === slug)
      .toSorted((a, b) => (a.from < b.from ? 1 : -1))
      .map((target) => ({
        name: targetName(target),
        target,
        scope: [
          target.grain === kpi.grain ? '' : `for a ${target.grain}`,
          segments.find((each) => each.slug === target.segment)?.name ?? target.segment ?? '',
          target.place === null ? '' : (places.get(target.place) ?? target.place),
        ]
          .filter((part) => part !== '')
          .join(', '),
      })),
  };
}

function mergeNote({ catalog, today }: Scope, address: FormAddress): string | null {
  if (address.form !== 'entry' || address.kind !== 'team' || address.slug === null) return null;
  const team = catalog.teams.find(({ slug }) => slug === address.slug);
  const others = catalog.teams.filter(({ slug, retired }) => slug !== address.slug && !retired);
  if (team === undefined || team.retired || others.length === 0) return null;
  const { answered, shared, below } = mergeCounts(catalog, { team: team.slug, from: today });
  const parts = [
    `answers for ${counted(answered, 'KPI', 'KPIs')}`,
    `shares ${counted(shared, 'KPI', 'KPIs')}`,
    ...(below === 0 ? [] : [`has ${counted(below, 'team', 'teams')} below it`]),
  ];
  return `${team.name} ${parts.join(', ')}.`;
}
