/** Which sites may frame an embed. */

const ORIGIN =
  /^(https?):\/\/(\*\.)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/;

/**
 * A site as a browser names it, or null for what is none: no path, no query, nothing that could end a
 * header. `https://*.example.com` is every name below that one.
 *
 * @example readOrigin('HTTPS://Wiki.example.com/') // 'https://wiki.example.com'
 */
export function readOrigin(text: string): string | null {
  const tidy = text.trim().toLowerCase().replace(/\/$/, '');
  const [, scheme, , host = '', port] = ORIGIN.exec(tidy) ?? [];
  if (scheme === undefined || host.includes('..') || tidy.length > 200) return null;
  if (port !== undefined && (Number(port) === 0 || Number(port) > 65_535)) return null;
  const usual = scheme === 'https' ? '443' : '80';
  return port === usual ? tidy.replace(/:\d+$/, '') : tidy;
}

/**
 * Whether a site lies within those that an installation allows; all do where it names none.
 *
 * @example isAllowed('https://wiki.example.com', ['https://*.example.com']) // true
 */
export function isAllowed(origin: string, allowed: readonly string[]): boolean {
  return (
    allowed.length === 0 ||
    allowed.some((each) => {
      if (each === origin) return true;
      const [scheme, below] = each.split('://*.');
      return (
        below !== undefined && origin.startsWith(`${scheme}://`) && origin.endsWith(`.${below}`)
      );
    })
  );
}

/**
 * The sites that may frame an embed, as the header says it. Those of the embed count before those of
 * the installation; where neither names any, every site may.
 *
 * @example frameAncestors(['https://wiki.example.com'], []) // 'https://wiki.example.com'
 */
export function frameAncestors(own: readonly string[], installation: readonly string[]): string {
  const named = own.length > 0 ? own.filter((each) => isAllowed(each, installation)) : installation;
  if (own.length > 0 && named.length === 0) return "'none'";
  return named.length === 0 ? '*' : named.join(' ');
}
