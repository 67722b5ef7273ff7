/** The four moments of truth in plain words. */
import type { MomentKind } from './catalog';

const KINDS = {
  zero: {
    title: 'zero moment',
    phrase: 'before they come',
    meaning: 'they hear of us, look us up and ask around, before they have anything to do with us.',
  },
  first: {
    title: 'first moment',
    phrase: 'choosing and paying',
    meaning: 'they stand before what we offer, take it or leave it, and pay.',
  },
  second: {
    title: 'second moment',
    phrase: 'first use',
    meaning: 'and all use after it: it arrives, it works, it breaks, it is put right.',
  },
  ultimate: {
    title: 'ultimate moment',
    phrase: 'telling others',
    meaning: 'they stay or go, and say why. What they say is somebody else’s zero moment.',
  },
} as const satisfies Record<
  MomentKind,
  { readonly title: string; readonly phrase: string; readonly meaning: string }
>;

/**
 * The kind of a moment as a list says it.
 *
 * @example momentKindName('second') // 'second moment: first use'
 */
export function momentKindName(kind: MomentKind): string {
  return `${KINDS[kind].title}: ${KINDS[kind].phrase}`;
}

/**
 * What a kind of moment is, for those who never heard of it: its title, what it is in few words, and
 * in a sentence.
 *
 * @example momentKindWords('ultimate').phrase // 'telling others'
 */
export function momentKindWords(kind: MomentKind): (typeof KINDS)[MomentKind] {
  return KINDS[kind];
}
