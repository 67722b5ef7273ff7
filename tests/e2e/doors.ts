/**
 * Every page and route: an address that has something to show in the demo, and who sees it. What is found by
 * walking `app` is held against it, so that a new one cannot be forgotten.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Role } from '../../lib/domain/principal';

export const APP = join(import.meta.dirname, '..', '..', 'app');

export const files = readdirSync(APP, { recursive: true, encoding: 'utf8' });
export const found = files
  .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
  .map((file) =>
    `/${file.replace(/\/?(page|route)\.tsx?$/, '').replace(/\(app\)\/?/, '')}`.replace(
      /(.)\/$/,
      '$1',
    ),
  )
  .sort();

export interface Door {
  /** An address that has something to show, in the demo. */
  readonly path: string;
  /** To whom; all roles where nothing is said. */
  readonly sees?: readonly Role[];
  /** Answered to everybody, signed in or not. */
  readonly open?: true;
  /** What who sees it is answered; 200 where nothing is said. */
  readonly status?: number;
  /** It takes another method than reading. */
  readonly writes?: true;
}

const CATALOGUE = ['steward', 'administrator'] as const;
const TARGETS = ['steward', 'executive', 'administrator'] as const;

const WRITING = ['lead', 'steward', 'administrator'] as const;
const RECORDING = ['lead', 'steward', 'executive', 'administrator'] as const;

