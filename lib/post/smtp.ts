/** Takes mail to the server that the configuration names. */
import { createTransport } from 'nodemailer';

import { type Carried, headerLine, type MailCarrier } from '../domain/post';
import { isLoopback, type SmtpConfig } from '../settings';

const CONNECT_MS = 15_000;
const SILENCE_MS = 45_000;
/** Below the lease of a message, so that nobody else has begun to send it. */
const LONGEST_MS = 150_000;

/** A carrier of mail. One connection for each: there is little mail, and nothing that could go stale. */
export function mailCarrier(smtp: SmtpConfig): MailCarrier {
  const { host, port, secure, user, password, from } = smtp;
  const transport = createTransport({
    host,
    port,
    secure,
    // A password, and what is said of people, goes over the network encrypted or not at all.
    requireTLS: !secure && user !== null && !isLoopback(host),
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return async ({ to, messageId, at, subject, text, html, pictures, stop }) => {
    const sending = transport.sendMail({
      from,
      to: { name: headerLine(to.name), address: to.address },
      envelope: { from: from.address, to: [to.address] },
      messageId: `<${messageId}@${domain}>`,
      date: new Date(at),
      subject: headerLine(subject),
      text,
      html,
      attachments: pictures.map(({ cid, png }) => ({
        cid,
        content: Buffer.from(png),
        contentType: 'image/png',
        contentDisposition: 'inline',
        filename: `${cid.split('@', 1)[0] ?? cid}.png`,
      })),
      headers: {
        // Nobody's absence is to be answered to us (RFC 3834).
        'Auto-Submitted': 'auto-generated',
        // One press, without a page between (RFC 8058).
        ...(stop === null
          ? {}
          : {
              'List-Unsubscribe': { prepared: true, value: `<${stop.now}>` },
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
      },
    });
    try {
      await within(sending, LONGEST_MS);
      return { is: 'there' };
    } catch (error) {
      return failureOf(error);
    }
  };
}

async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('It took too long.'), { code: 'ETIMEDOUT' })),
      ms,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/** After these the server itself is the trouble. */
const DOWN = new Set([
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
  'EAUTH',
  'ENOAUTH',
]);

function failureOf(error: unknown): Carried {
  const { message, code, responseCode, command } = partsOf(error);
  const problem = headerLine(message === '' ? 'The mail server refused it.' : message);
  if (responseCode === 421 || DOWN.has(code)) return { is: 'later', problem, isDown: true };
  // 5xx: never (RFC 5321, 4.2.1). Where our own address is refused, all mail is.
  if (responseCode >= 500 && command !== 'MAIL FROM') return { is: 'refused', problem };
  return { is: 'later', problem, isDown: responseCode < 400 || command === 'MAIL FROM' };
}

function partsOf(error: unknown) {
  const field = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return {
    message: error instanceof Error ? error.message : '',
    code: String(field('code') ?? ''),
    responseCode: Number(field('responseCode') ?? 0),
    command: String(field('command') ?? ''),
  };
}
