/** Typed text as the typefaces can show it. */
import { join } from 'node:path';
import { openSync } from 'fontkit';

import type { Drift } from './directed-text';
import { runsRightToLeft } from './reading-order';

/** Joiners, marks of direction, and selectors of variants: seen by nobody, and in few typefaces. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** Those that say how text runs from right to left, and which of its letters are not joined. */
const DIRECTING = /^[\u061c\u200c\u200e\u200f\u202a-\u202c\u2066-\u2069]$/;

export interface Typesetter {
  readonly letters: (text: string) => string;
  readonly drift: Drift;
}

/**
 * Writes letters that the typefaces lack as their numbers, `[U+6F22]`: an empty box would say nothing,
 * and whoever copies the text would get something that nobody typed.
 */
export function typesetter(typefaces: string): Typesetter {
  const face = openSync(join(typefaces, 'DejaVuSans.ttf'));
  if (!('layout' in face)) throw new Error('a typeface stands in a file of its own');
  const has = (letter: string) => face.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
  const drifts = new Map<string, 'ltr' | 'rtl'>();
  return {
    letters: (text) => {
      const written = [
        ...text
          .normalize('NFC')
          .replaceAll('\r\n', '\n')
          .replaceAll('\t', ' ')
          .replaceAll(UNSEEN, (mark) => (DIRECTING.test(mark) ? mark : '')),
      ]
        .map((letter) =>
          letter === '\n' || DIRECTING.test(letter) || has(letter) ? letter : numbered(letter),
        )
        .join('');
      return runsRightToLeft(written) ? written : written.replaceAll(UNSEEN, '');
    },
    drift: (text) => {
      const found = drifts.get(text) ?? (face.layout(text).direction === 'rtl' ? 'rtl' : 'ltr');
      drifts.set(text, found);
      return found;
    },
  };
}

const numbered = (letter: string): string =>
  `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
