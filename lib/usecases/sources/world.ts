/** What reaching a source takes besides the source: the installation's secret, and whom the configuration allows. */
import type { ForeignServer } from '../../../db/foreign';
import { findSealed } from '../../../db/queries/sources';
import { seal, unseal } from '../../crypto/sealed';
import { passwordScope, type SourceChecks, type SourceSettings } from '../../domain/source';
import type { AllowedHost } from '../../domain/source-hosts';
import type { SourceRecord } from '../../domain/source-view';
import { AppError } from '../../errors';
import { parseProfile } from '../../import/profile-file';
import { faultSentence } from '../../import/schema-faults';
import { scheduleFault } from '../../schedule';
import type { Context } from '../context';

export interface SourceWorld {
  /** Null where the configuration has none. */
  readonly secret: () => string | null;
  readonly allowed: readonly AllowedHost[];
  /** Waited for between pieces of what is written, where others in the process come first. */
  readonly giveWay?: () => Promise<void>;
}

export const CHECKS: SourceChecks = {
  schedule: scheduleFault,
  profile: (text) => {
    const read = parseProfile(text);
    return 'faults' in read ? read.faults.map(faultSentence).join(' ') : null;
  },
};

export function sealPassword(
  { secret }: SourceWorld,
  settings: SourceSettings,
  password: string,
): string {
  const master = secret();
  if (master !== null) return seal(password, master, passwordScope(settings));
  throw new AppError(
    'no_secret',
    'A password can be kept only with AUTH_SECRET, from which the key comes that encrypts it. Set it to at least 32 random characters and start the server again.',
    { status: 422 },
  );
}

/** The password that is kept, for where it was kept for; null where there is none. */
export async function keptPassword(
  { db }: Pick<Context, 'db'>,
  { secret }: SourceWorld,
  { id, settings }: Pick<SourceRecord, 'id' | 'settings'>,
): Promise<string | null> {
  const sealed = await findSealed(db, id);
  if (sealed === null) return null;
  const master = secret();
  const opened = master === null ? null : unseal(sealed, master, passwordScope(settings));
  if (opened !== null && 'secret' in opened) return opened.secret;
  throw new AppError(
    'secret_unreadable',
    opened === null || opened.unreadable === 'other_key'
      ? 'The password was encrypted with another AUTH_SECRET than the present one. Type it again, or bring the former AUTH_SECRET back.'
      : 'The password that is kept does not belong to this server and user, or was changed. Type it again.',
    { status: 422 },
  );
}

export function serverOf(settings: SourceSettings, password: string | null): ForeignServer {
  const { host, port, database, username, tls, certificate, timeoutSeconds } = settings;
  return { host, port, database, username, tls, certificate, timeoutSeconds, password };
}
