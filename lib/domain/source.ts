/** A source: a database that is asked for figures by a schedule, as typed, read or refused. */
import { GRAINS } from './calendar';
import { queryFault } from './source-query';
import type { LookBack } from './source-time';

/** As PostgreSQL's own clients name them; the weaker ones fall back to nothing. */
export const TLS_MODES = ['verify-full', 'require', 'disable'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** What a source is; its password stands apart. */
export interface SourceSettings {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly tls: TlsMode;
  /** PEM; certificates of authorities that are trusted besides the system's; null is none. */
  readonly certificate: string | null;
  readonly query: string;
  readonly lookBack: LookBack;
  /** Five fields of cron, by the organisation's clocks; null is when asked only. */
  readonly schedule: string | null;
  /** A profile as YAML; null where the query gives tidy columns. */
  readonly profile: string | null;
  readonly timeoutSeconds: number;
  readonly mostRows: number;
}

export const SOURCE_FIELDS = [
  'name',
  'host',
  'port',
  'database',
  'username',
  'password',
  'tls',
  'certificate',
  'query',
  'lookBack',
  'lookBackUnit',
  'schedule',
  'profile',
  'timeoutSeconds',
  'mostRows',
] as const;
export type SourceField = (typeof SOURCE_FIELDS)[number];

/** What the form calls them. */
export const SOURCE_LABELS: { readonly [field in SourceField]: string } = {
  name: 'Name',
  host: 'Server',
  port: 'Port',
  database: 'Database',
  username: 'User',
  password: 'Password',
  tls: 'Encryption (TLS)',
  certificate: 'Certificate of the authority (PEM)',
  query: 'Query',
  lookBack: 'How far back',
  lookBackUnit: 'Counted in whole',
  schedule: 'Schedule (cron: minute, hour, day, month, weekday)',
  profile: 'Profile (YAML)',
  timeoutSeconds: 'Seconds that a pull may take',
  mostRows: 'Rows that a pull may bring',
};

/** As typed into the form. */
export type TypedSource = Readonly<Record<SourceField, string>>;
/** What is wrong with a field, and what to do about it. */
export type SourceFaults = { readonly [field in SourceField]?: string };

/** Judged by packages, which the rules do not know. */
export interface SourceChecks {
  readonly schedule: (text: string) => string | null;
  readonly profile: (text: string) => string | null;
}

export type ReadSource = { readonly settings: SourceSettings } | { readonly faults: SourceFaults };

export const EMPTY_SOURCE: TypedSource = {
  name: '',
  host: '',
  port: '5432',
  database: '',
  username: '',
  password: '',
  tls: 'verify-full',
  certificate: '',
  query: '',
  lookBack: '8',
  lookBackUnit: 'week',
  schedule: '0 6 * * *',
  profile: '',
  timeoutSeconds: '120',
  mostRows: '1000000',
};

const LONGEST_NAME = 80;
const LONGEST_TEXT = 20_000;
export const LONGEST_TIMEOUT = 1_800;
const MOST_ROWS = 5_000_000;
const LONGEST_LOOK_BACK = 3_660;

/** Letters, digits, dots and hyphens; colons for IPv6. No path of a socket, no address with a user. */
const HOST = /^(?!-)[a-z\d.-]{1,253}$|^\[?[a-f\d:.]{2,45}\]?$/i;

/**
 * A source as typed, or what is wrong with it, field by field. What it reaches and whether its query
 * works is found out by trying.
 *
 * @example readSource({ ...EMPTY_SOURCE, port: '70000' }, checks) // { faults: { port: 'Give 1 to 65535; …', … } }
 */
export function readSource(typed: TypedSource, checks: SourceChecks): ReadSource {
  const text = (field: SourceField) => typed[field].trim();
  const orNull = (field: SourceField) => (text(field) === '' ? null : text(field));
  const faults = faultsOf(typed, checks);
  const tls = TLS_MODES.find((mode) => mode === text('tls'));
  const unit = GRAINS.find((grain) => grain === text('lookBackUnit'));
  if (Object.keys(faults).length > 0 || tls === undefined || unit === undefined) return { faults };
  return {
    settings: {
      name: oneLine(typed.name),
      host: text('host')
        .toLowerCase()
        .replace(/^\[(.*)\]$/, '$1'),
      port: Number(text('port')),
      database: text('database'),
      username: text('username'),
      tls,
      certificate: orNull('certificate'),
      query: text('query'),
      lookBack: { count: Number(text('lookBack')), unit },
      schedule: orNull('schedule'),
      profile: orNull('profile'),
      timeoutSeconds: Number(text('timeoutSeconds')),
      mostRows: Number(text('mostRows')),
    },
  };
}

/**
 * The same the other way round, for the form; the password is never among it.
 *
 * @example typedSource(settings).lookBack // '8'
 */
export function typedSource(settings: SourceSettings): TypedSource {
  const { lookBack, port, timeoutSeconds, mostRows, certificate, schedule, profile, ...same } =
    settings;
  return {
    ...same,
    password: '',
    port: String(port),
    certificate: certificate ?? '',
    lookBack: String(lookBack.count),
    lookBackUnit: lookBack.unit,
    schedule: schedule ?? '',
    profile: profile ?? '',
    timeoutSeconds: String(timeoutSeconds),
    mostRows: String(mostRows),
  };
}

/**
 * What a password is kept for: it is sent there and nowhere else.
 *
 * @example passwordScope({ host: 'db.example', port: 5432, database: 'sales', username: 'reader', tls: 'require' })
 * // '["db.example",5432,"sales","reader","require",null]'
 */
export function passwordScope(
  to: Pick<SourceSettings, 'host' | 'port' | 'database' | 'username' | 'tls' | 'certificate'>,
): string {
  return JSON.stringify([to.host, to.port, to.database, to.username, to.tls, to.certificate]);
}

function faultsOf(typed: TypedSource, checks: SourceChecks): SourceFaults {
  const found: Partial<Record<SourceField, string | null>> = {
    name: nameFault(oneLine(typed.name)),
    host: HOST.test(typed.host.trim())
      ? null
      : 'Give the name or the address of the server, such as warehouse.example.com.',
    port: countFault(typed.port, 65_535),
    database: lineFault(typed.database, 'the name of the database'),
    username: lineFault(typed.username, 'the user that reads'),
    password: typed.password.length > 1_000 ? 'At most 1,000 characters are kept.' : null,
    tls: TLS_MODES.some((mode) => mode === typed.tls.trim())
      ? null
      : `Choose one of ${TLS_MODES.join(', ')}.`,
    certificate: certificateFault(typed.certificate.trim()),
    query: tooLong(typed.query) ?? queryFault(typed.query),
    lookBack: countFault(typed.lookBack, LONGEST_LOOK_BACK),
    lookBackUnit: GRAINS.some((grain) => grain === typed.lookBackUnit.trim())
      ? null
      : `Choose one of ${GRAINS.join(', ')}.`,
    schedule: typed.schedule.trim() === '' ? null : checks.schedule(typed.schedule),
    profile:
      typed.profile.trim() === ''
        ? null
        : (tooLong(typed.profile) ?? checks.profile(typed.profile)),
    timeoutSeconds: countFault(typed.timeoutSeconds, LONGEST_TIMEOUT),
    mostRows: countFault(typed.mostRows, MOST_ROWS),
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== null));
}

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

