/** Servers that sources may reach though their addresses are private, as the configuration names them. */

/** `host`, `host:port`, `[ipv6]` or `[ipv6]:port`. */
const ENTRY = /^(?:\[([a-f\d:.]+)\]|([a-z\d][a-z\d.-]*))(?::(\d{1,5}))?$/i;

export interface AllowedHost {
  readonly host: string;
  /** Null is any. */
  readonly port: number | null;
}

/**
 * The list as the configuration writes it, with what is no host in it.
 *
 * @example readSourceHosts('warehouse.lan:5432, 10.0.0.5')
 * // { hosts: [{ host: 'warehouse.lan', port: 5432 }, { host: '10.0.0.5', port: null }], bad: [] }
 */
export function readSourceHosts(text: string): {
  readonly hosts: readonly AllowedHost[];
  readonly bad: readonly string[];
} {
  const hosts: AllowedHost[] = [];
  const bad: string[] = [];
  for (const entry of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [, six, name, port] = ENTRY.exec(entry) ?? [];
    const host = (six ?? name)?.toLowerCase();
    if (host === undefined || Number(port ?? 1) > 65_535) bad.push(entry);
    else hosts.push({ host, port: port === undefined ? null : Number(port) });
  }
  return { hosts, bad };
}

/**
 * Whether a server is allowed by the name that the source gives it, whatever its address is.
 *
 * @example isAllowedHost([{ host: 'warehouse.lan', port: null }], 'Warehouse.LAN', 5432) // true
 */
export function isAllowedHost(
  allowed: readonly AllowedHost[],
  host: string,
  port: number,
): boolean {
  const name = host.toLowerCase();
  return allowed.some((each) => each.host === name && (each.port === null || each.port === port));
}
