/** What the installation sends by itself: by which way, and what became of it. */
import { Card } from '@/components/ui/card';
import type { Organisation } from '@/lib/domain/catalog';
import type { PostLine, PostSettings, PostSummary } from '@/lib/domain/post';
import { counted } from '@/lib/domain/wording';
import { formatInstant } from '@/lib/format-period';
import styles from './people.module.css';

export interface MailProps {
  readonly post: PostSummary;
  readonly settings: PostSettings;
  readonly organisation: Organisation;
}

export function Mail({ post, settings, organisation }: MailProps) {
  const { lines, waiting, failing, failed } = post;
  const { timeZone, locale } = organisation;
  const instant = (at: string) => formatInstant(at, timeZone, locale);
  const isOff = settings.mail === null && settings.webhook === null;
  return (
    <Card id="mail" title="Mail" note="invitations, minutes, digests, and reminders of check-ins">
      {wayText(settings).map((text) => (
        <p key={text} className={styles['none']}>
          {text}
        </p>
      ))}
      {isOff && waiting === 0 ? null : (
        <p className={failing + failed === 0 ? styles['none'] : styles['late']}>
          {waiting === 0 ? 'Nothing waits' : `${counted(waiting, 'message', 'messages')} waiting`}
          {failing === 0 ? '' : ', tried in vain so far'}
          {failed === 0 ? '.' : `; ${failed} did not arrive in the last seven days.`}
        </p>
      )}
      {lines.length === 0 ? null : (
        <section className={styles['scroll']} aria-label="Messages" tabIndex={0}>
          <table className={styles['trail']}>
            <thead>
              <tr>
                <th scope="col">Written</th>
                <th scope="col">What</th>
                <th scope="col">To</th>
                <th scope="col">What became of it</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <td>{instant(line.queuedAt)}</td>
                  <td className={styles['kind']}>{line.kind}</td>
                  <td>{line.to ?? 'the channel'}</td>
                  <td>{fateOf(line, instant)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  );
}

function wayText({ mail, webhook, reminderHours }: PostSettings): readonly string[] {
  const reminded =
    reminderHours === 0
      ? 'Nobody is reminded of check-ins (REMINDER_HOURS is 0).'
      : `Who has to check in is reminded ${counted(reminderHours, 'hour', 'hours')} before a review.`;
  if (mail === null && webhook === null) {
    return [
      'No mail is sent: SMTP_URL is not set. Pass on the links of invitations and the pages of minutes yourself; nobody is reminded of check-ins.',
    ];
  }
  return [
    mail === null
      ? 'No mail is sent: SMTP_URL is not set.'
      : `By ${mail.server}, from ${mail.from}.`,
    ...(webhook === null
      ? []
      : [`Missing check-ins are told to ${webhook.host} as well (${webhook.format}).`]),
    reminded,
  ];
}

function fateOf(line: PostLine, instant: (at: string) => string): string {
  const { outcome, problem, attempts, dueAt, endedAt } = line;
  const why = problem === null ? '' : `: ${problem}`;
  switch (outcome) {
    case 'sent':
      return `sent ${instant(endedAt ?? dueAt)}`;
    case 'failed':
      return `did not arrive${why}`;
    case 'dropped':
      return `not sent${why}`;
    case null:
      return problem === null
        ? 'waits to be sent'
        : `${counted(attempts, 'try', 'tries')} in vain, the next ${instant(dueAt)}${why}`;
  }
}
