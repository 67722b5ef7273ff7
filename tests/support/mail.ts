/** A real mail server on loopback, which keeps what it is given, and goes and comes as a test wants. */
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly to: readonly string[];
  readonly from: string;
  /** As it came over the wire. */
  readonly raw: string;
  readonly mail: Email;
}

export interface MailServer {
  readonly port: number;
  readonly url: string;
  /** The newest last. */
  readonly received: Received[];
  /** Called when a mail is there whole, before the server says that it has it. */
  beforeAnswer: (mail: Received) => Promise<void>;
  /** Refuses this recipient for good. */
  refused: string | null;
  stop(): Promise<void>;
}

/** At a port of its own, or at that of one that was stopped. */
export async function mailServer(at = 0): Promise<MailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const error = Object.assign(new Error('No such mailbox here'), { responseCode: 550 });
      done(address === own.refused ? error : null);
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const raw = Buffer.concat(pieces);
        const { mailFrom, rcptTo } = session.envelope;
        const take = async () => {
          const one: Received = {
            to: rcptTo.map(({ address }) => address),
            from: mailFrom === false ? '' : mailFrom.address,
            raw: raw.toString('latin1'),
            mail: await PostalMime.parse(raw),
          };
          received.push(one);
          await own.beforeAnswer(one);
          done();
        };
        take().catch((error: unknown) => done(error instanceof Error ? error : new Error('lost')));
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(at, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  const own: MailServer = {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    beforeAnswer: async () => undefined,
    refused: null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
  return own;
}
