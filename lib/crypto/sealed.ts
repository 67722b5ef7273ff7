/** Secrets that have to be said again, such as passwords of databases: kept encrypted, AES-256-GCM. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
/** What NIST SP 800-38D recommends for random ones. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';
const PURPOSE = 'throughline sealed secrets v1';

/** A key of our own from the installation's secret, which serves other purposes too. */
function keyOf(master: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', PURPOSE, 32));
}

/** Tells keys apart, and says nothing about them. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}

/**
 * The secret as it may be kept. `bound` says what it is for: it opens for the same alone, so that what is
 * kept for one server cannot be sent to another by changing a row.
 */
export function seal(secret: string, master: string, bound: string): string {
  const key = keyOf(master);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const parts = [nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [VERSION, nameOf(key), ...parts].join('.');
}

export type Opened =
  | { readonly secret: string }
  /** Sealed with another master secret, or for something else, or changed since. */
  | { readonly unreadable: 'other_key' | 'changed' };

export function unseal(text: string, master: string, bound: string): Opened {
  const [version, name, nonce = '', sealed = '', tag = ''] = text.split('.');
  const key = keyOf(master);
  if (version !== VERSION) return { unreadable: 'changed' };
  if (name !== nameOf(key)) return { unreadable: 'other_key' };
  try {
    const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(bound));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    const opened = [decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()];
    return { secret: Buffer.concat(opened).toString('utf8') };
  } catch {
    return { unreadable: 'changed' };
  }
}
