/** Reminds those who have to check in before a review, once for each review. */
import { listCheckIns } from '../../../db/queries/check-ins';
import { queueMessages } from '../../../db/queries/outbox';
import { listPeople } from '../../../db/queries/people';
import { listReviewSeries } from '../../../db/queries/reviews';
import { addDays, type Period } from '../../domain/calendar';
import type { Person } from '../../domain/person';
import type { Outgoing, PostWorld } from '../../domain/post';
import { leadsOf } from '../../domain/post-recipients';
import { reminderWindow } from '../../domain/reminder';
import { type ReviewSeries, rhythm } from '../../domain/review';
import { plainText } from '../../domain/sentence';
import type { MailManner } from '../../format-mail-minutes';
import {
  type MissingCheckIn,
  type Reminder,
  reminderLetter,
  reminderMessage,
} from '../../format-mail-reminder';
import { type Context, demand } from '../context';
import { resolveScope } from '../scope';
import { dueOf, reviewFacts } from './facts';

/**
 * Writes the reminders that are due now, and how many are new. Series are looked at in the time before
 * they meet; each person, and the channel, hears of a review once, as soon as something is missing.
 */
export async function remind(context: Context, world: PostWorld): Promise<number> {
  demand(context, 'server.keep');
  if (world.reminderHours === 0 || !(world.mail || world.webhook !== null)) return 0;
  const { now, today, calendar, demo, catalog } = await resolveScope(context, {});
  // Of what is invented nobody is told.
  if (demo) return 0;
  const all = await listReviewSeries(context.db);
  const people = world.mail ? await listPeople(context.db) : [];
  const { locale, timeZone } = catalog.organisation;
  const manner = { ...calendar, locale, timeZone, origin: world.origin };
  let written = 0;
  for (const { series, heads } of all) {
    if (series.retired) continue;
    for (const { period, review } of rhythm(series, heads, now, today, calendar).slice(0, 2)) {
      const { from, to } = reminderWindow(period, series, world.reminderHours);
      if (review !== null || now < from || now >= to) continue;
      const reminder = await reminderOf(context, series, period, to);
      if (reminder.missing.length === 0) continue;
      const messages = [
        ...lettersOf(reminder, people, catalog.teams, manner),
        ...messageOf(reminder, world, manner),
      ];
      written += await queueMessages(context.db, messages, now.toISOString());
    }
  }
  return written;
}

/** What is missing of it now. */
async function reminderOf(
  context: Context,
  series: ReviewSeries,
  period: Period,
  meets: Date,
): Promise<Reminder> {
  const facts = await reviewFacts(context, { journey: series.journey, period: period.key });
  const said = await listCheckIns(context.db, {
    catalog: facts.catalog,
    from: addDays(period.start, -100),
    to: period.end,
  });
  return {
    series,
    period,
    meetsAt: meets.toISOString(),
    missing: dueOf(facts, said)
      .filter((due) => due.required && due.said === null)
      .map(
        ({ item, team }): MissingCheckIn => ({
          kpi: item.kpi,
          team,
          period: item.period,
          said: plainText(item.sentence),
        }),
      ),
  };
}

const causeOf = ({ series, period }: Reminder): string => `reminder:${series.slug}:${period.key}`;

/** To each lead what their teams have to say, and nothing of others. */
function lettersOf(
  reminder: Reminder,
  people: readonly Person[],
  teams: Parameters<typeof leadsOf>[2],
  manner: MailManner,
): readonly Outgoing[] {
  const byPerson = new Map<number, MissingCheckIn[]>();
  for (const each of reminder.missing) {
    for (const { id } of leadsOf(each.team.slug, people, teams)) {
      byPerson.set(id, [...(byPerson.get(id) ?? []), each]);
    }
  }
  return [...byPerson].map(([person, missing]) => ({
    cause: `${causeOf(reminder)}:person:${person}`,
    kind: 'reminder',
    channel: 'mail',
    person,
    content: JSON.stringify(reminderLetter({ ...reminder, missing }, manner)),
    sealed: false,
    expiresAt: reminder.meetsAt,
  }));
}

function messageOf(
  reminder: Reminder,
  { webhook }: PostWorld,
  manner: MailManner,
): readonly Outgoing[] {
  if (webhook === null) return [];
  return [
    {
      cause: `${causeOf(reminder)}:channel`,
      kind: 'reminder',
      channel: 'webhook',
      person: null,
      content: reminderMessage(reminder, webhook, manner),
      sealed: false,
      expiresAt: reminder.meetsAt,
    },
  ];
}