function nameFault(name: string): string | null {
  if (!/[a-z\d]/i.test(name)) return 'Name it, such as “Sales warehouse”.';
  return name.length > LONGEST_NAME ? `At most ${LONGEST_NAME} characters.` : null;
}

function lineFault(text: string, what: string): string | null {
  if (text.trim() === '') return `Give ${what}.`;
  return text.length > 200 || /\p{Cc}/u.test(text) ? 'At most 200 characters on one line.' : null;
}

function countFault(text: string, largest: number): string | null {
  const fits = /^\d{1,9}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= largest;
  return fits ? null : `Give 1 to ${largest}; this is “${text.trim().slice(0, 20)}”.`;
}

function tooLong(text: string): string | null {
  return text.length > LONGEST_TEXT ? `At most ${LONGEST_TEXT} characters.` : null;
}

function certificateFault(text: string): string | null {
  if (text === '') return null;
  return /^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----$/.test(text) &&
    !text.includes('PRIVATE KEY') &&
    text.length <= LONGEST_TEXT
    ? null
    : 'Give a certificate in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.';
}

/**
 * A look-back as a sentence has it: a number of whole periods.
 *
 * @example lookBackWords({ count: 8, unit: 'week' }) // '8 weeks'
 */
export function lookBackWords({ count, unit }: LookBack): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
