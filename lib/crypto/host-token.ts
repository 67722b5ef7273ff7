/** Tokens that a host signs for its readers. The cryptography is jose's. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';

import type { SigningAlgorithm } from '../domain/embed';

const LOOKS_SIGNED = /^[A-Za-z0-9_-]{10,400}\.[A-Za-z0-9_-]{10,1400}\.[A-Za-z0-9_-]{20,400}$/;
const PREFIX = /^[0-9a-f]{12}$/;

/** The embed that a token says it is for, before anything of it is believed; null for what is no token. */
export function embedNamed(token: string): string | null {
  if (!LOOKS_SIGNED.test(token)) return null;
  try {
    const { kid } = decodeProtectedHeader(token);
    return typeof kid === 'string' && PREFIX.test(kid) ? kid : null;
  } catch {
    return null;
  }
}

/** The key of an embed as it is kept, ready to check with. */
export function verifyingKey(algorithm: SigningAlgorithm, kept: string): Uint8Array | KeyObject {
  return algorithm === 'HS256' ? Buffer.from(kept, 'base64url') : createPublicKey(kept);
}

/**
 * What a token claims, once its signature by that key and algorithm is right and it has not expired at
 * `now`; null for anything else: another algorithm, none at all, another key, another embed.
 */
export async function claimsOf(
  token: string,
  algorithm: SigningAlgorithm,
  key: Uint8Array | KeyObject,
  now: Date,
): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      requiredClaims: ['exp', 'jti'],
      currentDate: now,
    });
    return payload;
  } catch {
    return null;
  }
}

/**
 * A host's public key as it was pasted (PEM or JWK), as PEM; null for what is no Ed25519 key. A private
 * key is refused: it has no business here.
 */
export function readPublicKey(text: string): string | null {
  const pasted = text.trim();
  try {
    if (/PRIVATE/.test(pasted)) return null;
    const key = pasted.startsWith('{') ? jwkKey(pasted) : createPublicKey(pasted);
    if (key?.asymmetricKeyType !== 'ed25519') return null;
    return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    return null;
  }
}

function jwkKey(text: string): KeyObject | null {
  const jwk: unknown = JSON.parse(text);
  if (typeof jwk !== 'object' || jwk === null || 'd' in jwk) return null;
  const { kty, crv, x } = jwk as { kty?: unknown; crv?: unknown; x?: unknown };
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return null;
  return createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
}
