/** Reminders of check-ins: to who leads a team, and to the channel of all teams. */

import type { Period } from './domain/calendar';
import type { Letter, WebhookFormat } from './domain/post';
import { headerLine } from './domain/post';
import { counted } from './domain/wording';
import { letterOf } from './format-mail';
import type { MailManner } from './format-mail-minutes';
import { formatInstant, periodName } from './format-period';
import { checkInPath, checkInsPath } from './paths-review';

/** A KPI of which a team has still to say something. */
export interface MissingCheckIn {
  readonly kpi: { readonly slug: string; readonly name: string };
  readonly team: { readonly slug: string; readonly name: string };
  /** Key of the period that it was judged in. */
  readonly period: string;
  /** The finding, in words. */
  readonly said: string;
}

export interface Reminder {
  readonly series: { readonly slug: string; readonly name: string; readonly timeZone: string };
  readonly period: Period;
  /** RFC 3339. */
  readonly meetsAt: string;
  readonly missing: readonly MissingCheckIn[];
}

const formOf = ({ kpi, team, period }: MissingCheckIn, origin: string): string =>
  origin + checkInPath(kpi.slug, { period, team: team.slug });

/** On the clocks of the series: its people meet by them. */
const when = ({ meetsAt, series }: Reminder, { locale }: MailManner): string =>
  formatInstant(meetsAt, series.timeZone, locale);

const headline = ({ series, missing }: Reminder): string =>
  `${counted(missing.length, 'check-in', 'check-ins')} missing before ${series.name}`;

/**
 * A reminder as a letter, with a link to each form.
 *
 * @example reminderLetter(reminder, manner).subject // '2 check-ins missing before Weekly review'
 */
export function reminderLetter(reminder: Reminder, manner: MailManner): Letter {
  const { series, period, missing } = reminder;
  const { locale, origin } = manner;
  const teams = [...new Set(missing.map(({ team }) => team.name))];
  return letterOf(
    headline(reminder),
    [
      { is: 'title', text: `${series.name}: ${periodName(period, locale)}` },
      {
        is: 'paragraph',
        text: `The review meets on ${when(reminder, manner)}. ${teams.join(' and ')} ${missing.length === 1 ? 'has a KPI' : 'have KPIs'} of which something is to be said before: what happened, why, what next. Two minutes each.`,
      },
      {
        is: 'list',
        items: missing.map((each) => ({
          strong: each.kpi.name,
          text: each.said,
          href: formOf(each, origin),
        })),
      },
      {
        is: 'quiet',
        text: 'You get this once for each review, because you lead the team that answers.',
      },
    ],
    locale,
  );
}

/**
 * A reminder as a channel takes it, as JSON: one message for all teams.
 *
 * @example reminderMessage(reminder, 'slack', 'a1', manner) // '{"text":"*2 check-ins missing before …"}'
 */
export function reminderMessage(
  reminder: Reminder,
  format: WebhookFormat,
  manner: MailManner,
): string {
  const { series, period, meetsAt, missing } = reminder;
  const { origin, locale } = manner;
  const title = headline(reminder);
  const about = `${periodName(period, locale)} · meets ${when(reminder, manner)}`;
  switch (format) {
    case 'slack':
      return JSON.stringify({
        text: [
          `*${slackText(title)}*`,
          slackText(about),
          ...missing.map(
            (each) =>
              `• ${slackText(each.team.name)}: <${formOf(each, origin)}|${slackText(each.kpi.name)}>`,
          ),
        ].join('\n'),
      });
    case 'teams':
      return JSON.stringify(teamsCard(title, about, reminder, origin));
    case 'json':
      return JSON.stringify({
        event: 'check_ins_missing',
        series: { slug: series.slug, name: series.name },
        period: period.key,
        meetsAt,
        missing: missing.map((each) => ({
          team: each.team,
          kpi: each.kpi,
          period: each.period,
          said: each.said,
          url: formOf(each, origin),
        })),
        url: origin + checkInsPath({ period: period.key }),
      });
  }
}

/** What Slack takes for a link or a mention is said by entities; a line stays one. */
const slackText = (text: string): string =>
  headerLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What Teams takes for Markdown is escaped. */
const teamsText = (text: string): string =>
  headerLine(text).replaceAll(/[\\`*_{}[\]()#+!|~<>]/g, (sign) => `\\${sign}`);

function teamsCard(title: string, about: string, { missing, period }: Reminder, origin: string) {
  const block = (text: string, more: object = {}) => ({
    type: 'TextBlock',
    text,
    wrap: true,
    ...more,
  });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            block(teamsText(title), { weight: 'Bolder', size: 'Medium' }),
            block(teamsText(about), { isSubtle: true }),
            ...missing.map((each) =>
              block(
                `- ${teamsText(each.team.name)}: [${teamsText(each.kpi.name)}](${formOf(each, origin)})`,
              ),
            ),
          ],
          actions: [
            {
              type: 'Action.OpenUrl',
              title: 'Check in',
              url: origin + checkInsPath({ period: period.key }),
            },
          ],
        },
      },
    ],
  };
}
