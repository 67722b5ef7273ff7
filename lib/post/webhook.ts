/** Tells a channel outside: one POST to where the configuration says, and nowhere else. */
import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

import { type Carried, headerLine, type WebhookCarrier } from '../domain/post';
import { isPrivateAddress } from '../domain/private-address';
import { type AllowedHost, isAllowedHost } from '../domain/source-hosts';

const LONGEST_MS = 20_000;

/** A carrier to one address. Private ones are reached where they are allowed by name, as for sources. */
export function webhookCarrier(address: string, allowed: readonly AllowedHost[]): WebhookCarrier {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port);
  return async ({ body, messageId }) => {
    try {
      const found = await lookup(host, { all: true, verbatim: true });
      if (
        !isAllowedHost(allowed, host, port) &&
        found.some(({ address: each }) => isPrivateAddress(each))
      ) {
        return later(
          `${host} is a private address, of this machine or its neighbours. Whoever runs Throughline can allow it by name in SOURCE_HOSTS.`,
        );
      }
      const status = await post(url, found, body, messageId);
      if (status >= 200 && status < 300) return { is: 'there' };
      return later(
        status >= 300 && status < 400
          ? `${host} leads elsewhere (${status}), where nothing is sent.`
          : `${host} answered ${status}.`,
      );
    } catch (error) {
      // What the address is stays unsaid: whoever knows it can write to the channel.
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
      return later(`${host} cannot be reached (${headerLine(why)}).`);
    }
  };
}

const later = (problem: string): Carried => ({ is: 'later', problem, isDown: true });

interface Found {
  readonly address: string;
  readonly family: number;
}

/** The status. It connects to the addresses that were checked: a name that means something else now is of no use. */
function post(url: URL, found: readonly Found[], body: string, messageId: string): Promise<number> {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(LONGEST_MS),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'throughline',
          // The same at every try: whoever gets it twice can tell.
          'idempotency-key': messageId,
        },
        lookup: (_name, options, callback) => {
          const [first] = found;
          if (options.all === true) callback(null, [...found]);
          else callback(null, first?.address ?? '', first?.family);
        },
      },
      (response) => {
        response.resume();
        response.on('error', () => undefined);
        resolve(response.statusCode ?? 0);
        response.once('data', () => response.destroy());
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
