/** Addresses as patterns, so that what is counted by them stays a short list whatever is asked for. */
import { API, READS, WRITES } from './operations';

/** Every page and route, as its folder in `app` says it. A test reads the folders and compares. */
const PATTERNS = [
  '/accountability',
  '/actions',
  '/actions.ics',
  '/actions/[action]',
  '/actions/new',
  '/check-ins',
  '/check-ins/[kpi]',
  '/data',
  '/data/enter',
  '/data/freshness',
  '/data/imports/[import]',
  '/data/imports/[import]/refused',
  '/data/imports/[import]/undo',
  '/data/profiles',
  '/data/upload',
  '/data/uploads',
  '/data/uploads/[upload]',
  '/data/uploads/[upload]/progress',
  '/data/uploads/[upload]/refused',
  '/data/restatements',
  '/data/sources',
  '/data/sources/[source]',
  '/data/sources/[source]/change',
  '/data/sources/[source]/remove',
  '/data/sources/new',
  '/digests/[key]',
  '/digests/[key]/now',
  '/embed/[token]',
  '/find',
  '/kpis',
  '/kpis.csv',
  '/kpis.xlsx',
  '/kpis/[kpi]',
  '/kpis/[kpi]/change',
  '/kpis/[kpi]/figures.csv',
  '/kpis/[kpi]/figures.xlsx',
  '/me',
  '/methods',
  '/moments',
  '/reviews',
  '/reviews/[period]',
  '/reviews/[period]/events',
  '/reviews/[period]/minutes',
  '/reviews/[period]/minutes.md',
  '/reviews/[period]/minutes.pdf',
  '/reviews/series',
  '/api/auth/callback/oidc',
  '/settings',
  '/settings/[kind]',
  '/settings/[kind]/[slug]',
  '/settings/[kind]/[slug]/[part]',
  '/settings/audit',
  '/settings/audit.csv',
  '/settings/audit.ndjson',
  '/settings/demo',
  '/settings/embeds',
  '/settings/embeds/[embed]',
  '/settings/embeds/new',
  '/settings/embeds/preview',
  '/settings/new/[kind]',
  '/settings/people',
  '/stages',
  '/stages/[stage]',
  '/sign-in',
  '/start',
  '/teams',
  '/teams/[team]',
  '/thanks',
  '/thanks/[year]',
  '/welcome/[token]',
  '/icon.svg',
  '/healthz',
  '/readyz',
  '/metrics',
  '/schema/definition.json',
  '/api/oembed',
  '/api/openapi.json',
  ...new Set(
    [...READS, ...WRITES].map(({ path }) => API + path.replaceAll('{', '[').replaceAll('}', ']')),
  ),
] as const;

/** Those with the fewest open parts first: `/settings/new/[kind]` is no `/settings/[kind]/[slug]`. */
const KNOWN = PATTERNS.map((pattern) => ({
  pattern,
  parts: pattern.split('/'),
})).sort((a, b) => openParts(a.parts) - openParts(b.parts));

function openParts(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith('[')).length;
}

/**
 * The pattern of an address: `other` for one that leads nowhere.
 *
 * @example routePattern('/kpis/delivered-on-promised-day?period=2026-W46') // '/kpis/[kpi]'
 */
export function routePattern(url: string): string {
  const [pathname = '/'] = url.split('?', 1);
  if (pathname.startsWith('/_next/')) return '/_next/*';
  if (pathname === '/') return '/';
  const parts = pathname.replace(/\/$/, '').split('/');
  const found = KNOWN.find(
    (known) =>
      known.parts.length === parts.length &&
      known.parts.every((part, index) => part.startsWith('[') || part === parts[index]),
  );
  return found?.pattern ?? 'other';
}
