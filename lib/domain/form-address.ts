/** Addresses of forms as they come back from a browser. */
import type { FormAddress } from './catalog-form';
import type { CatalogMove } from './catalog-move';
import { ENTRY_KINDS, isEntry } from './entry';
import { JOURNEY_TEMPLATES } from './journey-template';

/**
 * The address of a form, if a value is one: what a browser sends back may be anything.
 *
 * @example parseFormAddress({ form: 'owner', slug: 'late-parcels' }) // the same
 * @example parseFormAddress({ form: 'anything' }) // null
 */
export function parseFormAddress(value: unknown): FormAddress | null {
  if (!isEntry(value)) return null;
  const { form } = value;
  const slug = textOrNull(value['slug']);
  switch (form) {
    case 'entry': {
      const kind = ENTRY_KINDS.find((each) => each === value['kind']);
      return kind === undefined ? null : { form, kind, slug, within: textOrNull(value['within']) };
    }
    case 'owner':
    case 'merge':
      return slug === null ? null : { form, slug };
    case 'target':
      return slug === null ? null : { form, slug, target: textOrNull(value['target']) };
    case 'template': {
      const template = JOURNEY_TEMPLATES.find((each) => each === value['template']);
      return template === undefined ? null : { form, template };
    }
    default:
      return null;
  }
}

/**
 * A move, if a value is one.
 *
 * @example parseMove({ move: 'stage', slug: 'receive', by: 1 }) // the same
 */
export function parseMove(value: unknown): CatalogMove | null {
  if (!isEntry(value)) return null;
  const { move, slug, by, target } = value;
  if (move === 'target') return typeof target === 'string' ? { move, target } : null;
  if ((move !== 'stage' && move !== 'moment') || typeof slug !== 'string') return null;
  return by === 1 || by === -1 ? { move, slug, by } : null;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
