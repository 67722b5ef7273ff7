/** The four moments of truth in plain words. */
import type { Moment, MomentKind } from './catalog';

const KIND_NAMES = {
  zero: 'zero moment: before they come',
  first: 'first moment: choosing and paying',
  second: 'second moment: first use',
  ultimate: 'ultimate moment: telling others',
} as const satisfies Record<MomentKind, string>;

const KIND_MEANINGS = {
  zero: 'They hear of us, look us up and ask around, before they have anything to do with us.',
  first: 'They stand before what we offer, choose it, and pay.',
  second: 'They have it in their hands: it arrives, it is used, it breaks, it is put right.',
  ultimate: 'They stay or go, and tell others. What they tell is somebody else’s zero moment.',
} as const satisfies Record<MomentKind, string>;

/**
 * The kind of a moment as a list says it.
 *
 * @example momentKindName('second') // 'second moment: first use'
 */
export function momentKindName(kind: MomentKind): string {
  return KIND_NAMES[kind];
}

/**
 * What a kind of moment is, in a sentence for those who never heard of it.
 *
 * @example momentKindMeaning('ultimate') // 'They stay or go, and tell others. …'
 */
export function momentKindMeaning(kind: MomentKind): string {
  return KIND_MEANINGS[kind];
}

/**
 * What a moment is for: it must never fail, or it sets us apart.
 *
 * @example momentAimName('wow') // 'wow: sets us apart'
 */
export function momentAimName(aim: Moment['aim']): string {
  return aim === 'wow' ? 'wow: sets us apart' : 'reliability: must never fail';
}
