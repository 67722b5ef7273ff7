/** What goes wrong with a foreign database, in sentences that name the cure. Nothing secret is in them. */
import { AppError, isAppError } from '../lib/errors';

export interface Asked {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly timeoutSeconds: number;
}

/** What came before the query in the text that was sent, so that places in it can be told. */
export const QUERY_PREFIX = 'declare throughline_pull cursor for ';

const LONGEST_SAID = 300;

interface Fault {
  readonly code?: unknown;
  readonly message: string;
  readonly hint?: unknown;
  readonly position?: unknown;
}

type Sentence = (asked: Asked) => string;

const UNTRUSTED: Sentence = ({ host }) =>
  `The certificate of ${host} is not trusted. Give the certificate of the authority that signed it, or choose “require”, which encrypts without knowing who answers.`;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  ENOTFOUND: ({ host }) =>
    `The name ${host} is not known to the resolver of this machine. Check it.`,
  EAI_AGAIN: ({ host }) => `The name ${host} could not be looked up just now. Try again.`,
  ECONNREFUSED: ({ host, port }) =>
    `Nothing answers at ${host}, port ${port}. Check both, and that the server accepts connections from here.`,
  ENETUNREACH: ({ host }) => `There is no way from here to ${host}. Check the network.`,
  EHOSTUNREACH: ({ host }) => `There is no way from here to ${host}. Check the network.`,
  ETIMEDOUT: ({ host, port }) =>
    `${host}, port ${port}, did not answer in time. A firewall may stand between.`,
  ECONNRESET: ({ host }) => `${host} broke the connection. Its log says why.`,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  CERT_HAS_EXPIRED: ({ host }) =>
    `The certificate of ${host} has expired. It has to be renewed there.`,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) =>
    `The certificate that answered is not for ${host}. Give the name that it is for.`,
  '28P01': ({ username }) =>
    `The server does not accept the password of ${username}. Type it again.`,
  '28000': ({ username }) =>
    `The server does not let ${username} in from here, or not without TLS. Its pg_hba.conf says who may.`,
  '3D000': ({ database }) => `There is no database “${database}” on that server.`,
  '53300': () => 'The server has no connection left. Try again later.',
  '57P03': () => 'The server is starting. Try again in a moment.',
  '57014': ({ timeoutSeconds }) =>
    `The query took longer than ${timeoutSeconds} s and was stopped. Ask for fewer days, help the query with an index, or allow it more time.`,
  '25006': () =>
    'The query wants to change something. A source only reads: its transaction is read-only.',
};

/** The error as an `AppError`; one that is it already stays. */
export function foreignFault(error: unknown, asked: Asked, sent: string | null): AppError {
  if (isAppError(error)) return error;
  const fault = faultOf(error);
  const known = typeof fault.code === 'string' ? SENTENCES[fault.code] : undefined;
  if (known !== undefined) return refused(known(asked));
  if (/does not support SSL/i.test(fault.message)) {
    return refused(
      'The server offers no TLS. Choose “disable” if the way there is safe without, such as within one machine.',
    );
  }
  if (/timeout expired|connection timeout/i.test(fault.message)) {
    return refused(SENTENCES['ETIMEDOUT']?.(asked) ?? fault.message);
  }
  return refused(`The server says${placeIn(sent, fault.position)}: ${said(fault)}`);
}

export function refused(message: string): AppError {
  return new AppError('source_failed', message, { status: 422 });
}

/** A connection to several addresses fails with several errors. */
function faultOf(error: unknown): Fault {
  if (error instanceof AggregateError && error.errors.length > 0) return faultOf(error.errors[0]);
  if (error instanceof Error) return error;
  return { message: String(error) };
}

function said({ message, hint }: Fault): string {
  const text = typeof hint === 'string' ? `${message}. ${hint}` : message;
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  const cut = line.length > LONGEST_SAID ? `${line.slice(0, LONGEST_SAID)}…` : line;
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}

/** Positions count letters of the text that was sent, from 1. */
function placeIn(sent: string | null, position: unknown): string {
  const at = Number(position) - QUERY_PREFIX.length;
  if (sent === null || !(at >= 1)) return '';
  return ` of line ${[...sent].slice(0, at).join('').split('\n').length} of the query`;
}
