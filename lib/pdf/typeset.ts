/** Typed text as the typefaces can show it. */
import { join } from 'node:path';
import { openSync } from 'fontkit';

/** Joiners, marks of direction, and selectors of variants: seen by nobody, and in few typefaces. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Writes letters that the typefaces lack as their numbers, `[U+6F22]`: an empty box would say nothing,
 * and whoever copies the text would get something that nobody typed.
 */
export function typesetter(typefaces: string): (text: string) => string {
  const face = openSync(join(typefaces, 'DejaVuSans.ttf'));
  const has = (letter: string) =>
    'hasGlyphForCodePoint' in face && face.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
  return (text) =>
    [...text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\t', ' ').replaceAll(UNSEEN, '')]
      .map((letter) => (letter === '\n' || has(letter) ? letter : numbered(letter)))
      .join('');
}

const numbered = (letter: string): string =>
  `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
