/** What the environment says of mail, reminders and the channel that hears of them. */
import { readEmail } from './domain/person';
import { headerLine, WEBHOOK_FORMATS, type WebhookFormat } from './domain/post';
import { type Environment, given, isLoopback, type SmtpConfig } from './settings';

export interface WebhookConfig {
  /** Whoever knows it can write to the channel. */
  readonly url: string;
  readonly format: WebhookFormat;
}

export interface PostConfig {
  /** Null: no mail is sent. */
  readonly smtp: SmtpConfig | null;
  readonly webhook: WebhookConfig | null;
  /** Before a review; 0 for never. */
  readonly reminderHours: number;
}

const USUAL_HOURS = 24;
const MOST_HOURS = 168;

/** Links in mail are made of `PUBLIC_URL`: without it there is none. */
export function readPost(env: Environment, publicUrl: string | null, faults: string[]): PostConfig {
  const smtp = readSmtp(env, faults);
  const webhook = readWebhook(env, faults);
  for (const [name, is] of Object.entries({ SMTP_URL: smtp, REMINDER_WEBHOOK: webhook })) {
    if (is === null || publicUrl !== null) continue;
    faults.push(
      `${name} needs PUBLIC_URL, such as https://kpi.example.org: links in what is sent are made of it.`,
    );
  }
  const hours = given(env['REMINDER_HOURS']) ?? String(USUAL_HOURS);
  if (!/^\d{1,3}$/.test(hours) || Number(hours) > MOST_HOURS) {
    faults.push(
      `REMINDER_HOURS is "${hours}"; it must be a number of hours up to ${MOST_HOURS}, or 0 for no reminders.`,
    );
  }
  return { smtp, webhook, reminderHours: Number(hours) };
}

/** It may hold a password, so that no fault repeats it. */
function readSmtp(env: Environment, faults: string[]): SmtpConfig | null {
  const text = given(env['SMTP_URL']);
  const from = given(env['MAIL_FROM']);
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const secure = url?.protocol === 'smtps:';
  const isServer =
    url !== null && (secure || url.protocol === 'smtp:') && url.hostname !== '' && isBare(url);
  if (!isServer) {
    faults.push(
      'SMTP_URL must look like smtp://user:password@mail.example.org:587 (which goes on with STARTTLS) or smtps://user:password@mail.example.org, with nothing after it.',
    );
  }
  const sender = readMailbox(from ?? '');
  if (sender === null) {
    faults.push(
      from === undefined
        ? 'SMTP_URL needs MAIL_FROM, the address that mail comes from, such as Throughline <throughline@example.org>.'
        : `MAIL_FROM is "${headerLine(from)}"; it must be an address, such as Throughline <throughline@example.org>.`,
    );
  }
  if (!isServer || sender === null) return null;
  const user = decoded(url.username);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    user: user === '' ? null : user,
    password: user === '' ? null : decoded(url.password),
    from: sender,
  };
}

const isBare = ({ pathname, search, hash }: URL): boolean =>
  (pathname === '' || pathname === '/') && search === '' && hash === '';

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `Name <address>`, or an address alone. */
function readMailbox(text: string): SmtpConfig['from'] | null {
  const [, name = '', inside] = /^(.*?)<([^<>]+)>$/su.exec(text.trim()) ?? [];
  const address = readEmail(inside ?? text);
  if (address === null || /\p{Cc}/u.test(text)) return null;
  return { name: headerLine(name).replaceAll('"', '') || 'Throughline', address };
}

function readWebhook(env: Environment, faults: string[]): WebhookConfig | null {
  const text = given(env['REMINDER_WEBHOOK']);
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isReached =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url === null || !isReached || url.username !== '' || url.password !== '') {
    faults.push(
      'REMINDER_WEBHOOK must be the https address that a channel of Slack or Teams, or a program, gave for it.',
    );
    return null;
  }
  const asked = given(env['REMINDER_WEBHOOK_FORMAT']);
  const format = WEBHOOK_FORMATS.find((each) => each === (asked ?? formatOf(url)));
  if (format === undefined) {
    faults.push(
      `REMINDER_WEBHOOK_FORMAT is "${asked}"; it must be one of ${WEBHOOK_FORMATS.join(', ')}.`,
    );
    return null;
  }
  return { url: url.href, format };
}

/** As the address shows it: each of both has names of its own. */
function formatOf({ hostname }: URL): WebhookFormat {
  if (hostname === 'hooks.slack.com') return 'slack';
  const isTeams = /(^|\.)(webhook\.office\.com|logic\.azure\.com|powerplatform\.com)$/.test(
    hostname,
  );
  return isTeams ? 'teams' : 'json';
}
