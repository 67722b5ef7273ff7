/** Passwords, kept as what scrypt (RFC 7914) makes of them: slow and large on purpose. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB and three rounds, one of the settings that OWASP's cheat sheet of 2024 names as equal. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const MEMORY = 64 * 1_048_576;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Hashing many at once would take the memory of the server: others wait. */
const AT_ONCE = 2;

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // However it was typed, é is é.
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, { ...cost, maxmem: MEMORY }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => {
    const salt = randomBytes(SALT_BYTES);
    const key = await derive(password, salt, COST);
    const { N, r, p } = COST;
    return `scrypt$${N}$${r}$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
  });
}

/**
 * Whether a password is the one that was hashed. Without a hash it takes as long and says no, so that
 * the time does not tell whether there is such an account.
 */
export function isPassword(password: string, hash: string | null): Promise<boolean> {
  return inTurn(async () => {
    const [name, n, r, p, salt = '', kept = ''] = (hash ?? NOBODYS).split('$');
    if (name !== 'scrypt' || Number(n) !== COST.N || Number(r) !== COST.r || Number(p) !== COST.p) {
      throw new Error('a password is kept in a way that is not known here');
    }
    const asked = await derive(password, Buffer.from(salt, 'base64url'), COST);
    const known = Buffer.from(kept, 'base64url');
    const same = asked.length === known.length && timingSafeEqual(asked, known);
    return same && hash !== null;
  });
}

const NOBODYS = `scrypt$${COST.N}$${COST.r}$${COST.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

let working = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else working += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) working -= 1;
    else next();
  }
}
