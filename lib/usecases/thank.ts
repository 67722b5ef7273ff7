/** Recognition: thanking a team or a person for a moment that was kept, with the evidence. */
import { setActor } from '../../db/queries/definitions';
import { insertThanks } from '../../db/queries/recognition';
import { notifyReview } from '../../db/queries/review-news';
import { periodContaining } from '../domain/calendar';
import type { ShownOrganisation } from '../domain/contrast-view';
import { AppError } from '../errors';
import { type Context, demandSome, demandSomeSight } from './context';
import { resolveScope } from './scope';

export interface TypedThanks {
  readonly team: string;
  readonly person: string;
  readonly text: string;
  readonly kpi: string;
  readonly moment: string;
}

export interface ThanksFormView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly teams: readonly { readonly slug: string; readonly name: string }[];
  readonly kpis: readonly { readonly slug: string; readonly name: string }[];
  readonly moments: readonly { readonly slug: string; readonly name: string }[];
  /** Key of the present year. */
  readonly year: string;
}

export async function thanksPage(context: Context): Promise<ThanksFormView> {
  demandSomeSight(context, 'review.record');
  const { catalog, demo, today, calendar } = await resolveScope(context, {});
  const live = <T extends { slug: string; name: string; retired: boolean }>(items: readonly T[]) =>
    items.filter(({ retired }) => !retired).map(({ slug, name }) => ({ slug, name }));
  return {
    organisation: catalog.organisation,
    demo,
    teams: live(catalog.teams),
    kpis: live(catalog.kpis),
    moments: live(catalog.moments),
    year: periodContaining(today, 'year', calendar).key,
  };
}

/** Thanks; all teams that share the KPI are credited with the one that is named. */
export async function giveThanks(
  context: Context,
  typed: TypedThanks,
  review: number | null,
): Promise<void> {
  demandSome(context, 'review.record');
  const { db, actor } = context;
  const text = typed.text.replaceAll(/\s+/g, ' ').trim();
  const person = typed.person.replaceAll(/\s+/g, ' ').trim();
  await db.transaction().execute(async (tx) => {
    const { catalog } = await resolveScope({ ...context, db: tx }, {});
    const team = catalog.teams.find(({ slug, retired }) => slug === typed.team && !retired);
    const kpi = catalog.kpis.find(({ slug }) => slug === typed.kpi) ?? null;
    if (team === undefined) throw refusal('Choose the team that is thanked.');
    if (typed.kpi !== '' && kpi === null) throw refusal(`There is no KPI "${typed.kpi}".`);
    const about = typed.moment === '' ? (kpi?.moment ?? null) : typed.moment;
    const moment = catalog.moments.find(({ slug }) => slug === about) ?? null;
    if (typed.moment !== '' && moment === null) {
      throw refusal(`There is no moment "${typed.moment}".`);
    }
    if (text === '') throw refusal('Say what they are thanked for.');
    if (text.length > 300)
      throw refusal(`This has ${text.length} characters; at most 300 are kept.`);
    if (person.length > 80) throw refusal('A name has at most 80 characters.');
    const at = context.now();
    await setActor(tx, actor, at);
    const stage = moment?.stage ?? kpi?.stages[0]?.stage;
    await insertThanks(tx, {
      teamId: team.id,
      person: person === '' ? null : person,
      text,
      kpiId: kpi?.id ?? null,
      stageId: catalog.stages.find(({ slug }) => slug === stage)?.id ?? null,
      momentId: moment?.id ?? null,
      evidence: kpi?.name ?? null,
      credited: [...new Set([team.slug, ...(kpi?.contributing ?? [])])],
      reviewId: review,
      at: at.toISOString(),
      actor,
    });
    if (review !== null) await notifyReview(tx, review);
  });
}

const refusal = (message: string) => new AppError('bad_thanks', message, { status: 422 });