export const DOORS: Readonly<Record<string, Door>> = {
  '/': { path: '/' },
  '/accountability': { path: '/accountability' },
  '/data': { path: '/data' },
  '/data/imports/[import]': { path: '/data/imports/1' },
  '/data/imports/[import]/refused': { path: '/data/imports/1/refused' },
  // The demo's own import cannot be taken back: who may is told so.
  '/data/imports/[import]/undo': { path: '/data/imports/1/undo', sees: CATALOGUE, status: 409 },
  '/find': { path: '/find?q=deliv' },
  '/kpis': { path: '/kpis' },
  '/kpis.csv': { path: '/kpis.csv' },
  '/kpis.xlsx': { path: '/kpis.xlsx' },
  '/kpis/[kpi]': { path: '/kpis/delivered-on-promised-day' },
  '/kpis/[kpi]/change': {
    path: '/kpis/calls-answered-in-60-s/change',
    sees: ['steward', 'executive', 'administrator'],
  },
  '/kpis/[kpi]/figures.csv': { path: '/kpis/delivered-on-promised-day/figures.csv' },
  '/kpis/[kpi]/figures.xlsx': { path: '/kpis/delivered-on-promised-day/figures.xlsx' },
  '/me': { path: '/me' },
  '/methods': { path: '/methods' },
  '/moments': { path: '/moments' },
  '/settings': { path: '/settings' },
  '/settings/[kind]': { path: '/settings/teams' },
  '/settings/[kind]/[slug]': { path: '/settings/teams/stores', sees: CATALOGUE },
  '/settings/[kind]/[slug]/[part]': {
    path: '/settings/kpis/delivered-on-promised-day/target',
    sees: TARGETS,
  },
  '/settings/demo': { path: '/settings/demo', sees: ['administrator'] },
  '/settings/new/[kind]': { path: '/settings/new/kpi', sees: CATALOGUE },
  '/settings/people': { path: '/settings/people', sees: ['administrator'] },
  '/stages': { path: '/stages' },
  '/stages/[stage]': { path: '/stages/receive' },
  '/start': { path: '/start' },
  '/teams': { path: '/teams' },
  '/teams/[team]': { path: '/teams/stores' },
  '/actions': { path: '/actions' },
  '/actions.ics': { path: '/actions.ics' },
  '/actions/[action]': { path: '/actions/999999', status: 404 },
  '/actions/new': { path: '/actions/new', sees: RECORDING },
  '/check-ins': { path: '/check-ins' },
  '/check-ins/[kpi]': {
    path: '/check-ins/delivered-on-promised-day?period=2026-W46',
    sees: ['steward', 'executive', 'administrator'],
  },
  '/data/enter': { path: '/data/enter', sees: WRITING },
  '/data/freshness': { path: '/data/freshness' },
  '/data/profiles': { path: '/data/profiles?name=none', sees: WRITING, status: 404 },
  '/data/restatements': { path: '/data/restatements' },
  '/data/sources': { path: '/data/sources', sees: CATALOGUE },
  '/data/sources/[source]': { path: '/data/sources/none', status: 404 },
  '/data/sources/[source]/change': { path: '/data/sources/none/change', status: 404 },
  '/data/sources/[source]/remove': { path: '/data/sources/none/remove', status: 404 },
  '/data/sources/new': { path: '/data/sources/new', sees: CATALOGUE },
  '/data/upload': { path: '/data/upload', sees: WRITING },
  '/data/uploads': { path: '/data/uploads', open: true, status: 405 },
  '/data/uploads/[upload]': { path: '/data/uploads/1', status: 404 },
  '/data/uploads/[upload]/progress': { path: '/data/uploads/1/progress', status: 404 },
  '/data/uploads/[upload]/refused': { path: '/data/uploads/1/refused', status: 404 },
  '/reviews': { path: '/reviews' },
  // One that was missed: others are opened, and closed.
  '/reviews/[period]': { path: '/reviews/2026-W40' },
  '/reviews/[period]/events': { path: '/reviews/none/events', status: 404 },
  '/reviews/[period]/minutes': { path: '/reviews/2026-W40/minutes', status: 404 },
  '/reviews/[period]/minutes.md': { path: '/reviews/2026-W40/minutes.md', status: 404 },
  '/reviews/[period]/minutes.pdf': { path: '/reviews/2026-W40/minutes.pdf', status: 404 },
  '/reviews/series': { path: '/reviews/series', sees: TARGETS },
  '/settings/audit': { path: '/settings/audit', sees: ['administrator'] },
  '/settings/audit.csv': { path: '/settings/audit.csv', sees: ['administrator'] },
  '/settings/audit.ndjson': { path: '/settings/audit.ndjson', sees: ['administrator'] },
  '/settings/embeds': { path: '/settings/embeds', sees: RECORDING },
  '/settings/embeds/[embed]': { path: '/settings/embeds/none', status: 404 },
  '/settings/embeds/new': { path: '/settings/embeds/new', sees: RECORDING },
  '/settings/embeds/preview': {
    path: '/settings/embeds/preview?kind=kpi-chart&kpi=shelf-availability',
    sees: RECORDING,
  },
  '/thanks': { path: '/thanks', sees: RECORDING },
  '/thanks/[year]': { path: '/thanks/2026' },
  '/digests/[key]': { path: '/digests/none', open: true, status: 404 },
  // Opened in a browser it leads to the page.
  '/digests/[key]/now': { path: '/digests/none/now', open: true, status: 303 },
  '/embed/[token]': { path: '/embed/none', open: true, status: 404 },
  '/api/oembed': { path: '/api/oembed?url=none', open: true, status: 404 },
  '/api/auth/callback/oidc': { path: '/api/auth/callback/oidc', open: true, status: 303 },
  '/api/openapi.json': { path: '/api/openapi.json', open: true },
  '/api/v1/accountability': { path: '/api/v1/accountability' },
  '/api/v1/contrast': { path: '/api/v1/contrast' },
  '/api/v1/definitions': { path: '/api/v1/definitions' },
  '/api/v1/find': { path: '/api/v1/find?q=deliv' },
  '/api/v1/journeys': { path: '/api/v1/journeys' },
  '/api/v1/kpis': { path: '/api/v1/kpis' },
  '/api/v1/kpis/[kpi]': { path: '/api/v1/kpis/delivered-on-promised-day' },
  '/api/v1/kpis/[kpi]/series': { path: '/api/v1/kpis/delivered-on-promised-day/series' },
  '/api/v1/newest': { path: '/api/v1/newest' },
  '/api/v1/observations': { path: '/api/v1/observations', writes: true },
  '/api/v1/stages/[stage]': { path: '/api/v1/stages/receive' },
  '/api/v1/teams/[team]': { path: '/api/v1/teams/stores' },
  '/healthz': { path: '/healthz', open: true },
  '/metrics': { path: '/metrics', sees: ['administrator'] },
  '/readyz': { path: '/readyz', open: true },
  '/schema/definition.json': { path: '/schema/definition.json', open: true },
  '/sign-in': { path: '/sign-in', open: true },
  '/welcome/[token]': { path: '/welcome/none', open: true, status: 404 },
};
