/**
 * Which addresses of the network belong to nobody outside: this machine, its neighbours, and what clouds
 * tell their machines (169.254.169.254). Ranges as the IANA special-purpose registries list them
 * (RFC 6890 and its updates).
 */

/** First address and length of the prefix, IPv4. */
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Multicast, reserved, broadcast.
  ['224.0.0.0', 3],
];

/** Within 2000::/3, outside of which nothing is public. */
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
];

/** Prefixes of 96 bits (6to4: 16) after which an IPv4 address stands, which is what is reached. */
const MAPPED = ['::ffff:0:0', '64:ff9b::'] as const;

/**
 * Whether an address is not to be reached unless it is allowed by name: loopback, private, link-local,
 * metadata, multicast and reserved ones, IPv4 inside IPv6 included. Numbers that systems take for IPv4
 * (decimal, octal, hexadecimal, shortened) are read as systems read them. A text that is no address is
 * private too: what cannot be judged is not reached.
 *
 * @example isPrivateAddress('93.184.216.34') // false
 * @example isPrivateAddress('::ffff:169.254.169.254') // true; so are '0177.0.0.1' and '2130706433'
 */
export function isPrivateAddress(address: string): boolean {
  const four = parseIpv4(address);
  if (four !== null) return isPrivate4(four);
  const six = parseIpv6(address);
  return six === null || isPrivate6(six);
}

function isPrivate4(address: number): boolean {
  return NOT_PUBLIC_4.some(([first, length]) => {
    const size = 2 ** (32 - length);
    return Math.floor(address / size) === Math.floor((parseIpv4(first) ?? 0) / size);
  });
}

function isPrivate6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups;
  const last = (groups[6] ?? 0) * 65_536 + (groups[7] ?? 0);
  if (MAPPED.some((prefix) => begins(groups, prefix, 96))) return isPrivate4(last);
  if (first === 0x2002) return isPrivate4(second * 65_536 + third);
  if (Math.floor(first / 0x2000) !== 1) return true;
  return NOT_PUBLIC_6.some(([prefix, length]) => begins(groups, prefix, length));
}

function begins(groups: readonly number[], prefix: string, length: number): boolean {
  const wanted = parseIpv6(prefix) ?? [];
  return groups.every((group, index) => {
    const bits = Math.min(16, Math.max(0, length - 16 * index));
    const size = 2 ** (16 - bits);
    return Math.floor(group / size) === Math.floor((wanted[index] ?? 0) / size);
  });
}

/** As inet_aton reads it: one to four parts, of which the last fills what is left. */
function parseIpv4(text: string): number | null {
  const parts = text.split('.');
  if (parts.length > 4) return null;
  const numbers = parts.map(partOf);
  const last = numbers.pop() ?? Number.NaN;
  if (numbers.some((part) => !(part <= 255)) || !(last < 256 ** (4 - numbers.length))) return null;
  return numbers.reduce((sum, part, index) => sum + part * 256 ** (3 - index), last);
}

function partOf(text: string): number {
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  if (/^0x[\da-f]+$/i.test(text)) return Number.parseInt(text, 16);
  return /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
}

/** Eight groups; a zone (`%eth0`) says which network card and is no part of it. */
function parseIpv6(text: string): readonly number[] | null {
  const [bare = ''] = text.replace(/^\[(.*)\]$/, '$1').split('%');
  const [, head = bare, dotted] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(bare) ?? [];
  const four = dotted === undefined ? 0 : parseIpv4(dotted);
  if (four === null) return null;
  const whole =
    dotted === undefined
      ? bare
      : `${head}${Math.floor(four / 65_536).toString(16)}:${(four % 65_536).toString(16)}`;
  const halves = whole.split('::');
  if (!whole.includes(':') || halves.length > 2) return null;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16));
}
