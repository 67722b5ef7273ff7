/** What roles are called, and what they are for. */
import type { Role } from './principal';

export const ROLE_WORDS = {
  viewer: { name: 'Viewer', does: 'sees everything, changes nothing' },
  lead: {
    name: 'Team lead',
    does: 'reports figures and marks changes for what the team, or one below it, answers for',
  },
  steward: { name: 'Data steward', does: 'keeps the catalogue and the figures' },
  executive: { name: 'Executive', does: 'sets targets, marks changes, closes reviews' },
  administrator: { name: 'Administrator', does: 'may do all of it, and says who may come in' },
} as const satisfies Record<Role, { readonly name: string; readonly does: string }>;
